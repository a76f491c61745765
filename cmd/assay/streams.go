package main

import (
	"io"
	"log/slog"
	"os"
	"strconv"

	charm "github.com/charmbracelet/log"
)

// Streams are the three standard streams of one command.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// defaultWidth is the report's width where COLUMNS says nothing, in characters.
const defaultWidth = 100

// noColors is termenv.Ascii. Setting it outright keeps CLICOLOR_FORCE and
// friends from colouring a pipe.
const noColors = 3

// color says whether escape codes may be written to w.
func (a *app) color(w io.Writer) bool {
	return !a.json && a.env("NO_COLOR") == "" && a.env("TERM") != "dumb" && isTerminal(w)
}

// width is the number of characters of a line on the terminal.
func (a *app) width() int {
	if n, err := strconv.Atoi(a.env("COLUMNS")); err == nil && n >= 40 && n <= 1000 {
		return n
	}
	return defaultWidth
}

// isTerminal says whether w is a character device, as a terminal is.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// logHandler writes records of level and above to standard error.
func (a *app) logHandler(level slog.Leveler) slog.Handler {
	logger := charm.NewWithOptions(a.Err, charm.Options{Level: charm.DebugLevel})
	if !a.color(a.Err) {
		logger.SetColorProfile(noColors)
	}
	return leveled{Handler: logger, level: level}
}
