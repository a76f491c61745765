package pod

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

const (
	chatterEvery = 5 * time.Second // between two lines of a build step's own output
	chatterWidth = 100             // characters of such a line
	tailLines    = 12              // kept for the message when a build fails
)

// buildLog shows the engine's progress messages as lines: every build step, and
// now and then a line of what a step prints, so that a long one is seen to live.
type buildLog struct {
	out   io.Writer
	now   func() time.Time
	shown time.Time
	last  []string
}

func newBuildLog(out io.Writer) *buildLog {
	return &buildLog{out: out, now: time.Now, shown: time.Now()}
}

// message is one JSON object of the streams of build, pull and import.
type message struct {
	Stream string `json:"stream"`
	Status string `json:"status"`
	Error  string `json:"error"`
}

// follow reads messages to the end of the stream. The error is the engine's
// own, or that of a stream that broke off.
func (l *buildLog) follow(stream io.Reader) error {
	decoder := json.NewDecoder(stream)
	for {
		var m message
		err := decoder.Decode(&m)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read the engine's progress: %w", err)
		case m.Error != "":
			return errors.New(m.Error)
		}
		for line := range strings.Lines(m.Stream + m.Status) {
			l.line(strings.TrimSpace(line))
		}
	}
}

func (l *buildLog) line(text string) {
	if text == "" {
		return
	}
	l.last = append(l.last, text)
	if extra := len(l.last) - tailLines; extra > 0 {
		l.last = l.last[extra:]
	}
	step := strings.HasPrefix(text, "Step ")
	if !step && l.now().Sub(l.shown) < chatterEvery {
		return
	}
	l.shown = l.now()
	if runes := []rune(text); len(runes) > chatterWidth {
		text = string(runes[:chatterWidth]) + "…"
	}
	if !step {
		text = "  " + text
	}
	fmt.Fprintln(l.out, text)
}

// tail gives the last lines read, indented.
func (l *buildLog) tail() string {
	if len(l.last) == 0 {
		return ""
	}
	return "  " + strings.Join(l.last, "\n  ")
}
