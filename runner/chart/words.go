package chart

import "strings"

// textWidth estimates the width of text at fontSize, in pixels, for common sans-serif
// fonts; rather too wide than too narrow.
func textWidth(text string) float64 {
	width := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("iljtfrI.,:;'|!()[] ", r):
			width += 0.36
		case strings.ContainsRune("mwMW@%", r):
			width += 0.92
		case r >= 'A' && r <= 'Z':
			width += 0.7
		default:
			width += 0.6
		}
	}
	return width * fontSize
}

// boldWidth is the same for the names of series, which are bold.
func boldWidth(text string) float64 { return 1.13 * textWidth(text) }

// wrap breaks text into at most two lines that each fit into room if words allow it.
func wrap(text string, room float64) []string {
	words := strings.Fields(text)
	if textWidth(text) <= room || len(words) < 2 {
		return []string{text}
	}
	best, at := textWidth(text), 1
	for i := 1; i < len(words); i++ {
		widest := max(textWidth(strings.Join(words[:i], " ")), textWidth(strings.Join(words[i:], " ")))
		if widest < best {
			best, at = widest, i
		}
	}
	return []string{strings.Join(words[:at], " "), strings.Join(words[at:], " ")}
}
