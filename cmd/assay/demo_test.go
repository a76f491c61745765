package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// demoCommand runs "assay demo" with the demos of testdata.
func demoCommand(ctx context.Context, args ...string) (code int, out, log string) {
	var stdout, stderr bytes.Buffer
	args = append([]string{"demo", "--exercises", "testdata/demos"}, args...)
	code = Main(ctx, args, Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr}, os.Getenv)
	return code, stdout.String(), stderr.String()
}

func TestDemo_MeasuresAndDraws(t *testing.T) {
	t.Parallel()
	requireEngine(t)
	page := filepath.Join(t.TempDir(), "tiny.html")
	code, out, log := demoCommand(t.Context(), "tiny", "--runs", "2", "--json", "--html", page)
	require.Equal(t, exitPassed, code, log)
	var result runner.DemoResult
	require.NoError(t, json.Unmarshal([]byte(out), &result))
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
	requireEngine(t)
	page := filepath.Join(t.TempDir(), "failing.html")
	code, out, log := demoCommand(t.Context(), "failing", "--html", page)
	assert.Equal(t, exitExercise, code)
	assert.Empty(t, out)
	assert.Contains(t, log, "demo failing is broken: failed: test_experiment.py::test_fails: ")
	assert.Contains(t, log, "two squared")
	assert.NoFileExists(t, page)
}

func TestDemo_InterruptLeavesNothing(t *testing.T) {
	t.Parallel()
	requireEngine(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	code, out, _ := demoCommand(ctx, "tiny")
	assert.Equal(t, exitInterrupted, code)
	assert.Empty(t, out)
}
