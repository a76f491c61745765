package runner

import "time"

// DemoSchema names the JSON of a demo's result; docs/demos.md lists its fields.
const DemoSchema = "assay.demo/1"

// Demo is one loaded, validated experiment: code that runs in the sandbox, a suite that
// measures it from the grader, and what to draw.
type Demo struct {
	Name       string
	Title      string
	Questions  []string // numbers in the question bank
	Image      string
	Limits     Limits // of one run of the experiment
	Panels     []Panel
	Text       string // template of the paragraph that says what is seen and why
	Experiment []byte // experiment.py, a pytest suite
	Measured   []byte // measured.py, the code that is measured
}

// Panel declares one chart.
type Panel struct {
	Name   string // what points name
	Title  string
	Kind   PanelKind
	X, Y   Axis
	Series []Series // in the order of the legend
}

// PanelKind is a way of drawing.
type PanelKind string

// The closed set of panel kinds.
const (
	PanelLines PanelKind = "lines" // medians joined along a numeric x axis
	PanelBars  PanelKind = "bars"  // a bar for each median, grouped by named x
	PanelDots  PanelKind = "dots"  // every sample, grouped by named x
)

// Axis is one axis of a panel.
type Axis struct {
	Label string   `json:"label"`
	Unit  string   `json:"unit"` // may be empty
	Scale Scale    `json:"scale"`
	Names []string `json:"names"` // what x = 0, 1, … stand for; empty on a numeric axis
}

// Scale is how numbers spread along an axis.
type Scale string

// The closed set of scales.
const (
	ScaleLinear Scale = "linear"
	ScaleLog    Scale = "log"
)

// Series declares one line, or one bar or cluster of dots in each group.
type Series struct {
	Name   string
	Hue    int // 1 to 6
	Dashed bool
}

// Point is one measured sample. Both coordinates are finite.
type Point struct {
	Panel, Series string
	X, Y          float64
	Unit          string // of Y
}

// Note is a fact about how samples were measured.
type Note struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// DemoResult is what a demo has shown, `assay.demo/1`.
type DemoResult struct {
	Schema    string        `json:"schema"`
	Demo      string        `json:"demo"`
	Title     string        `json:"title"`
	Text      string        `json:"text"` // what is seen and why, with measured figures
	Panels    []PanelResult `json:"panels"`
	Runs      int           `json:"runs"`
	TookS     float64       `json:"took_s"` // seconds for all runs
	StartedAt time.Time     `json:"started_at"`
	Assay     string        `json:"assay"` // version of the program
	Machine   Machine       `json:"machine"`
	Image     string        `json:"image"`
	Notes     []Note        `json:"notes"`
}

// Machine is where something was measured.
type Machine struct {
	System string `json:"system"` // e.g. "linux/amd64"
	Cores  int    `json:"cores"`
}

// PanelResult is one chart with its numbers.
type PanelResult struct {
	Name   string         `json:"name"`
	Title  string         `json:"title"`
	Kind   PanelKind      `json:"kind"`
	X      Axis           `json:"x"`
	Y      Axis           `json:"y"`
	Series []SeriesResult `json:"series"`
}

// SeriesResult is the numbers of one series.
type SeriesResult struct {
	Name   string    `json:"name"`
	Hue    int       `json:"hue"`
	Dashed bool      `json:"dashed"`
	Points []Summary `json:"points"` // by x
}

// Summary is all samples at one x.
type Summary struct {
	X      float64   `json:"x"`
	Median float64   `json:"median"`
	Min    float64   `json:"min"`
	Max    float64   `json:"max"`
	Values []float64 `json:"values"` // in the order in which they were measured
}
