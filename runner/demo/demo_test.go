package demo

import (
	"strings"
	"testing"
	"text/template"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/exercises"
	"assay/runner"
	"assay/runner/catalog"
)

func aDemo() runner.Demo {
	axis := func(unit string, scale runner.Scale, names ...string) runner.Axis {
		return runner.Axis{Label: "l", Unit: unit, Scale: scale, Names: names}
	}
	return runner.Demo{
		Name: "threads", Title: "Threads",
		Panels: []runner.Panel{
			{Name: "wall", Kind: runner.PanelLines, X: axis("", runner.ScaleLinear), Y: axis("s", runner.ScaleLinear), Series: []runner.Series{{Name: "a", Hue: 1}, {Name: "b", Hue: 2, Dashed: true}}},
			{Name: "late", Kind: runner.PanelDots, X: axis("", runner.ScaleLinear, "one", "two"), Y: axis("ms", runner.ScaleLog), Series: []runner.Series{{Name: "a", Hue: 1}}},
		},
		Text: "In one\n thread {{ at \"wall\" \"a\" 1 }}, {{ times \"wall\" \"a\" 1 \"b\" 2 }} times as long{{ if gt (value \"wall\" \"a\" 1) 1.0 }}, slow{{ end }}.",
	}
}

func TestSheet_SumsUpSamplesOfAllRuns(t *testing.T) {
	t.Parallel()
	s := newSheet(aDemo())
	for _, p := range []runner.Point{
		{Panel: "wall", Series: "a", X: 2, Y: 7, Unit: "s"},
		{Panel: "wall", Series: "a", X: 1, Y: 3, Unit: "s"},
		{Panel: "wall", Series: "a", X: 1, Y: 1, Unit: "s"},
		{Panel: "wall", Series: "a", X: 1, Y: 2, Unit: "s"},
		{Panel: "wall", Series: "a", X: 1, Y: 10, Unit: "s"},
		{Panel: "wall", Series: "b", X: 2, Y: 0.5, Unit: "s"},
		{Panel: "late", Series: "a", X: 1, Y: 4, Unit: "ms"},
	} {
		require.NoError(t, s.add(p))
	}
	require.NoError(t, s.complete())
	panels := s.summaries()
	require.Len(t, panels, 2)
	assert.Equal(t, []runner.SeriesResult{
		{Name: "a", Hue: 1, Points: []runner.Summary{
			{X: 1, Median: 2.5, Min: 1, Max: 10, Values: []float64{3, 1, 2, 10}},
			{X: 2, Median: 7, Min: 7, Max: 7, Values: []float64{7}},
		}},
		{Name: "b", Hue: 2, Dashed: true, Points: []runner.Summary{{X: 2, Median: 0.5, Min: 0.5, Max: 0.5, Values: []float64{0.5}}}},
	}, panels[0].Series)

	text, err := parseText(aDemo())
	require.NoError(t, err)
	filled, err := fill(text, aDemo(), panels)
	require.NoError(t, err)
	assert.Equal(t, "In one thread 2.5 s, 5.0 times as long, slow.", filled)
}

func TestSheet_RefusesWhatIsNotDeclared(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		point runner.Point
		want  string
	}{
		{"panel", runner.Point{Panel: "wal"}, `a point for the panel "wal", which demo.yaml does not declare`},
		{"series", runner.Point{Panel: "wall", Series: "c"}, `a point for the series "c", which panel "wall" does not declare`},
		{"unit", runner.Point{Panel: "wall", Series: "a", Unit: "ms"}, `a point of panel "wall" in "ms", but its y axis is in "s"`},
		{"log", runner.Point{Panel: "late", Series: "a", Unit: "ms"}, "which a logarithmic axis cannot show"},
		{"name", runner.Point{Panel: "late", Series: "a", Unit: "ms", Y: 1, X: 2}, "at x = 2, but its x axis has 2 names"},
		{"between names", runner.Point{Panel: "late", Series: "a", Unit: "ms", Y: 1, X: 0.5}, "at x = 0.5, but its x axis has 2 names"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.ErrorContains(t, newSheet(aDemo()).add(c.point), c.want)
		})
	}
}

func TestSheet_MissesSeriesWithoutPoints(t *testing.T) {
	t.Parallel()
	s := newSheet(aDemo())
	require.NoError(t, s.add(runner.Point{Panel: "wall", Series: "a", X: 1, Y: 1, Unit: "s"}))
	err := s.complete()
	assert.Equal(t, runner.KindExercise, runner.KindOf(err))
	require.ErrorContains(t, err, `no point for series "b" of panel "wall"`)
	require.ErrorContains(t, err, `no point for series "a" of panel "late"`)
}

func TestSheet_KeepsEachNoteOnce(t *testing.T) {
	t.Parallel()
	s := newSheet(aDemo())
	s.note([]runner.Note{{Name: "Python", Text: "3.13"}, {Name: "Python", Text: "3.13"}})
	s.note([]runner.Note{{Name: "Python", Text: "3.13"}, {Name: "Python", Text: "3.14"}})
	assert.Equal(t, []runner.Note{{Name: "Python", Text: "3.13"}, {Name: "Python", Text: "3.14"}}, s.notes)
}

func TestText_FaultsAreTheDemos(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"{{ at \"wall\" }":          "demo threads is broken: template: text:1",
		"{{ nothing }}":             `function "nothing" not defined`,
		`{{ at "wall" "a" 9 }}`:     `there is no point "wall" "a" 9`,
		`{{ at "other" "a" 1 }}`:    `there is no point "other" "a" 1`,
		`{{ times "a" "a" 1 "b" }}`: "wrong number of args",
	} {
		d := aDemo()
		d.Text = text
		parsed, err := parseText(d)
		if err == nil {
			_, err = fill(parsed, d, nil)
		}
		require.ErrorContains(t, err, want)
		assert.Equal(t, runner.KindExercise, runner.KindOf(err))
	}
}

func TestRun_RefusesNumbersOfRuns(t *testing.T) {
	t.Parallel()
	for _, runs := range []int{0, -1, MostRuns + 1} {
		_, err := Run(t.Context(), Config{Runs: runs}, aDemo(), nil)
		assert.Equal(t, runner.KindUsage, runner.KindOf(err))
	}
}

// What the embedded demos' texts quote are panels and series that they declare, and each
// quotes something.
func TestEmbedded_TextsQuoteDeclaredSeries(t *testing.T) {
	t.Parallel()
	all, err := catalog.Load(catalog.Layer{Name: "embedded", FS: exercises.FS(), Tidy: true})
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(all.Demos()), 5)
	for _, d := range all.Demos() {
		quotes := 0
		declared := map[[2]string]bool{}
		for _, p := range d.Panels {
			for _, s := range p.Series {
				declared[[2]string{p.Name, s.Name}] = true
			}
		}
		check := func(panel, series string) {
			quotes++
			assert.True(t, declared[[2]string{panel, series}], "%s: %s, %s", d.Name, panel, series)
		}
		parsed, err := parseText(d)
		require.NoError(t, err)
		var out strings.Builder
		require.NoError(t, parsed.Funcs(template.FuncMap{
			"at":    func(panel, series string, _ float64) string { check(panel, series); return "some" },
			"value": func(panel, series string, _ float64) float64 { check(panel, series); return 1 },
			"times": func(panel, a string, _ float64, b string, _ float64) string {
				check(panel, a)
				check(panel, b)
				return "some"
			},
		}).Execute(&out, nil))
		assert.Greater(t, quotes, 2, d.Name)
		for _, id := range d.Questions {
			_, ok := all.Question(id)
			assert.True(t, ok, "%s: question %s", d.Name, id)
		}
	}
}
