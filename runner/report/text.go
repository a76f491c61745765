package report

import (
	"fmt"
	"io"
	"strings"

	"assay/runner"
)

// TextOptions shape the report for a terminal.
type TextOptions struct {
	Color   bool // write escape codes
	Width   int  // characters of a line; 0 means 100
	Verbose bool // every test, whole messages and output
}

// How much a report that is not verbose shows.
const (
	defaultWidth  = 100
	shownTests    = 20 // tests that did not pass
	shownHead     = 8  // lines of a message from its start
	shownTail     = 6  // and from its end
	shownOutput   = 10 // last lines of each stream
	shownRows     = 3  // rows of one wrapped line
	methodUnknown = "none"
)

// textReport writes one result.
type textReport struct {
	page
	TextOptions
	result runner.Result
}

// Text writes a result for people: the verdict, what did not pass and why, what
// the run cost, and the end of what the candidate printed.
func Text(w io.Writer, result runner.Result, options TextOptions) error {
	if options.Width <= 0 {
		options.Width = defaultWidth
	}
	t := &textReport{page: page{w: w}, TextOptions: options, result: result}
	t.verdict()
	t.tests()
	t.usage()
	t.stream("stdout", result.Stdout)
	t.stream("stderr", result.Stderr)
	return t.err
}

func (t *textReport) verdict() {
	name := strings.ToUpper(strings.ReplaceAll(string(t.result.Verdict), "_", " "))
	ink := red
	if t.result.Verdict == runner.VerdictPassed {
		ink = green
	}
	t.printf("%s  %s", t.paint(ink, line(name)), t.paint(bold, line(t.result.Exercise)))
	if counts := t.counts(); counts != "" {
		t.printf("  %s", counts)
	}
	t.printf("\n")
	if t.result.Reason != "" {
		// Indented and on one line: a reason that quotes the candidate cannot
		// look like a verdict.
		t.wrapped("  ", 2, line(t.result.Reason))
	}
}

// counts sums the outcomes up: "8 tests: 6 passed, 1 failed, 1 timeout".
func (t *textReport) counts() string {
	n := map[runner.Outcome]int{}
	for _, test := range t.result.Tests {
		n[test.Outcome]++
	}
	var parts []string
	for _, o := range []runner.Outcome{
		runner.OutcomePassed, runner.OutcomeFailed, runner.OutcomeError, runner.OutcomeTimeout,
		runner.OutcomeOutOfMemory, runner.OutcomeCrashed, runner.OutcomeNotRun,
	} {
		if n[o] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[o], words(o)))
		}
	}
	switch total := len(t.result.Tests); total {
	case 0:
		return ""
	case n[runner.OutcomePassed]:
		return plural(total, "test") + " passed"
	default:
		return plural(total, "test") + ": " + strings.Join(parts, ", ")
	}
}

func (t *textReport) tests() {
	var shown []runner.Test
	hidden := 0
	for _, test := range t.result.Tests {
		switch {
		case t.Verbose || test.Outcome != runner.OutcomePassed && len(shown) < shownTests:
			shown = append(shown, test)
		case test.Outcome != runner.OutcomePassed:
			hidden++
		}
	}
	if len(shown) > 0 {
		t.printf("\n")
	}
	for _, test := range shown {
		t.test(test)
	}
	if hidden > 0 {
		t.printf("  %s\n", t.paint(dim, fmt.Sprintf("… %d more did not pass; -v shows them", hidden)))
	}
}

func (t *textReport) test(test runner.Test) {
	mark, ink := "✗", red
	switch test.Outcome {
	case runner.OutcomePassed:
		mark, ink = "✓", green
	case runner.OutcomeNotRun:
		mark, ink = "-", yellow
	case runner.OutcomeFailed, runner.OutcomeError, runner.OutcomeTimeout, runner.OutcomeOutOfMemory, runner.OutcomeCrashed:
	}
	cost := seconds(test.WallS)
	if t.Verbose && test.CPUS > 0 {
		cost += ", CPU " + seconds(test.CPUS)
	}
	if t.Verbose && test.MemoryBytes > 0 {
		cost += ", " + bytesText(test.MemoryBytes)
	}
	if test.Outcome == runner.OutcomeNotRun {
		cost = ""
	}
	id := cut(line(test.ID), t.Width-30)
	t.printf("  %s %s  %s", t.paint(ink, mark), id, t.paint(ink, words(test.Outcome)))
	if cost != "" {
		t.printf("  %s", t.paint(dim, cost))
	}
	t.printf("\n")
	if test.Message != "" {
		t.block("      ", test.Message)
	}
}

func (t *textReport) usage() {
	u, l := t.result.Usage, t.result.Limits
	if !t.Verbose {
		u.BaselineBytes.Method = "" // of use only to who wonders what the memory is made of
	}
	rows := []struct {
		name, value, limit string
		measure            runner.Measure
	}{
		{"time", seconds(u.WallS.Value), seconds(l.WallS), u.WallS},
		{"CPU", seconds(u.CPUS.Value), "", u.CPUS},
		{"memory", bytesText(int64(u.MemoryPeakBytes.Value)), bytesText(l.MemoryBytes), u.MemoryPeakBytes},
		{"at start", bytesText(int64(u.BaselineBytes.Value)), "", u.BaselineBytes},
		{"processes", fmt.Sprintf("%.0f", u.PidsPeak.Value), fmt.Sprint(l.Pids), u.PidsPeak},
	}
	first := true
	for _, r := range rows {
		if r.measure.Method == "" || r.measure.Method == methodUnknown {
			continue
		}
		if first {
			t.printf("\n")
			first = false
		}
		value := r.value
		if r.limit != "" {
			value += " of " + r.limit
		}
		t.printf("  %-9s  %-24s  %s\n", r.name, value, t.paint(dim, line(r.measure.Method)))
	}
}

// stream shows the end of what the candidate printed.
func (t *textReport) stream(name string, s runner.Stream) {
	if s.Text == "" && s.DroppedBytes == 0 {
		return
	}
	lines := strings.Split(strings.TrimSuffix(s.Text, "\n"), "\n")
	total := len(lines)
	if !t.Verbose && total > shownOutput {
		lines = lines[total-shownOutput:]
	}
	var notes []string
	if len(lines) < total {
		notes = append(notes, fmt.Sprintf("last %d of %d lines, -v shows all", len(lines), total))
	}
	if s.DroppedBytes > 0 {
		notes = append(notes, plural(int(s.DroppedBytes), "byte")+" dropped")
	}
	title := name
	if len(notes) > 0 {
		title += " (" + strings.Join(notes, "; ") + ")"
	}
	t.printf("\n  %s\n", t.paint(dim, title))
	for _, l := range lines {
		t.wrapped("  "+t.paint(dim, "│")+" ", 4, l)
	}
}

// block writes text under an indent; unless verbose, the middle of a long one is left out.
func (t *textReport) block(indent, text string) {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	skipped := len(lines) - shownHead - shownTail
	for i, l := range lines {
		switch {
		case t.Verbose || skipped <= 1 || i < shownHead || i >= shownHead+skipped:
			t.wrapped(indent, len(indent), l)
		case i == shownHead:
			t.printf("%s%s\n", indent, t.paint(dim, fmt.Sprintf("… %d lines; -v shows them", skipped)))
		}
	}
}

// wrapped writes one line in rows that fit the width; indent takes columns.
func (t *textReport) wrapped(indent string, columns int, text string) {
	room := max(20, t.Width-columns)
	rest := []rune(Visible(strings.ReplaceAll(text, "\t", "    ")))
	for row := 1; ; row++ {
		last := !t.Verbose && row == shownRows
		switch {
		case len(rest) <= room:
			t.printf("%s\n", strings.TrimRight(indent+string(rest), " "))
			return
		case last:
			t.printf("%s%s…\n", indent, string(rest[:room-1]))
			return
		}
		t.printf("%s%s\n", indent, string(rest[:room]))
		rest = rest[room:]
	}
}
