package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/report"
)

func sample(x float64, values ...float64) runner.Summary {
	return runner.Summary{X: x, Min: values[0], Median: values[len(values)/2], Max: values[len(values)-1], Values: values}
}

func demoSample() runner.DemoResult {
	none := []string{}
	return runner.DemoResult{
		Schema: runner.DemoSchema, Demo: "threads", Title: "What threads do <in Python>", Text: "Four threads need 0.9 s & one 0.4 s.",
		Panels: []runner.PanelResult{
			{
				Name: "wall", Title: "More threads: less time?", Kind: runner.PanelLines,
				X: runner.Axis{Label: "threads", Scale: runner.ScaleLinear, Names: none},
				Y: runner.Axis{Label: "time", Unit: "s", Scale: runner.ScaleLinear, Names: none},
				Series: []runner.SeriesResult{
					{Name: "computing", Hue: 2, Points: []runner.Summary{sample(1, 0.8, 0.9, 1.1), sample(2, 0.9, 0.9, 0.9), sample(4, 0.9, 0.92, 1)}},
					{Name: "waiting <I/O>", Hue: 1, Dashed: true, Points: []runner.Summary{sample(1, 0.4), sample(4, 0.1)}},
				},
			}, {
				Name: "lost", Title: "Lost updates", Kind: runner.PanelDots,
				X:      runner.Axis{Label: "way", Scale: runner.ScaleLinear, Names: []string{"plain", "with a lock"}},
				Y:      runner.Axis{Label: "lost", Unit: "%", Scale: runner.ScaleLinear, Names: none},
				Series: []runner.SeriesResult{{Name: "GIL", Hue: 1, Points: []runner.Summary{sample(0, 1, 50, 71), sample(1, 0, 0, 0)}}},
			},
		},
		Runs: 3, TookS: 12.34, StartedAt: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC), Assay: "v1.2.3",
		Machine: runner.Machine{System: "linux/amd64", Cores: 2}, Image: "assay/python:0123abcd",
		Notes: []runner.Note{{Name: "Python", Text: "3.13.5, with the GIL"}, {Name: "Python", Text: "3.13.5, free-threaded"}},
	}
}

func TestDemo_Golden(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(*bytes.Buffer) error{
		"demo_text.golden": func(b *bytes.Buffer) error {
			return report.DemoText(b, demoSample(), report.TextOptions{Width: 80})
		},
		"demo_color.golden": func(b *bytes.Buffer) error {
			return report.DemoText(b, demoSample(), report.TextOptions{Width: 60, Color: true})
		},
		"demo_json.golden": func(b *bytes.Buffer) error { return report.DemoJSON(b, demoSample()) },
		"demo_html.golden": func(b *bytes.Buffer) error { return report.DemoHTML(b, demoSample()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			require.NoError(t, write(&out))
			checkGolden(t, name, out.Bytes())
		})
	}
}

func TestDemoText_IsAtMost80Wide(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 80, 200} {
		var out bytes.Buffer
		require.NoError(t, report.DemoText(&out, demoSample(), report.TextOptions{Width: width}))
		for _, line := range strings.Split(out.String(), "\n") {
			assert.LessOrEqual(t, utf8.RuneCountInString(line), min(width, 80), line)
		}
		assert.NotContains(t, out.String(), "\x1b")
	}
}

func TestDemoHTML_NeedsNothingElse(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, report.DemoHTML(&out, demoSample()))
	page := out.String()
	assert.NotRegexp(t, `(?i)<script|<link|<img|@import|url\(|https?:`, page)
	assert.NotContains(t, page, "<in Python>")
	assert.NotContains(t, page, "<I/O>")
	assert.Equal(t, 4, strings.Count(page, "<svg "), "each chart for a wide window and for a narrow one")
	for _, text := range []string{"prefers-color-scheme: dark", "threads", "time (s)", "3.13.5, with the GIL; 3.13.5, free-threaded", "2 cores, linux/amd64", "2 January 2025, 03:04 UTC", "0.900 <small>0.800–1.10</small>"} {
		assert.Contains(t, page, text)
	}
}

func TestDemo_JSONIsDocumented(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/demos.md")
	require.NoError(t, err)
	var named []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(string(page), -1) {
		named = append(named, m[1])
	}
	assert.Equal(t, fields(reflect.TypeFor[runner.DemoResult](), ""), named)

	var out bytes.Buffer
	require.NoError(t, report.DemosJSON(&out, []runner.Demo{{Name: "a", Title: "A", Image: "python"}}))
	assert.True(t, json.Valid(out.Bytes()))
	assert.JSONEq(t, `{"schema":"assay.demos/1","demos":[{"name":"a","title":"A","questions":[],"image":"python"}]}`, out.String())
}
