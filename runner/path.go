package runner

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds on one relative path, in bytes and in elements.
const (
	MaxPathBytes    = 512
	MaxElementBytes = 200
	MaxPathDepth    = 16
)

// ErrPath is wrapped by every error of [CheckPath].
var ErrPath = errors.New("unusable path")

// CheckPath says whether path may name a file in a container: relative,
// slash-separated, clean, bounded, and free of characters that could fool a
// reader of a report. The error wraps [ErrPath] and does not repeat the path.
func CheckPath(path string) error {
	switch {
	case path == "" || path == ".":
		return fmt.Errorf("%w: it names no file", ErrPath)
	case len(path) > MaxPathBytes:
		return fmt.Errorf("%w: longer than %d bytes", ErrPath, MaxPathBytes)
	case !utf8.ValidString(path):
		return fmt.Errorf("%w: not UTF-8", ErrPath)
	case strings.ContainsFunc(path, unprintable):
		return fmt.Errorf("%w: it holds a backslash or a character that does not print", ErrPath)
	case !fs.ValidPath(path):
		return fmt.Errorf("%w: not a clean relative path", ErrPath)
	}
	elements := strings.Split(path, "/")
	if len(elements) > MaxPathDepth {
		return fmt.Errorf("%w: deeper than %d folders", ErrPath, MaxPathDepth)
	}
	for _, e := range elements {
		if len(e) > MaxElementBytes {
			return fmt.Errorf("%w: a name is longer than %d bytes", ErrPath, MaxElementBytes)
		}
	}
	return nil
}

func unprintable(r rune) bool { return r == '\\' || !unicode.IsPrint(r) }
