package catalog_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/exercises"
	"assay/runner"
	"assay/runner/catalog"
)

const demo = `
name: threads
title: What threads do
questions: [1, 31]
image: web
limits: {wall: 30s}
panels:
  - name: wall
    title: "More threads: less time"
    x: {label: threads, scale: log}
    y: {label: time, unit: s}
    series:
      - {name: computing, hue: 2}
      - {name: waiting, dashed: true}
  - name: lost
    title: Lost
    kind: dots
    x: {label: way, names: [plain, locked]}
    y: {label: lost, unit: "%"}
    series: [{name: all}]
text: >
  It is
  {{ at "wall" "computing" 1 }}.
`

func demoPack(yaml string) map[string]string {
	return map[string]string{
		"demos/threads/demo.yaml": yaml, "demos/threads/experiment.py": "def test_x(): pass\n", "demos/threads/measured.py": "x = 1\n",
	}
}

func TestDemos_Loaded(t *testing.T) {
	t.Parallel()
	files := demoPack(demo)
	files["demos/notes/readme.txt"] = "no demo"
	all, err := load(files)
	require.NoError(t, err)
	assert.Empty(t, all.Exercises())
	require.Len(t, all.Demos(), 1)
	limits := runner.DefaultLimits()
	limits.WallS = 30
	none := []string{}
	assert.Equal(t, runner.Demo{
		Name: "threads", Title: "What threads do", Questions: []string{"1", "31"}, Image: "web", Limits: limits,
		Panels: []runner.Panel{
			{
				Name: "wall", Title: "More threads: less time", Kind: runner.PanelLines,
				X:      runner.Axis{Label: "threads", Scale: runner.ScaleLog, Names: none},
				Y:      runner.Axis{Label: "time", Unit: "s", Scale: runner.ScaleLinear, Names: none},
				Series: []runner.Series{{Name: "computing", Hue: 2}, {Name: "waiting", Hue: 2, Dashed: true}},
			}, {
				Name: "lost", Title: "Lost", Kind: runner.PanelDots,
				X:      runner.Axis{Label: "way", Scale: runner.ScaleLinear, Names: []string{"plain", "locked"}},
				Y:      runner.Axis{Label: "lost", Unit: "%", Scale: runner.ScaleLinear, Names: none},
				Series: []runner.Series{{Name: "all", Hue: 1}},
			},
		},
		Text: `It is {{ at "wall" "computing" 1 }}.`, Experiment: []byte("def test_x(): pass\n"), Measured: []byte("x = 1\n"),
	}, all.Demos()[0])

	_, err = all.Demo("thread")
	var known *runner.Error
	require.ErrorAs(t, err, &known)
	assert.Equal(t, runner.KindUsage, known.Kind)
	assert.Equal(t, "did you mean threads? See all with: assay demo", known.Hint)
}

func TestDemos_LaterLayerReplaces(t *testing.T) {
	t.Parallel()
	above := demoPack(strings.ReplaceAll(demo, "What threads do", "Newer"))
	all, err := catalog.Load(catalog.Layer{FS: pack(demoPack(demo))}, catalog.Layer{FS: pack(above)})
	require.NoError(t, err)
	d, err := all.Demo("threads")
	require.NoError(t, err)
	assert.Equal(t, "Newer", d.Title)
}

func TestDemos_FaultsHaveTheirPlace(t *testing.T) {
	t.Parallel()
	const file = "pack/demos/threads/demo.yaml:"
	for _, c := range []struct{ name, old, new, want string }{
		{"empty", demo, "", file + "1:1: empty; write at least name, title, text and panels"},
		{"missing", "title: What threads do\n", "", "title of the demo is missing"},
		{"folder", "name: threads", "name: other", file + `1:1: name "other" must be the name of its folder, "threads"`},
		{"unknown key", "image: web", "imag: web", file + `5:1: unknown key "imag" in the demo (did you mean image?)`},
		{"unknown key of a panel", "kind: dots", "kid: dots", file + `17:5: unknown key "kid" in a panel (did you mean kind?)`},
		{"kind", "kind: dots", "kind: pie", file + `17:11: kind is "pie"; allowed: lines, bars, dots`},
		{"no names", ", names: [plain, locked]", "", `panel "lost" draws dots, so its x axis needs names`},
		{"names of lines", "scale: log}", "names: [a]}", `panel "wall" draws lines, so its x axis has no names`},
		{"names of y", `unit: "%"}`, "names: [a]}", `the y axis of panel "lost" has no names`},
		{"panel twice", "name: lost", "name: wall", `panel "wall" stands twice`},
		{"series twice", "name: waiting", "name: computing", file + `14:9: series "computing" stands twice`},
		{"scale", "scale: log", "scale: root", `scale is "root"; allowed: linear, log`},
		{"hue", "hue: 2", "hue: 7", file + `13:32: hue is "7"; allowed: whole numbers from 1 to 6`},
		{"no label", "{label: time, unit: s}", "{unit: s}", "label of axis y is missing"},
		{"no text", "  It is\n  {{ at \"wall\" \"computing\" 1 }}.\n", "\n", "text must be a paragraph of 1 to 4000 bytes"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Contains(t, demo, c.old)
			_, err := load(demoPack(strings.Replace(demo, c.old, c.new, 1)))
			assert.Contains(t, strings.Join(problems(t, err), "\n"), c.want)
		})
	}
	for _, name := range []string{"experiment.py", "measured.py"} {
		files := demoPack(demo)
		delete(files, "demos/threads/"+name)
		_, err := load(files)
		assert.Equal(t, []string{"pack/demos/threads/" + name + ": missing"}, problems(t, err))
	}
}

func TestDemos_EmbeddedAreWhole(t *testing.T) {
	t.Parallel()
	all, err := catalog.Load(catalog.Layer{Name: "embedded", FS: exercises.FS(), Tidy: true})
	require.NoError(t, err)
	for _, name := range []string{"gil-contention", "lists-and-generators", "garbage-collector", "anatomy-of-leaks", "lost-updates"} {
		d, err := all.Demo(name)
		require.NoError(t, err)
		assert.NotEmpty(t, d.Experiment)
		assert.NotEmpty(t, d.Measured)
	}
}
