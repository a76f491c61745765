package chart

import (
	"math"
	"strings"
)

// rows draws bars or dots as lines of characters, one for each series below the name of
// each group.
func (t *terminal) rows() {
	low, high := t.reach()
	y := t.Y.values(low, high)
	width := t.Width - 4 - 10
	t.printf("  %s, from %s to %s\n", t.Y.title(), tick(y.low), tick(y.high))
	for i, name := range t.X.Names {
		t.printf("  %s\n", name)
		for n, s := range t.Series {
			for _, p := range s.Points {
				if p.X == float64(i) {
					t.printf("  %s %s\n", t.paint(s, Marker(n)), t.row(s, p, y, width))
				}
			}
		}
	}
}

// row draws the samples at one x and, behind them, their median.
func (t *terminal) row(s Series, p Point, y scale, width int) string {
	cells := []rune(strings.Repeat(" ", width))
	at := func(v float64) int {
		return max(0, min(width-1, int(math.Round(y.at(v)*float64(width-1)))))
	}
	median := at(p.Median)
	if t.Kind == Bars && p.Median > 0 {
		for i := range median + 1 {
			cells[i] = '█'
		}
	}
	if low, high := at(p.Low), at(p.High); high > low {
		for i := low; i <= high; i++ {
			if cells[i] == '█' {
				cells[i] = '▓'
			} else {
				cells[i] = '─'
			}
		}
		if cells[low] != '▓' {
			cells[low] = '├'
		}
		cells[high] = '┤'
	}
	if t.Kind == Dots {
		for _, v := range p.Samples {
			cells[at(v)] = '∙'
		}
		cells[median] = '┃'
	}
	drawn := strings.TrimRight(string(cells), " ")
	gap := " "
	if drawn == "" {
		gap = ""
	}
	return t.paint(s, drawn) + gap + Number(p.Median)
}
