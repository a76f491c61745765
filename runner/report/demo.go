package report

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"assay/runner"
	"assay/runner/chart"
)

// demoWidth is the widest that a demo is drawn in characters: lines that are easy to read.
const demoWidth = 80

// DemosSchema names the JSON of the list of demos.
const DemosSchema = "assay.demos/1"

// Demos writes the demos as a table, in the order given.
func Demos(w io.Writer, demos []runner.Demo) error {
	p := &page{w: w}
	widest := 0
	for _, d := range demos {
		widest = max(widest, utf8.RuneCountInString(d.Name))
	}
	for _, d := range demos {
		p.printf("%-*s  %s\n", widest, d.Name, line(d.Title))
	}
	return p.err
}

// DemosJSON writes the list of demos as JSON.
func DemosJSON(w io.Writer, demos []runner.Demo) error {
	type entry struct {
		Name      string   `json:"name"`
		Title     string   `json:"title"`
		Questions []string `json:"questions"`
		Image     string   `json:"image"`
	}
	list := struct {
		Schema string  `json:"schema"`
		Demos  []entry `json:"demos"`
	}{Schema: DemosSchema, Demos: []entry{}}
	for _, d := range demos {
		list.Demos = append(list.Demos, entry{Name: d.Name, Title: d.Title, Questions: orEmpty(d.Questions), Image: d.Image})
	}
	return Encode(w, list)
}

// DemoJSON writes what a demo has shown as one JSON object.
func DemoJSON(w io.Writer, result runner.DemoResult) error { return Encode(w, result) }

// DemoText writes what a demo has shown for a terminal: charts, numbers and the
// paragraph, in lines of at most 80 characters.
func DemoText(w io.Writer, result runner.DemoResult, options TextOptions) error {
	width := min(options.Width, demoWidth)
	p := &page{w: w}
	p.printf("%s\n", line(result.Title))
	for _, panel := range result.Panels {
		p.printf("\n%s\n\n", line(panel.Title))
		p.printf("%s\n", chart.Text(figure(panel), chart.Options{Width: width, Color: options.Color}))
		p.numbers(panel, width)
	}
	p.printf("\n")
	p.paragraph("", line(result.Text), width)
	p.printf("\n")
	for _, f := range facts(result) {
		p.paragraph(fmt.Sprintf("  %-9s ", f.Name), line(f.Text), width)
	}
	return p.err
}

// numbers writes the medians with their extremes: a line for each x and a column for
// each series under its sign, in as many blocks as the width asks for.
func (p *page) numbers(panel runner.PanelResult, width int) {
	xs, place := rowsOf(panel), atLeft
	if len(panel.X.Names) == 0 {
		place = atRight
	}
	title := panel.X.Label
	head := utf8.RuneCountInString(title)
	for _, x := range xs {
		head = max(head, utf8.RuneCountInString(x.name))
	}
	for from := 0; from < len(panel.Series); {
		columns, used := [][]string{}, 2+head
		for _, s := range panel.Series[from:] {
			column := []string{chart.Marker(from + len(columns))}
			for _, x := range xs {
				column = append(column, cellOf(s, x.value))
			}
			wide := 2 + widest(column)
			if len(columns) > 0 && used+wide > width {
				break
			}
			used += wide
			columns = append(columns, column)
		}
		for row := range len(xs) + 1 {
			label := title
			if row > 0 {
				label = xs[row-1].name
			}
			text := "  " + place(label, head)
			for _, column := range columns {
				text += "  " + atRight(column[row], widest(column))
			}
			p.printf("%s\n", strings.TrimRight(text, " "))
		}
		from += len(columns)
	}
}

// atLeft and atRight fill text with spaces up to a width.
func atLeft(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

func atRight(text string, width int) string {
	return strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text))) + text
}

func widest(texts []string) int {
	n := 0
	for _, t := range texts {
		n = max(n, utf8.RuneCountInString(t))
	}
	return n
}

// row is one x of a panel's table.
type row struct {
	value float64
	name  string
}

// rowsOf gives the xs of a panel in order.
func rowsOf(panel runner.PanelResult) (rows []row) {
	for i, name := range panel.X.Names {
		rows = append(rows, row{value: float64(i), name: line(name)})
	}
	if rows != nil {
		return rows
	}
	seen := map[float64]bool{}
	for _, s := range panel.Series {
		for _, p := range s.Points {
			if !seen[p.X] {
				seen[p.X] = true
				at := len(rows)
				for at > 0 && rows[at-1].value > p.X {
					at--
				}
				rows = append(rows[:at], append([]row{{value: p.X, name: chart.Number(p.X)}}, rows[at:]...)...)
			}
		}
	}
	return rows
}

// cellOf is the median of a series at x with its extremes where they differ.
func cellOf(s runner.SeriesResult, x float64) string {
	for _, p := range s.Points {
		if p.X == x {
			return chart.Number(p.Median) + extremes(p)
		}
	}
	return "-"
}

// extremes is empty if they look like the median.
func extremes(p runner.Summary) string {
	low, high := chart.Number(p.Min), chart.Number(p.Max)
	if low == high {
		return ""
	}
	return " (" + low + " to " + high + ")"
}

// figure is a panel as something to draw.
func figure(panel runner.PanelResult) chart.Figure {
	f := chart.Figure{
		Title: panel.Title, Kind: chart.Kind(panel.Kind),
		X: axis(panel.X), Y: axis(panel.Y),
	}
	for _, s := range panel.Series {
		one := chart.Series{Name: line(s.Name), Hue: s.Hue, Dashed: s.Dashed}
		for _, p := range s.Points {
			one.Points = append(one.Points, chart.Point{X: p.X, Median: p.Median, Low: p.Min, High: p.Max, Samples: p.Values})
		}
		f.Series = append(f.Series, one)
	}
	return f
}

func axis(a runner.Axis) chart.Axis {
	names := make([]string, len(a.Names))
	for i, n := range a.Names {
		names[i] = line(n)
	}
	return chart.Axis{Label: line(a.Label), Unit: line(a.Unit), Log: a.Scale == runner.ScaleLog, Names: names}
}

// facts says how the numbers came about.
func facts(r runner.DemoResult) []runner.Note {
	how := "one run"
	if r.Runs > 1 {
		how = fmt.Sprintf("%d runs, each in fresh sandboxes; signs stand at medians, whiskers go from the smallest to the largest sample", r.Runs)
	}
	all := []runner.Note{
		{Name: "measured", Text: how},
		{Name: "machine", Text: fmt.Sprintf("%s, %s", plural(r.Machine.Cores, "core"), r.Machine.System)},
	}
	joined := map[string]int{}
	for _, n := range r.Notes {
		if i, ok := joined[n.Name]; ok {
			all[i].Text += "; " + n.Text
			continue
		}
		joined[n.Name] = len(all)
		all = append(all, n)
	}
	return append(all,
		runner.Note{Name: "image", Text: r.Image},
		runner.Note{Name: "assay", Text: r.Assay},
		runner.Note{Name: "date", Text: r.StartedAt.Format("2 January 2006, 15:04 MST") + ", took " + seconds(r.TookS)},
	)
}
