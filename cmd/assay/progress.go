package main

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"
	"unicode/utf8"

	"assay/runner/judge"
	"assay/runner/report"
)

// progress shows how far a run has come: with -v a log line for each phase and the
// time it took, else on a terminal one line that is written over, else nothing. The
// line needs no escape codes: what it no longer covers is overwritten with spaces.
type progress struct {
	w      io.Writer // nil: no line
	width  int
	prefix string // before each step
	shown  int    // characters of the line that stands there now

	log   *slog.Logger
	phase judge.Phase
	since time.Time
}

func (a *app) newProgress() *progress {
	p := &progress{log: a.log, width: a.width()}
	if !a.verbose && isTerminal(a.Err) {
		p.w = a.Err
	}
	return p
}

// step is a [judge.Progress].
func (p *progress) step(s judge.Step) {
	if s.Phase != p.phase {
		p.logPhase()
		p.phase, p.since = s.Phase, time.Now()
	}
	text := p.prefix + string(s.Phase)
	if s.Total > 0 && s.Phase == judge.PhaseRunning {
		text += fmt.Sprintf(" %d/%d", s.Done, s.Total)
	}
	if s.Test != "" {
		text += " " + strings.Join(strings.Fields(report.Visible(s.Test)), " ") // one line, no tabs
	}
	p.show(text)
}

// end logs the last phase and wipes the line away.
func (p *progress) end() {
	p.logPhase()
	p.show("")
}

func (p *progress) logPhase() {
	if p.phase != "" {
		p.log.Debug("phase", "phase", p.phase, "took", time.Since(p.since).Round(time.Millisecond))
	}
}

func (p *progress) show(text string) {
	if p.w == nil {
		return
	}
	if runes := []rune(text); len(runes) >= p.width {
		text = string(runes[:p.width-1])
	}
	length := utf8.RuneCountInString(text)
	fmt.Fprintf(p.w, "\r%s%s\r%s", text, strings.Repeat(" ", max(0, p.shown-length)), text)
	if length == 0 {
		fmt.Fprint(p.w, "\r")
	}
	p.shown = length
}
