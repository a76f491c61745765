package chart

import "math"

// Kind is a way of drawing.
type Kind string

// The closed set of kinds.
const (
	Lines Kind = "lines" // medians joined along a numeric x axis
	Bars  Kind = "bars"  // a bar for each median, in groups along named x
	Dots  Kind = "dots"  // every sample, in groups along named x
)

// Figure is one chart. Its coordinates are finite, and positive on a logarithmic axis.
type Figure struct {
	Title  string // for readers who do not see the drawing
	Kind   Kind
	X, Y   Axis
	Series []Series
}

// Axis is one axis.
type Axis struct {
	Label string
	Unit  string // may be empty
	Log   bool
	Names []string // what x = 0, 1, … stand for; none on a numeric axis
}

// Series is one line, or one bar or cluster of dots in each group.
type Series struct {
	Name   string
	Hue    int // 1 to 6
	Dashed bool
	Points []Point // by X
}

// Point is the samples at one x.
type Point struct {
	X, Median, Low, High float64
	Samples              []float64 // for dots
}

// title is how an axis is called, with its unit.
func (a Axis) title() string {
	if a.Unit == "" {
		return a.Label
	}
	return a.Label + " (" + a.Unit + ")"
}

// xs gives the distinct x values in order of size.
func (f Figure) xs() []float64 {
	var all []float64
	for _, s := range f.Series {
		for _, p := range s.Points {
			all = append(all, p.X)
		}
	}
	return distinct(all)
}

// reach gives the smallest and largest y with whiskers.
func (f Figure) reach() (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, s := range f.Series {
		for _, p := range s.Points {
			low, high = min(low, p.Low), max(high, p.High)
		}
	}
	if low > high {
		return 0, 1
	}
	return low, high
}
