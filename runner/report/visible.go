package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Visible makes every character of text that could act on a terminal, or fool
// its reader, visible: control characters, escape sequences, line and direction
// overrides, and bytes that are not UTF-8. Newlines and tabs stay.
func Visible(text string) string {
	clean := true
	for _, r := range text {
		if r == utf8.RuneError || !safe(r) {
			clean = false
			break
		}
	}
	if clean {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size <= 1:
			fmt.Fprintf(&b, `\x%02x`, text[i])
		case safe(r):
			b.WriteRune(r)
		case r < 0x20:
			b.WriteString(`^` + string(r+'@'))
		case r == 0x7f:
			b.WriteString(`^?`)
		default:
			fmt.Fprintf(&b, `\u{%04x}`, r)
		}
		i += size
	}
	return b.String()
}

// safe says whether a terminal shows r as itself. Cf holds the bidirectional
// overrides and the characters without width; Co and Cs have no agreed look.
func safe(r rune) bool {
	switch r {
	case '\n', '\t':
		return true
	case '\u2028', '\u2029': // line and paragraph separator
		return false
	default:
		return !unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) && r <= unicode.MaxRune
	}
}

// line is text made visible and put on one line.
func line(text string) string {
	return Visible(strings.NewReplacer("\n", `\n`, "\t", `\t`).Replace(text))
}
