package chart

import (
	"fmt"
	"html"
	"strings"
)

// Size is the size of a drawing in CSS pixels.
type Size struct{ Width, Height float64 }

const (
	fontSize    = 13.0
	lineHeight  = 17.0
	labelGap    = 10.0 // between the end of a line and its label
	mostTicks   = 8    // of the y axis
	directShare = 0.36 // of the width that labels at the ends of lines may take
)

// drawing collects the elements of one SVG.
type drawing struct {
	Figure
	size                     Size
	left, right, top, bottom float64 // of the plot
	x, y                     scale
	direct                   bool // series are named at the ends of their lines
	out                      strings.Builder
}

// SVGs draws figures that stand beside each other as svg elements without their style,
// which is [Style]. Their plots have one height. Series are named at the ends of their
// lines if that can be done in every figure, else in legends above.
func SVGs(figures []Figure, size Size) []string {
	direct, rows := true, 0
	for _, f := range figures {
		d := &drawing{Figure: f, size: size}
		direct = direct && d.canBeDirect()
		rows = max(rows, len(d.legendRows()))
	}
	all := make([]string, len(figures))
	for i, f := range figures {
		d := &drawing{Figure: f, size: size, direct: direct, top: 30}
		if !direct {
			d.top += lineHeight*float64(rows) + 4
		}
		all[i] = d.draw()
	}
	return all
}

// draw gives the svg element.
func (d *drawing) draw() string {
	d.layout()
	d.printf(`<svg class="chart" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s">`+"\n",
		px(d.size.Width), px(d.size.Height), px(d.size.Width), px(d.size.Height), html.EscapeString(d.Title))
	d.axes()
	switch d.Kind {
	case Lines:
		d.lines()
	case Bars, Dots:
		d.groups()
	}
	if !d.direct {
		d.legend()
	}
	d.printf("</svg>")
	return d.out.String()
}

func (d *drawing) printf(format string, args ...any) { fmt.Fprintf(&d.out, format, args...) }

// layout settles scales and margins.
func (d *drawing) layout() {
	low, high := d.reach()
	d.y = d.Y.values(low, high)
	d.x = d.X.places(d.xs())
	if len(d.X.Names) > 0 {
		d.x = scale{low: -0.5, high: float64(len(d.X.Names)) - 0.5}
	}
	d.left = 12
	for _, v := range d.y.ticks(mostTicks) {
		d.left = max(d.left, textWidth(tick(v))+14)
	}
	d.right = d.size.Width - 14
	if d.direct {
		d.right = d.size.Width - d.widestName() - labelGap - 2
	}
	d.bottom = d.size.Height - 44
	for _, name := range d.X.Names {
		if len(wrap(name, d.nameRoom())) > 1 {
			d.bottom = d.size.Height - 58
		}
	}
}

// canBeDirect says whether the names of the series fit beside the plot.
func (d *drawing) canBeDirect() bool {
	return d.Kind == Lines && d.widestName()+labelGap <= directShare*d.size.Width
}

func (d *drawing) widestName() float64 {
	widest := 0.0
	for _, s := range d.Series {
		widest = max(widest, boldWidth(s.Name))
	}
	return widest
}

// px shows a coordinate with one decimal at most.
func px(v float64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0")
}

func (d *drawing) atX(v float64) float64 { return d.left + d.x.at(v)*(d.right-d.left) }
func (d *drawing) atY(v float64) float64 { return d.bottom - d.y.at(v)*(d.bottom-d.top) }

// text writes one text; class says how it looks and is anchored.
func (d *drawing) text(x, y float64, class, text string) {
	d.printf(`<text class="%s" x="%s" y="%s">%s</text>`+"\n", class, px(x), px(y), html.EscapeString(text))
}

// axes draws the grid, the ticks and the titles of both axes.
func (d *drawing) axes() {
	d.text(2, fontSize+2, "title", d.Y.title())
	for _, v := range d.y.ticks(mostTicks) {
		y := d.atY(v)
		d.printf(`<path class="grid" d="M%s %sH%s"/>`+"\n", px(d.left), px(y), px(d.right))
		d.text(d.left-8, y+4.5, "tick end", tick(v))
	}
	d.printf(`<path class="base" d="M%s %sH%s"/>`+"\n", px(d.left), px(d.bottom), px(d.right))
	middle := (d.left + d.right) / 2
	d.text(middle, d.size.Height-6, "title middle", d.X.title())
	if len(d.X.Names) > 0 {
		d.names()
		return
	}
	for _, v := range xTicks(d.x, d.xs(), 44/(d.right-d.left)) {
		x := d.atX(v)
		d.printf(`<path class="base" d="M%s %sv5"/>`+"\n", px(x), px(d.bottom))
		d.text(x, d.bottom+19, "tick middle", tick(v))
	}
}

// nameRoom is the width that the name of one group may take.
func (d *drawing) nameRoom() float64 { return (d.right-d.left)/float64(len(d.X.Names)) - 8 }

// names writes the names of groups, on two lines where one is too long.
func (d *drawing) names() {
	for i, name := range d.X.Names {
		for n, part := range wrap(name, d.nameRoom()) {
			d.text(d.atX(float64(i)), d.bottom+17+float64(n)*14, "tick middle", part)
		}
	}
}

// open begins the group of a series, whose colour its elements take.
func (d *drawing) open(s Series) { d.printf(`<g class="s%d">`+"\n", s.Hue) }

// whisker draws a line from the lowest to the highest sample with a foot at either end.
func (d *drawing) whisker(x float64, p Point) {
	const foot = 3.5
	high, low := d.atY(p.High), d.atY(p.Low)
	if low-high < 1 {
		return
	}
	d.printf(`<path class="whisker" d="M%s %sh%sm%s 0V%sm%s 0h%s"/>`+"\n",
		px(x-foot), px(high), px(2*foot), px(-foot), px(low), px(-foot), px(2*foot))
}

// legendRows spreads the names of the series over rows; each row holds indices.
func (d *drawing) legendRows() [][]int {
	var rows [][]int
	used := 0.0
	for i, s := range d.Series {
		width := legendKey + boldWidth(s.Name) + 14
		if i == 0 || used+width > d.size.Width {
			rows, used = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], i)
		used += width
	}
	return rows
}

const legendKey = 28.0 // width of a sample of a line

// legend names the series above the plot.
func (d *drawing) legend() {
	for row, indices := range d.legendRows() {
		x, y := 2.0, 30+lineHeight*float64(row)
		for _, i := range indices {
			s := d.Series[i]
			d.open(s)
			if d.Kind == Lines {
				d.printf(`<path class="line%s" d="M%s %sh20"/>`+"\n", dashed(s), px(x), px(y))
				d.mark(i, x+10, y)
			} else {
				d.printf(`<rect class="fill" x="%s" y="%s" width="14" height="11" rx="2"/>`+"\n", px(x+3), px(y-6))
			}
			d.text(x+legendKey-3, y+4.5, "label", s.Name)
			d.printf("</g>\n")
			x += legendKey + boldWidth(s.Name) + 14
		}
	}
}

func dashed(s Series) string {
	if s.Dashed {
		return " dashed"
	}
	return ""
}
