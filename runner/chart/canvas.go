package chart

import "math"

// canvas is a grid of characters in which lines are drawn in dots of braille, 2 by 4 to a
// character. Places are in characters and may be fractions.
type canvas struct {
	width, height int
	dots          []rune   // the bits of braille
	over          []string // signs that cover them
	owners        []int    // series, -1 for none
}

func newCanvas(width, height int) *canvas {
	c := &canvas{
		width: width, height: height,
		dots: make([]rune, width*height), over: make([]string, width*height), owners: make([]int, width*height),
	}
	for i := range c.owners {
		c.owners[i] = -1
	}
	return c
}

// index gives the character at a place, -1 outside.
func (c *canvas) index(x, y float64) int {
	column, row := int(math.Floor(x+0.5)), int(math.Floor(y+0.5))
	if column < 0 || row < 0 || column >= c.width || row >= c.height {
		return -1
	}
	return row*c.width + column
}

// line draws a line; with a gap it is dashed, and every other gap dots are left out.
func (c *canvas) line(x0, y0, x1, y1 float64, owner, gap int) {
	steps := int(math.Ceil(max(math.Abs(x1-x0)*2, math.Abs(y1-y0)*4, 1)))
	for i := range steps + 1 {
		if gap > 0 && i/gap%2 == 1 {
			continue
		}
		part := float64(i) / float64(steps)
		c.dot(x0+(x1-x0)*part, y0+(y1-y0)*part, owner)
	}
}

// dot sets the dot of braille nearest to a place.
func (c *canvas) dot(x, y float64, owner int) {
	i := c.index(x, y)
	if i < 0 {
		return
	}
	left := x+0.5-math.Floor(x+0.5) < 0.5
	quarter := int((y + 0.5 - math.Floor(y+0.5)) * 4)
	bits := [4][2]rune{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}
	column := 1
	if left {
		column = 0
	}
	c.dots[i] |= bits[min(quarter, 3)][column]
	c.owners[i] = owner
}

// stroke draws a vertical line of characters if it is longer than one.
func (c *canvas) stroke(x, high, low float64, owner int) {
	if low-high < 1 {
		return
	}
	for row := math.Round(high); row <= math.Round(low); row++ {
		c.put(x, row, "│", owner)
	}
}

// put writes a sign over what is there.
func (c *canvas) put(x, y float64, sign string, owner int) {
	if i := c.index(x, y); i >= 0 {
		c.over[i], c.owners[i] = sign, owner
	}
}

func (c *canvas) owner(column, row int) int { return c.owners[row*c.width+column] }

func (c *canvas) cell(column, row int) string {
	i := row*c.width + column
	switch {
	case c.over[i] != "":
		return c.over[i]
	case c.dots[i] != 0:
		return string(0x2800 + c.dots[i])
	}
	return " "
}
