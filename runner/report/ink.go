package report

import (
	"fmt"
	"strings"

	"assay/runner"
)

// ink is an ANSI attribute.
type ink string

const (
	bold   ink = "1"
	dim    ink = "2"
	red    ink = "1;31"
	green  ink = "1;32"
	yellow ink = "33"
)

// paint colours text where colours were asked for.
func (t *textReport) paint(i ink, text string) string {
	if !t.Color || text == "" {
		return text
	}
	return "\x1b[" + string(i) + "m" + text + "\x1b[0m"
}

func words(o runner.Outcome) string { return line(strings.ReplaceAll(string(o), "_", " ")) }

func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// cut shortens text to at most width characters, at least 20.
func cut(text string, width int) string {
	runes := []rune(text)
	width = max(20, width)
	if len(runes) <= width {
		return text
	}
	return string(runes[:width-1]) + "…"
}
