package proof

import (
	"fmt"
	"io"
	"strings"

	"assay/runner/report"
)

// Text writes what became of one exercise for people. Texts of the exercise's own are made
// harmless for a terminal.
func Text(w io.Writer, p Proof) error {
	var b strings.Builder
	word := "proved"
	if !p.Proved {
		word = "NOT PROVED"
	}
	fmt.Fprintf(&b, "%s: %s in %.0f s\n", p.Exercise, word, p.TookS)
	for _, problem := range p.Problems {
		fmt.Fprintf(&b, "  - %s\n", problem)
	}
	row := func(head, format string, args ...any) {
		fmt.Fprintf(&b, "  %-9s %s\n", head, fmt.Sprintf(format, args...))
	}
	if len(p.Tests) > 0 {
		good, goodRuns := p.count(KindReference)
		flawed, _ := p.count(KindFlawed)
		row("solutions", "%d good (%d runs), %d flawed, %d tests", good, goodRuns, flawed, len(p.Tests))
	}
	for _, s := range p.Limits {
		row("limit", "%s %s (%.0f %%, %s)", s.Limit, s.text(), 100*s.Measured/s.Allowed, s.Solution)
	}
	for _, m := range p.Margins {
		row("margin", "%s (%s)", m.text(), m.Test)
	}
	if m := p.Mutation; m.Tried > 0 {
		row("mutants", "%d of %d killed (%.0f %%), %d possible", m.Killed, m.Tried, 100*float64(m.Killed)/float64(m.Tried), m.Possible)
	}
	if p.Mutation.Note != "" {
		row("mutants", "%s", p.Mutation.Note)
	}
	for _, m := range p.Mutation.Survived {
		row("survived", "%s:%d: %s -> %s", m.File, m.Line, m.Before, m.After)
	}
	for _, remark := range p.Remarks {
		row("look at", "%s", remark)
	}
	if _, err := io.WriteString(w, report.Visible(b.String())); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// count gives the number of solutions of a kind and of their runs.
func (p Proof) count(kind Kind) (solutions, runs int) {
	for _, s := range p.Solutions {
		if s.Kind == kind {
			solutions++
			runs += s.Runs
		}
	}
	return solutions, runs
}

// Summary gives the end of a report: the problems of several exercises once more, because the
// report of each is long, and last a line with the counts that scripts look for. Texts of the
// exercises' own are made harmless for a terminal.
func (r Report) Summary() string {
	proved := 0
	var b strings.Builder
	for _, p := range r.Exercises {
		if p.Proved {
			proved++
		}
		if len(r.Exercises) == 1 {
			continue
		}
		for _, problem := range p.Problems {
			fmt.Fprintf(&b, "not proved: %s: %s\n", p.Exercise, problem)
		}
	}
	fmt.Fprintf(&b, "%d of %d exercises proved in %.0f s, checks: %d passed, %d failed",
		proved, len(r.Exercises), r.TookS, r.Checks.Passed, r.Checks.Failed)
	return report.Visible(b.String())
}

// JSON writes a report as one indented JSON object with a final newline.
func JSON(w io.Writer, r Report) error {
	if err := report.Encode(w, r); err != nil {
		return fmt.Errorf("proof: %w", err)
	}
	return nil
}

// Add appends what became of an exercise.
func (r *Report) Add(p Proof) {
	r.Exercises = append(r.Exercises, p)
	r.Checks.Passed += p.Checks.Passed
	r.Checks.Failed += p.Checks.Failed
	r.TookS += p.TookS
	r.Proved = p.Proved && (r.Proved || len(r.Exercises) == 1)
}
