package demo

import (
	"fmt"
	"slices"
	"strings"
	"text/template"

	"assay/runner"
	"assay/runner/chart"
)

// parseText reads the template of a demo's paragraph. In it
//
//	{{ at "wall" "CPU-bound, GIL" 4 }}             is a median with its unit
//	{{ value "wall" "CPU-bound, GIL" 4 }}          is the same as a number to compare
//	{{ times "wall" "a" 4 "a" 1 }}                 is how many times the first median is the second
//
// so that what it quotes is what was measured.
func parseText(demo runner.Demo) (*template.Template, error) {
	t, err := template.New("text").Option("missingkey=error").Funcs(functions(nil)).Parse(demo.Text)
	if err != nil {
		return nil, broken(demo, err)
	}
	return t, nil
}

// fill writes the paragraph with the measured values.
func fill(t *template.Template, demo runner.Demo, panels []runner.PanelResult) (string, error) {
	var b strings.Builder
	if err := t.Funcs(functions(panels)).Execute(&b, nil); err != nil {
		return "", broken(demo, err)
	}
	return strings.Join(strings.Fields(b.String()), " "), nil
}

func functions(panels []runner.PanelResult) template.FuncMap {
	return template.FuncMap{
		"at": func(panel, series string, x float64) (string, error) {
			v, unit, err := look(panels, panel, series, x)
			return chart.Quantity(v, unit), err
		},
		"value": func(panel, series string, x float64) (float64, error) {
			v, _, err := look(panels, panel, series, x)
			return v, err
		},
		"times": func(panel, series string, x float64, other string, otherX float64) (string, error) {
			a, _, err := look(panels, panel, series, x)
			if err != nil {
				return "", err
			}
			b, _, err := look(panels, panel, other, otherX)
			if err == nil && b == 0 {
				err = fmt.Errorf("%s of %s is 0 at %g", other, panel, otherX)
			}
			return factor(a / b), err
		},
	}
}

// factor shows a ratio with two digits that matter.
func factor(v float64) string {
	switch {
	case v >= 9.95:
		return chart.Number(float64(int(v + 0.5)))
	default:
		return fmt.Sprintf("%.1f", v)
	}
}

// look finds a median and its unit.
func look(panels []runner.PanelResult, panel, series string, x float64) (float64, string, error) {
	for _, p := range panels {
		if p.Name != panel {
			continue
		}
		for _, s := range p.Series {
			if i := slices.IndexFunc(s.Points, func(at runner.Summary) bool { return at.X == x }); s.Name == series && i >= 0 {
				return s.Points[i].Median, p.Y.Unit, nil
			}
		}
	}
	return 0, "", fmt.Errorf("text: there is no point %q %q %g", panel, series, x)
}
