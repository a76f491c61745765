package catalog

import (
	"fmt"
	"strings"
)

// Problem is one fault in one file of an exercise.
type Problem struct {
	File    string
	Line    int // from 1; 0 where the fault has no place in the file
	Column  int // from 1
	Message string
}

// Error gives "file:line:column: message".
func (p *Problem) Error() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", p.File, p.Line, p.Column, p.Message)
}

// Problems is every fault of a catalogue, each a [*Problem].
type Problems []error

// Error gives each problem a line of its own.
func (ps Problems) Error() string {
	if len(ps) == 1 {
		return ps[0].Error()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d problems", len(ps))
	for _, p := range ps {
		b.WriteString("\n  " + p.Error())
	}
	return b.String()
}

// Unwrap gives the problems to errors.As.
func (ps Problems) Unwrap() []error { return ps }
