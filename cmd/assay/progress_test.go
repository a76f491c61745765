package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"

	"assay/runner/judge"
)

// onTerminal gives what a line that is written over looks like in the end.
func onTerminal(text string) string {
	var line []rune
	at := 0
	for _, r := range text {
		if r == '\r' {
			at = 0
			continue
		}
		if at == len(line) {
			line = append(line, r)
		} else {
			line[at] = r
		}
		at++
	}
	return strings.TrimRight(string(line), " ")
}

func TestProgress_WritesOneLineOver(t *testing.T) {
	t.Parallel()
	a, _, _ := newTestApp(nil)
	var out bytes.Buffer
	p := a.newProgress()
	p.w, p.width = &out, 30
	steps := []struct {
		step judge.Step
		want string
	}{
		{judge.Step{Phase: judge.PhaseStarting}, "starting"},
		{judge.Step{Phase: judge.PhaseCollecting}, "collecting"},
		{judge.Step{Phase: judge.PhaseRunning, Total: 12, Done: 3, Test: "test_a.py::test_b"}, "running 3/12 test_a.py::test_b"[:29]},
		{judge.Step{Phase: judge.PhaseRunning, Total: 12, Done: 4, Test: "t\x1b[31m\n"}, "running 4/12 t^[[31m"},
		{judge.Step{Phase: judge.PhaseCleaning, Total: 12, Done: 12}, "cleaning"},
	}
	for _, s := range steps {
		p.step(s.step)
		assert.Equal(t, s.want, onTerminal(out.String()))
	}
	p.end()
	assert.Empty(t, onTerminal(out.String()), "the report begins on a clean line")
	assert.NotContains(t, out.String(), "\n")
	for _, r := range out.String() {
		assert.True(t, r == '\r' || !unicode.IsControl(r), "%q", r)
	}
}

func TestProgress_SilentOffTerminals(t *testing.T) {
	t.Parallel()
	a, out, errOut := newTestApp(nil)
	p := a.newProgress()
	p.step(judge.Step{Phase: judge.PhaseStarting})
	p.end()
	assert.Empty(t, out.String()+errOut.String())
}
