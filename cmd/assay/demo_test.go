package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// startDemo starts "assay demo" with the demos of testdata, as a process of its own.
func startDemo(t *testing.T, w *watched, args ...string) *process {
	t.Helper()
	return w.start(t, append([]string{"demo", "--exercises", "testdata/demos"}, args...)...)
}

func TestDemo_MeasuresAndDraws(t *testing.T) {
	t.Parallel()
	w, page := watch(t), filepath.Join(t.TempDir(), "tiny.html")
	p := startDemo(t, w, "tiny", "--runs", "2", "--json", "--html", page)
	require.Equal(t, exitPassed, p.end(t), "%s", &p.err)
	assert.Empty(t, w.left(t))
	assert.Len(t, w.names, 4, "each run has a pod of its own")
	var result runner.DemoResult
	require.NoError(t, json.Unmarshal(p.out.Bytes(), &result))
	assert.Equal(t, "The square of 3 is 9 m².", result.Text)
	assert.Equal(t, 2, result.Runs)
	assert.Equal(t, []runner.Note{{Name: "processes", Text: "1"}}, result.Notes)
	require.Len(t, result.Panels, 1)
	require.Len(t, result.Panels[0].Series, 2)
	assert.Equal(t, []runner.Summary{
		{X: 1, Median: 1, Min: 1, Max: 1, Values: []float64{1, 1}},
		{X: 2, Median: 4, Min: 4, Max: 4, Values: []float64{4, 4}},
		{X: 3, Median: 9, Min: 9, Max: 9, Values: []float64{9, 9}},
	}, result.Panels[0].Series[0].Points)
	html, err := os.ReadFile(page)
	require.NoError(t, err)
	assert.Contains(t, string(html), "The square of 3 is 9 m².")
	assert.Contains(t, string(html), "<svg ")
}

func TestDemo_FailingExperimentIsTheDemosFault(t *testing.T) {
	t.Parallel()
	w, page := watch(t), filepath.Join(t.TempDir(), "failing.html")
	p := startDemo(t, w, "failing", "--html", page)
	assert.Equal(t, exitExercise, p.end(t))
	assert.Empty(t, p.out.String())
	assert.Contains(t, p.err.String(), "demo failing is broken: failed: test_experiment.py::test_fails: ")
	assert.Contains(t, p.err.String(), "two squared")
	assert.NoFileExists(t, page)
	assert.Empty(t, w.left(t))
}

func TestDemo_LeavesNothingAfterInterrupt(t *testing.T) {
	t.Parallel()
	w, page := watch(t), filepath.Join(t.TempDir(), "tiny.html")
	p := startDemo(t, w, "tiny", "--runs", "100", "--html", page)
	made := func() int {
		w.mu.Lock()
		defer w.mu.Unlock()
		return len(w.names)
	}
	require.Eventually(t, func() bool { return made() >= 3 }, time.Minute, 20*time.Millisecond, "%s", &p.err)
	require.NoError(t, p.Process.Signal(os.Interrupt))
	assert.Equal(t, exitInterrupted, p.end(t), "%s", &p.err)
	assert.Empty(t, w.left(t))
	assert.Empty(t, p.out.String())
	files, err := os.ReadDir(filepath.Dir(page))
	require.NoError(t, err)
	assert.Empty(t, files, "not even half a page")
}
