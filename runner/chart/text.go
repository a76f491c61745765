package chart

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Options say how [Text] draws.
type Options struct {
	Width int  // of a line in characters, at least 40
	Color bool // ANSI colours
}

// Marker gives the sign that stands for the series with index i, for it needs no colour.
func Marker(i int) string {
	signs := [...]string{"●", "■", "▲", "◆", "○", "□"}
	return signs[i%len(signs)]
}

// Text draws the figure in characters, its lines ending in newlines and no wider than
// the width.
func Text(f Figure, o Options) string {
	o.Width = max(o.Width, 40)
	t := &terminal{Figure: f, Options: o}
	t.legend()
	if f.Kind == Lines {
		t.plot()
	} else {
		t.rows()
	}
	return t.out.String()
}

// terminal collects the lines of one drawing.
type terminal struct {
	Figure
	Options
	out strings.Builder
}

func (t *terminal) printf(format string, args ...any) {
	fmt.Fprintf(&t.out, format, args...)
}

// paint colours text like the series.
func (t *terminal) paint(s Series, text string) string {
	if !t.Color || text == "" {
		return text
	}
	codes := [...]string{"34", "33", "36", "35", "32", "90"}
	return "\x1b[" + codes[(s.Hue-1)%len(codes)] + "m" + text + "\x1b[0m"
}

// legend names the series, as many on a line as fit.
func (t *terminal) legend() {
	used := 0
	for i, s := range t.Series {
		entry := Marker(i) + " " + s.Name
		width := utf8.RuneCountInString(entry)
		switch {
		case i == 0:
			t.printf("  ")
			used = 2 + width
		case used+3+width > t.Width:
			t.printf("\n  ")
			used = 2 + width
		default:
			t.printf("   ")
			used += 3 + width
		}
		t.printf("%s", t.paint(s, entry))
	}
	t.printf("\n")
}

const plotHeight = 15 // lines

// plot draws lines: dots of braille between the medians, signs on them, and strokes for
// whiskers that are longer than a line.
func (t *terminal) plot() {
	low, high := t.reach()
	y, x := t.Y.values(low, high), t.X.places(t.xs())
	labels, margin := map[int]string{}, 0
	for _, v := range y.ticks(5) {
		line := plotHeight - 1 - int(y.at(v)*float64(plotHeight-1)+0.5)
		labels[line] = tick(v)
		margin = max(margin, utf8.RuneCountInString(tick(v)))
	}
	margin += 2
	c := newCanvas(t.Width-margin-2, plotHeight)
	column := func(v float64) float64 { return x.at(v) * float64(c.width-1) }
	row := func(v float64) float64 { return (1 - y.at(v)) * float64(plotHeight-1) }
	for i, s := range t.Series {
		gap := 0
		if s.Dashed {
			gap = 3
		}
		for n := 1; n < len(s.Points); n++ {
			a, b := s.Points[n-1], s.Points[n]
			c.line(column(a.X), row(a.Median), column(b.X), row(b.Median), i, gap)
		}
	}
	for i, s := range t.Series {
		for _, p := range s.Points {
			c.stroke(column(p.X), row(p.High), row(p.Low), i)
		}
	}
	for i, s := range t.Series {
		for _, p := range s.Points {
			c.put(column(p.X), row(p.Median), Marker(i), i)
		}
	}
	t.printf("  %s\n", t.Y.title())
	for line := range plotHeight {
		axis := "│"
		if labels[line] != "" {
			axis = "┤"
		}
		t.printf("%*s%s%s\n", margin, labels[line], axis, strings.TrimRight(t.paintRow(c, line), " "))
	}
	t.xAxis(x, margin, c.width, column)
}

// paintRow gives one line of the canvas, each run of a series in its colour.
func (t *terminal) paintRow(c *canvas, line int) string {
	var b strings.Builder
	for i := 0; i < c.width; {
		k := i
		for k < c.width && c.owner(k, line) == c.owner(i, line) {
			k++
		}
		text := ""
		for n := i; n < k; n++ {
			text += c.cell(n, line)
		}
		if owner := c.owner(i, line); owner >= 0 {
			text = t.paint(t.Series[owner], text)
		}
		b.WriteString(text)
		i = k
	}
	return b.String()
}

// xAxis draws the axis with ticks, their labels and its title.
func (t *terminal) xAxis(x scale, margin, width int, column func(float64) float64) {
	axis := []rune(strings.Repeat("─", width))
	labels := []rune(strings.Repeat(" ", width+2))
	end := -1
	for _, v := range xTicks(x, t.xs(), 7/float64(width)) {
		at := int(column(v) + 0.5)
		text := []rune(tick(v))
		from := max(0, min(at-len(text)/2, len(labels)-len(text)))
		if from <= end || at >= width {
			continue
		}
		axis[at] = '┬'
		copy(labels[from:], text)
		end = from + len(text)
	}
	t.printf("%*s└%s\n%*s %s\n", margin, "", string(axis), margin, "", strings.TrimRight(string(labels), " "))
	title := t.X.title()
	t.printf("%*s%s\n", margin+1+max(0, (width-utf8.RuneCountInString(title))/2), "", title)
}
