package catalog_test

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/catalog"
)

func TestParseSize(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		"0B": 0, "1B": 1, "1kB": 1000, "2 MB": 2e6, "3GB": 3e9, "1KiB": 1024, "256MiB": 256 << 20, "1.5 GiB": 3 << 29, "0.5B": 1,
	} {
		got, err := catalog.ParseSize(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "1", "MiB", "-1MiB", "+1MB", "1e3MB", "1mb", "1KB", "1 000MB", "1  MB", " 1MB", "1MB ", "1MB\n", "NaNB", "infB", "9999999999999GiB", "999999999999GiB", "1.MB"} {
		_, err := catalog.ParseSize(text)
		require.ErrorIs(t, err, catalog.ErrSize, text)
	}
}

func TestParseDuration(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{"500ms": 0.5, "60s": 60, "2m": 120, "1.5h": 5400, "90 s": 90, "0s": 0} {
		got, err := catalog.ParseDuration(text)
		require.NoError(t, err, text)
		assert.InDelta(t, want, got, 1e-12, text)
	}
	for _, text := range []string{"", "60", "s", "-1s", "1m30s", "1d", "1S", "1us", "nans", "1e9s"} {
		_, err := catalog.ParseDuration(text)
		require.ErrorIs(t, err, catalog.ErrDuration, text)
	}
}

func FuzzParseSize(f *testing.F) {
	for _, seed := range []string{"256MiB", "1.5 GB", "0B", "-1kB", "999999999999GiB", "1e9MB"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := catalog.ParseSize(text)
		if err != nil {
			require.ErrorIs(t, err, catalog.ErrSize)
			require.Zero(t, n)
			return
		}
		require.True(t, n >= 0 && n <= 1<<52, "%d", n)
		again, err := catalog.ParseSize(strconv.FormatInt(n, 10) + "B")
		if n < 1e12 { // twelve digits are what a size may have
			require.NoError(t, err)
			require.Equal(t, n, again)
		}
	})
}

func FuzzParseDuration(f *testing.F) {
	for _, seed := range []string{"60s", "2m", "500ms", "1.25 h", "1m30s", "-3s"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := catalog.ParseDuration(text)
		if err != nil {
			require.ErrorIs(t, err, catalog.ErrDuration)
			return
		}
		require.True(t, s >= 0 && s < 1e16, "%g", s)
	})
}

// FuzzLoad holds the loader to its contract: it never panics, an exercise it
// accepts keeps every rule, and what it refuses is the exercise's fault with a
// place in the file.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(complete))
	f.Add([]byte(meta("x")))
	f.Add([]byte("slug: x\ntitle: X\nlimits: {wall: 1s}\n"))
	f.Add([]byte("a: &a [*a]\n<<: *a\n? [x]\n: !!binary y\n"))
	f.Add([]byte(strings.Repeat("[", 500)))
	f.Add([]byte("slug: \"\\x\n\t- {"))
	f.Fuzz(func(t *testing.T, text []byte) {
		files := fstest.MapFS{
			"x/exercise.yaml":   {Data: text},
			"x/tests/test_a.py": {Data: []byte("")},
		}
		all, err := catalog.Load(catalog.Layer{Name: "pack", FS: files})
		if err != nil {
			require.Equal(t, runner.KindExercise, runner.KindOf(err))
			var p *catalog.Problem
			require.ErrorAs(t, err, &p)
			require.Positive(t, p.Line)
			require.Positive(t, p.Column)
			return
		}
		require.Len(t, all.Exercises(), 1)
		e := all.Exercises()[0]
		require.NotEmpty(t, e.Slug)
		require.NotEmpty(t, e.Title)
		l := e.Limits
		require.True(t, l.WallS >= 1 && l.WallS <= 3600 && l.TestS >= 0.1 && l.TestS <= l.WallS, "%+v", l)
		require.True(t, l.MemoryBytes >= 32<<20 && l.Pids >= 8 && l.CPUs >= 0.1 && l.OutputBytes >= 1024, "%+v", l)
		for _, d := range e.Deliverables {
			require.True(t, fs.ValidPath(d), d)
		}
		_, err = all.Get(e.Slug)
		require.NoError(t, err)
		_, err = all.Get(e.Slug + "?")
		var known *runner.Error
		require.True(t, errors.As(err, &known) && known.Kind == runner.KindUsage)
	})
}
