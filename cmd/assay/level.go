package main

import (
	"context"
	"log/slog"
)

// leveled lets -v lower the level of a handler that exists already: flags are
// parsed after the logger has been handed out.
type leveled struct {
	slog.Handler
	level slog.Leveler
}

// Enabled implements [slog.Handler].
func (h leveled) Enabled(_ context.Context, level slog.Level) bool {
	return level >= h.level.Level()
}

// WithAttrs implements [slog.Handler].
func (h leveled) WithAttrs(attrs []slog.Attr) slog.Handler {
	return leveled{Handler: h.Handler.WithAttrs(attrs), level: h.level}
}

// WithGroup implements [slog.Handler].
func (h leveled) WithGroup(name string) slog.Handler {
	return leveled{Handler: h.Handler.WithGroup(name), level: h.level}
}
