package chart

import (
	"cmp"
	"slices"
	"strings"
)

const mostMarks = 12 // of a line that shows each of its points

// lines draws every series as a line through its medians.
func (d *drawing) lines() {
	for i, s := range d.Series {
		d.open(s)
		var path strings.Builder
		for n, p := range s.Points {
			path.WriteString(map[bool]string{true: "M", false: "L"}[n == 0] + px(d.atX(p.X)) + " " + px(d.atY(p.Median)))
		}
		d.printf(`<path class="line%s" d="%s"/>`+"\n", dashed(s), path.String())
		for _, p := range s.Points {
			d.whisker(d.atX(p.X), p)
		}
		for n, p := range s.Points {
			// Marks that would touch say nothing; the last one ties the line to its name.
			if len(s.Points) <= mostMarks || n == len(s.Points)-1 {
				d.mark(i, d.atX(p.X), d.atY(p.Median))
			}
		}
		d.printf("</g>\n")
	}
	if d.direct {
		d.endLabels()
	}
}

// mark draws the median of a series; shapes alternate, so that series differ in print.
func (d *drawing) mark(i int, x, y float64) {
	const r = 4.0
	switch i % 4 {
	case 0:
		d.printf(`<circle class="mark" cx="%s" cy="%s" r="4"/>`+"\n", px(x), px(y))
	case 1:
		d.printf(`<rect class="mark" x="%s" y="%s" width="7" height="7"/>`+"\n", px(x-3.5), px(y-3.5))
	case 2:
		d.printf(`<path class="mark" d="M%s %sl%s %sh%sz"/>`+"\n", px(x), px(y-r-0.5), px(r+0.5), px(2*r), px(-2*r-1))
	default:
		d.printf(`<path class="mark" d="M%s %sl%s %sl%s %sl%s %sz"/>`+"\n",
			px(x), px(y-r-1), px(r+1), px(r+1), px(-r-1), px(r+1), px(-r-1), px(-r-1))
	}
}

// endLabel is the name of a series beside the end of its line.
type endLabel struct {
	series  Series
	from, y float64 // where the line ends, and where the label stands
	x       float64
}

// endLabels names the series at the right; those that would cover each other move apart.
func (d *drawing) endLabels() {
	var labels []endLabel
	for _, s := range d.Series {
		if n := len(s.Points); n > 0 {
			last := s.Points[n-1]
			y := d.atY(last.Median)
			labels = append(labels, endLabel{series: s, from: y, y: y, x: d.atX(last.X)})
		}
	}
	slices.SortStableFunc(labels, func(a, b endLabel) int { return cmp.Compare(a.y, b.y) })
	places := make([]float64, len(labels))
	for i, l := range labels {
		places[i] = l.y
	}
	spread(places, lineHeight, d.top, d.bottom)
	for i, l := range labels {
		d.open(l.series)
		d.printf(`<path class="lead" d="M%s %sL%s %s"/>`+"\n", px(l.x+6), px(l.from), px(d.right+labelGap-2), px(places[i]))
		d.text(d.right+labelGap, places[i]+4.5, "label", l.series.Name)
		d.printf("</g>\n")
	}
}

// spread moves sorted places apart to at least gap, near where they were, between low and
// high as long as there is room.
func spread(places []float64, gap, low, high float64) {
	type block struct{ sum, n float64 } // places that touch; the sum is of their wished tops
	var blocks []block
	top := func(b block) float64 {
		return min(max(b.sum/b.n, low), max(low, high-gap*(b.n-1)))
	}
	for _, p := range places {
		blocks = append(blocks, block{sum: p, n: 1})
		for len(blocks) > 1 {
			last, before := blocks[len(blocks)-1], blocks[len(blocks)-2]
			if top(before)+gap*before.n <= top(last) {
				break
			}
			merged := block{sum: before.sum + last.sum - gap*before.n*last.n, n: before.n + last.n}
			blocks = append(blocks[:len(blocks)-2], merged)
		}
	}
	i := 0
	for _, b := range blocks {
		for k := range int(b.n) {
			places[i] = top(b) + gap*float64(k)
			i++
		}
	}
}
