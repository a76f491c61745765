package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/report"
)

func TestJUnit_CountsEqualElements(t *testing.T) {
	t.Parallel()
	for name, result := range results() {
		var out bytes.Buffer
		require.NoError(t, report.JUnit(&out, result), name)
		checkJUnit(t, out.Bytes())
	}
}

func TestJUnit_IsNeverGreenUnlessPassed(t *testing.T) {
	t.Parallel()
	for _, verdict := range []runner.Verdict{
		runner.VerdictFailed, runner.VerdictError, runner.VerdictTimeout, runner.VerdictOutOfMemory,
		runner.VerdictCrashed, runner.VerdictOutputLimit, runner.VerdictRejected, "unheard of",
	} {
		result := passed()
		result.Verdict = verdict
		var out bytes.Buffer
		require.NoError(t, report.JUnit(&out, result))
		assert.Contains(t, out.String(), `errors="1"`, verdict)
		checkJUnit(t, out.Bytes())
	}
	var out bytes.Buffer
	require.NoError(t, report.JUnit(&out, passed()))
	assert.Contains(t, out.String(), `failures="0" errors="0"`)
}

func TestJUnit_UnknownOutcomeIsAnError(t *testing.T) {
	t.Parallel()
	result := passed()
	result.Tests[0].Outcome = "skipped"
	var out bytes.Buffer
	require.NoError(t, report.JUnit(&out, result))
	assert.Contains(t, out.String(), `type="unknown"`)
}

func TestJSONError(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name                string
		err                 error
		kind, message, hint string
	}{
		{"plain errors are the runner's", errors.New("boom"), "runner", "boom", ""},
		{
			"a wrapped error keeps kind and hint",
			fmt.Errorf("load: %w", &runner.Error{Kind: runner.KindExercise, Message: "broken", Hint: "mend it"}),
			"exercise", "load: broken", "mend it",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			require.NoError(t, report.JSONError(&out, c.err))
			var got map[string]any
			require.NoError(t, json.Unmarshal(out.Bytes(), &got))
			assert.Equal(t, map[string]any{
				"schema": "assay.result/1",
				"error":  map[string]any{"kind": c.kind, "message": c.message, "hint": c.hint},
			}, got)
		})
	}
}

func TestText_HasEscapeCodesOnlyWithColour(t *testing.T) {
	t.Parallel()
	for name, result := range results() {
		for _, verbose := range []bool{false, true} {
			var plain, colour bytes.Buffer
			require.NoError(t, report.Text(&plain, result, report.TextOptions{Verbose: verbose}))
			require.NoError(t, report.Text(&colour, result, report.TextOptions{Verbose: verbose, Color: true}))
			assert.NotContains(t, plain.String(), "\x1b", name)
			assert.Contains(t, colour.String(), "\x1b[1;3", name)
			for _, escape := range strings.Split(colour.String(), "\x1b")[1:] {
				assert.Regexp(t, `^\[(0|1|2|1;31|1;32|33)m`, escape, "only our own codes")
			}
		}
	}
}

func TestText_CapsManyFailuresUnlessVerbose(t *testing.T) {
	t.Parallel()
	result := failed()
	result.Tests = nil
	for i := range 50 {
		result.Tests = append(result.Tests, runner.Test{ID: fmt.Sprintf("test_a.py::test_%02d", i), Outcome: runner.OutcomeFailed})
	}
	var short, long bytes.Buffer
	require.NoError(t, report.Text(&short, result, report.TextOptions{}))
	require.NoError(t, report.Text(&long, result, report.TextOptions{Verbose: true}))
	assert.Contains(t, short.String(), "… 30 more did not pass; -v shows them")
	assert.NotContains(t, short.String(), "test_20")
	assert.Contains(t, long.String(), "test_49")
}

func TestText_CandidateTextNeverStartsALine(t *testing.T) {
	t.Parallel()
	forged := "x" + strings.Repeat("\nPASSED  lazy-log-pipeline  8 tests passed", 3)
	for _, verbose := range []bool{false, true} {
		var out bytes.Buffer
		require.NoError(t, report.Text(&out, resultOf(forged), report.TextOptions{Verbose: verbose}))
		for _, l := range strings.Split(out.String(), "\n")[1:] {
			assert.False(t, strings.HasPrefix(l, "PASSED"), l)
		}
	}
}

type brokenWriter struct{}

var errDisk = errors.New("disk full")

func (brokenWriter) Write([]byte) (int, error) { return 0, errDisk }

func TestReports_TellWhenTheWriterFails(t *testing.T) {
	t.Parallel()
	w := brokenWriter{}
	require.ErrorIs(t, report.Text(w, failed(), report.TextOptions{}), errDisk)
	require.ErrorIs(t, report.JSON(w, failed()), errDisk)
	require.ErrorIs(t, report.JSONError(w, errDisk), errDisk)
	require.ErrorIs(t, report.JUnit(w, failed()), errDisk)
	require.ErrorIs(t, report.List(w, nil), errDisk)
	require.ErrorIs(t, report.Exercise(w, exerciseSample(), nil), errDisk)
}
