package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"

	"assay/runner"
)

// failure is the JSON of an error that is not a verdict.
type failure struct {
	Schema string        `json:"schema"`
	Error  failureDetail `json:"error"`
}

type failureDetail struct {
	Kind    runner.ErrorKind `json:"kind"`
	Message string           `json:"message"`
	Hint    string           `json:"hint"`
}

// JSON writes a result as one indented JSON object with a final newline. An
// empty schema becomes [runner.Schema]; lists are never null.
func JSON(w io.Writer, result runner.Result) error {
	if result.Schema == "" {
		result.Schema = runner.Schema
	}
	if result.Tests == nil {
		result.Tests = []runner.Test{}
	}
	result.Tests = slices.Clone(result.Tests)
	for i := range result.Tests {
		if result.Tests[i].Bounds == nil {
			result.Tests[i].Bounds = []runner.Bound{}
		}
	}
	return Encode(w, result)
}

// JSONError writes an error of the exercise or the runner as JSON. It never
// holds a verdict.
func JSONError(w io.Writer, err error) error {
	f := failure{Schema: runner.Schema, Error: failureDetail{Kind: runner.KindOf(err), Message: err.Error()}}
	var known *runner.Error
	if errors.As(err, &known) {
		f.Error.Hint = known.Hint
	}
	return Encode(w, f)
}

// Encode writes a document as indented JSON with a final newline, in which every
// character that could act on a terminal is escaped.
func Encode(w io.Writer, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	if _, err := io.WriteString(w, harmless(string(text))+"\n"); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// harmless escapes what encoding/json leaves as it is but a terminal acts upon,
// such as 8-bit control characters. These occur inside strings only, so a reader
// decodes the same text.
func harmless(text string) string {
	if !strings.ContainsFunc(text, unsafe) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case !unsafe(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}

func unsafe(r rune) bool { return !safe(r) }
