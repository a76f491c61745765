package demo

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"assay/runner"
)

// sheet collects the samples of all runs.
type sheet struct {
	demo    runner.Demo
	samples map[place][]float64
	notes   []runner.Note
}

// place is what samples of one value have in common.
type place struct {
	panel, series string
	x             float64
}

func newSheet(demo runner.Demo) *sheet {
	return &sheet{demo: demo, samples: map[place][]float64{}, notes: []runner.Note{}}
}

// add takes one sample; an error says how it differs from what demo.yaml declares.
func (s *sheet) add(p runner.Point) error {
	i := slices.IndexFunc(s.demo.Panels, func(panel runner.Panel) bool { return panel.Name == p.Panel })
	if i < 0 {
		return fmt.Errorf("a point for the panel %q, which demo.yaml does not declare", p.Panel)
	}
	panel := s.demo.Panels[i]
	named := len(panel.X.Names)
	switch {
	case !slices.ContainsFunc(panel.Series, func(one runner.Series) bool { return one.Name == p.Series }):
		return fmt.Errorf("a point for the series %q, which panel %q does not declare", p.Series, p.Panel)
	case p.Unit != panel.Y.Unit:
		return fmt.Errorf("a point of panel %q in %q, but its y axis is in %q", p.Panel, p.Unit, panel.Y.Unit)
	case panel.Y.Scale == runner.ScaleLog && p.Y <= 0, panel.X.Scale == runner.ScaleLog && p.X <= 0:
		return fmt.Errorf("a point of panel %q at (%g, %g), which a logarithmic axis cannot show", p.Panel, p.X, p.Y)
	case named > 0 && (p.X < 0 || p.X >= float64(named) || p.X != float64(int(p.X))):
		return fmt.Errorf("a point of panel %q at x = %g, but its x axis has %d names", p.Panel, p.X, named)
	}
	at := place{panel: p.Panel, series: p.Series, x: p.X}
	s.samples[at] = append(s.samples[at], p.Y)
	return nil
}

// note keeps each fact once.
func (s *sheet) note(notes []runner.Note) {
	for _, n := range notes {
		if !slices.Contains(s.notes, n) {
			s.notes = append(s.notes, n)
		}
	}
}

// complete checks that every declared series has points.
func (s *sheet) complete() error {
	var wrong []error
	for _, panel := range s.summaries() {
		for _, series := range panel.Series {
			if len(series.Points) == 0 {
				wrong = append(wrong, fmt.Errorf("no point for series %q of panel %q", series.Name, panel.Name))
			}
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return broken(s.demo, err)
	}
	return nil
}

// summaries gives the panels as declared, with the numbers.
func (s *sheet) summaries() []runner.PanelResult {
	panels := make([]runner.PanelResult, len(s.demo.Panels))
	for i, p := range s.demo.Panels {
		panels[i] = runner.PanelResult{Name: p.Name, Title: p.Title, Kind: p.Kind, X: p.X, Y: p.Y, Series: []runner.SeriesResult{}}
		for _, one := range p.Series {
			series := runner.SeriesResult{Name: one.Name, Hue: one.Hue, Dashed: one.Dashed, Points: []runner.Summary{}}
			for at, values := range s.samples {
				if at.panel == p.Name && at.series == one.Name {
					series.Points = append(series.Points, summary(at.x, values))
				}
			}
			slices.SortFunc(series.Points, func(a, b runner.Summary) int { return cmp.Compare(a.X, b.X) })
			panels[i].Series = append(panels[i].Series, series)
		}
	}
	return panels
}

// summary sums up the samples at one x; there is at least one.
func summary(x float64, values []float64) runner.Summary {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return runner.Summary{
		X: x, Min: sorted[0], Max: sorted[n-1],
		Median: (sorted[(n-1)/2] + sorted[n/2]) / 2,
		Values: slices.Clone(values),
	}
}
