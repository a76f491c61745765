// Command tally reads the output of "go test -json", shows what failed or was
// skipped and ends with the line "N passed, N failed, N skipped". Its exit
// status is 1 when anything failed, or when nothing ran at all.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// event is one line of "go test -json", see "go doc test2json".
type event struct {
	Action     string
	Package    string
	ImportPath string // of a build's output
	Test       string
	Elapsed    float64
	Output     string
}

// test names a test or, with an empty name, a package.
type test struct{ pkg, name string }

// tally holds what is known so far.
type tally struct {
	out     io.Writer
	outcome map[test]string
	output  map[test]*strings.Builder
	order   []test
}

func main() {
	t := &tally{out: os.Stdout, outcome: map[test]string{}, output: map[test]*strings.Builder{}}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		t.line(lines.Bytes())
	}
	passed, failed, skipped := t.count()
	if err := lines.Err(); err != nil {
		fmt.Fprintln(t.out, "tally:", err)
		failed++
	}
	fmt.Fprintf(t.out, "%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	if failed > 0 || passed == 0 {
		os.Exit(1)
	}
}

func (t *tally) line(text []byte) {
	var e event
	if err := json.Unmarshal(text, &e); err != nil {
		fmt.Fprintf(t.out, "%s\n", text) // go itself, for instance about its toolchain
		return
	}
	key := test{e.Package, e.Test}
	switch e.Action {
	case "output":
		if strings.HasPrefix(e.Output, "=== ") { // a test begins, waits or goes on
			return
		}
		if t.output[key] == nil {
			t.output[key] = &strings.Builder{}
		}
		t.output[key].WriteString(e.Output)
	case "build-output":
		fmt.Fprint(t.out, e.Output)
	case "pass", "fail", "skip":
		t.outcome[key] = e.Action
		t.order = append(t.order, key)
		if e.Test == "" {
			fmt.Fprintf(t.out, "%-4s  %s  %.1fs\n", e.Action, e.Package, e.Elapsed)
		}
		if output := t.output[key]; output != nil && (e.Action == "fail" || e.Action == "skip" && e.Test != "") {
			fmt.Fprint(t.out, output.String())
		}
		delete(t.output, key)
	}
}

// count counts the tests without subtests. A parent counts only when it failed
// and none of its subtests did, and so does a package.
func (t *tally) count() (passed, failed, skipped int) {
	parents, failing := map[test]bool{}, map[test]bool{}
	for _, key := range t.order {
		for up := key; up.name != ""; {
			cut := strings.LastIndexByte(up.name, '/')
			up.name = up.name[:max(cut, 0)]
			parents[up] = true
			failing[up] = failing[up] || t.outcome[key] == "fail"
		}
	}
	for _, key := range t.order {
		switch outcome := t.outcome[key]; {
		case outcome == "fail" && !failing[key]:
			failed++
		case parents[key] || key.name == "":
		case outcome == "pass":
			passed++
		case outcome == "skip":
			skipped++
		}
	}
	return passed, failed, skipped
}
