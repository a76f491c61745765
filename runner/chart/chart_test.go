package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// checkGolden compares got with testdata/<name>; UPDATE_GOLDEN=1 writes it instead.
func checkGolden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "make it with UPDATE_GOLDEN=1")
	assert.Equal(t, string(want), got)
}

func point(x, median, low, high float64) Point {
	return Point{X: x, Median: median, Low: low, High: high, Samples: []float64{low, median, high}}
}

func lines() Figure {
	return Figure{
		Title: "Threads & <work>", Kind: Lines,
		X: Axis{Label: "threads"}, Y: Axis{Label: "time", Unit: "s"},
		Series: []Series{
			{Name: "computing", Hue: 2, Points: []Point{point(1, 0.9, 0.8, 1.1), point(2, 0.95, 0.9, 1), point(4, 0.9, 0.9, 0.9)}},
			{Name: "waiting", Hue: 1, Dashed: true, Points: []Point{point(1, 0.4, 0.4, 0.4), point(2, 0.2, 0.2, 0.2), point(4, 0.1, 0.1, 0.1)}},
		},
	}
}

func logarithmic() Figure {
	f := lines()
	f.X = Axis{Label: "rows", Log: true}
	f.Y.Log = true
	f.Series[1].Points = []Point{point(1, 0.001, 0.0005, 0.002), point(2, 0.001, 0.001, 0.001), point(4, 0.002, 0.002, 0.002)}
	return f
}

func named(kind Kind) Figure {
	return Figure{
		Title: "Lost", Kind: kind,
		X: Axis{Label: "way", Names: []string{"plain", "with a lock"}}, Y: Axis{Label: "lost", Unit: "%"},
		Series: []Series{
			{Name: "GIL", Hue: 1, Points: []Point{point(0, 40, 10, 71), point(1, 0, 0, 0)}},
			{Name: "free-threaded", Hue: 2, Points: []Point{point(0, 60, 55, 75), point(1, 0, 0, 0)}},
		},
	}
}

func figures() map[string]Figure {
	return map[string]Figure{"lines": lines(), "log": logarithmic(), "bars": named(Bars), "dots": named(Dots)}
}

func TestFigures_Golden(t *testing.T) {
	t.Parallel()
	for name, f := range figures() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkGolden(t, name+"_wide.golden.svg", SVGs([]Figure{f}, Size{Width: 550, Height: 370})[0])
			checkGolden(t, name+"_narrow.golden.svg", SVGs([]Figure{f}, Size{Width: 358, Height: 320})[0])
			checkGolden(t, name+".golden.txt", Text(f, Options{Width: 80}))
			checkGolden(t, name+"_color.golden.txt", Text(f, Options{Width: 60, Color: true}))
		})
	}
}

func TestSVG_IsWellFormedAndInsideItsBox(t *testing.T) {
	t.Parallel()
	texts := regexp.MustCompile(`<text class="([^"]*)" x="([^"]*)" y="([^"]*)">([^<]*)<`)
	for name, f := range figures() {
		for _, size := range []Size{{550, 370}, {358, 320}, {860, 420}} {
			svg := SVGs([]Figure{f}, size)[0]
			decoder := xml.NewDecoder(strings.NewReader(svg))
			for {
				_, err := decoder.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				require.NoError(t, err, "%s\n%s", name, svg)
			}
			assert.NotContains(t, svg, "NaN")
			assert.NotContains(t, svg, "Inf")
			for _, m := range texts.FindAllStringSubmatch(svg, -1) {
				x, err := strconv.ParseFloat(m[2], 64)
				require.NoError(t, err)
				width := textWidth(m[4])
				switch {
				case strings.Contains(m[1], "middle"):
					x -= width / 2
				case strings.Contains(m[1], "end"):
					x -= width
				case strings.Contains(m[1], "label"):
					width = boldWidth(m[4])
				}
				assert.GreaterOrEqual(t, x, 0.0, "%s: %s", name, m[0])
				assert.LessOrEqual(t, x+width, size.Width, "%s: %s", name, m[0])
			}
		}
	}
}

func TestSVGs_BesideEachOtherHaveOneTop(t *testing.T) {
	t.Parallel()
	top := regexp.MustCompile(`class="grid" d="M\S+ (\S+)H`)
	highest := func(svg string) float64 {
		least := math.Inf(1)
		for _, m := range top.FindAllStringSubmatch(svg, -1) {
			v, err := strconv.ParseFloat(m[1], 64)
			require.NoError(t, err)
			least = min(least, v)
		}
		return least
	}
	both := SVGs([]Figure{lines(), named(Bars)}, Size{Width: 550, Height: 370})
	assert.InDelta(t, highest(both[0]), highest(both[1]), 0.1)
	assert.NotContains(t, both[0], `class="lead"`, "bars need a legend, so lines have one too")
	assert.Contains(t, SVGs([]Figure{lines()}, Size{Width: 550, Height: 370})[0], `class="lead"`)
}

func TestText_KeepsItsWidth(t *testing.T) {
	t.Parallel()
	for name, f := range figures() {
		for _, width := range []int{40, 60, 80} {
			for _, line := range strings.Split(Text(f, Options{Width: width}), "\n") {
				assert.LessOrEqual(t, utf8.RuneCountInString(line), width, "%s: %q", name, line)
			}
		}
		assert.NotContains(t, Text(f, Options{Width: 80}), "\x1b", name)
	}
}

func TestFigures_WithoutPointsDraw(t *testing.T) {
	t.Parallel()
	for name, f := range figures() {
		for i := range f.Series {
			f.Series[i].Points = nil
		}
		f.Y.Log, f.X.Log = false, false
		assert.NotContains(t, SVGs([]Figure{f}, Size{Width: 500, Height: 300})[0]+Text(f, Options{Width: 80}), "NaN", name)
	}
}
