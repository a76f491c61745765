package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"

	"assay/runner"
	"assay/runner/chart"
)

//go:embed demo.html
var demoPage string

// wideSize is the size of each of n charts in a wide window, in CSS pixels.
func wideSize(n int) chart.Size {
	switch n {
	case 1:
		return chart.Size{Width: 860, Height: 420}
	case 3:
		return chart.Size{Width: 370, Height: 350}
	}
	return chart.Size{Width: 550, Height: 370}
}

// panelPage is one panel as the page's template needs it.
type panelPage struct {
	runner.PanelResult
	Wide, Narrow template.HTML // the same chart for a wide window and a narrow one
	Rows         []rowPage
}

type rowPage struct {
	Name  string
	Cells []cellPage
}

type cellPage struct{ Median, Extremes string }

// DemoHTML writes what a demo has shown as one self-contained page, for light and dark
// and for wide and narrow windows.
func DemoHTML(w io.Writer, result runner.DemoResult) error {
	t, err := template.New("demo").Parse(demoPage)
	if err != nil {
		return fmt.Errorf("demo page: %w", err)
	}
	page := struct {
		runner.DemoResult
		Style  template.CSS
		Charts []panelPage
		Facts  []runner.Note
	}{DemoResult: result, Style: template.CSS(chart.Style()), Facts: facts(result)} //nolint:gosec // of our own making
	figures := make([]chart.Figure, len(result.Panels))
	for i, p := range result.Panels {
		figures[i] = figure(p)
	}
	wide, small := chart.SVGs(figures, wideSize(len(figures))), chart.SVGs(figures, chart.Size{Width: 358, Height: 320})
	for i, p := range result.Panels {
		one := panelPage{
			PanelResult: p,
			Wide:        template.HTML(wide[i]),  //nolint:gosec // escapes its texts
			Narrow:      template.HTML(small[i]), //nolint:gosec // likewise
		}
		for _, x := range rowsOf(p) {
			r := rowPage{Name: x.name}
			for _, s := range p.Series {
				r.Cells = append(r.Cells, cellPageOf(s, x.value))
			}
			one.Rows = append(one.Rows, r)
		}
		page.Charts = append(page.Charts, one)
	}
	if err := t.Execute(w, page); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

func cellPageOf(s runner.SeriesResult, x float64) cellPage {
	for _, p := range s.Points {
		if p.X == x {
			c := cellPage{Median: chart.Number(p.Median)}
			if extremes(p) != "" {
				c.Extremes = chart.Number(p.Min) + "–" + chart.Number(p.Max)
			}
			return c
		}
	}
	return cellPage{Median: "–"}
}
