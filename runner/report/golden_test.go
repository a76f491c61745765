package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/report"
)

// checkGolden compares got with testdata/<name>; UPDATE_GOLDEN=1 writes it instead.
func checkGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		require.NoError(t, os.WriteFile(file, got, 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err, "make it with UPDATE_GOLDEN=1")
	assert.Equal(t, string(want), string(got))
}

// hostile is text as a candidate might craft it: a clear-screen, a forged
// verdict, a bell, an 8-bit CSI, a direction override and a byte that is no UTF-8.
const hostile = "\x1b[2J\x1b[1;32mPASSED\x1b[0m\r\a\u009b31m \u202Eevil\u202C \x80 \x00 \x7f"

func passed() runner.Result {
	return runner.Result{
		Schema: runner.Schema, Exercise: "lazy-log-pipeline", Verdict: runner.VerdictPassed,
		Tests: []runner.Test{
			{ID: "test_stream.py::test_yields_in_order", Outcome: runner.OutcomePassed, WallS: 0.0123, CPUS: 0.01, MemoryBytes: 12 << 20},
			{ID: "test_stream.py::test_is_lazy[10]", Outcome: runner.OutcomePassed, WallS: 1.5, CPUS: 0.3, MemoryBytes: 13 << 20, Bounds: []runner.Bound{
				{Message: "memory for 10 lines", Value: 0.5, Relation: runner.RelationAtMost, Bound: 8, Unit: "MB"},
			}},
		},
		Usage: runner.Usage{
			WallS:           runner.Measure{Value: 1.62, Method: "grader clock"},
			CPUS:            runner.Measure{Value: 0.341, Method: "cgroup v1 cpuacct.usage"},
			MemoryPeakBytes: runner.Measure{Value: 13.4 * (1 << 20), Method: "cgroup v1 max_usage"},
			PidsPeak:        runner.Measure{Value: 5, Method: "sampled"},
			BaselineBytes:   runner.Measure{Value: 9.5 * (1 << 20), Method: "cgroup v1 memory.stat"},
		},
		Limits: runner.DefaultLimits(), Image: "assay/python:0123abcd",
		StartedAt: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC),
	}
}

func failed() runner.Result {
	r := passed()
	r.Verdict = runner.VerdictFailed
	r.Reason = "2 of 7 tests failed"
	long := "AssertionError: the stream was read ahead\n" + strings.Repeat("  assert [1, 2, 3] == [1]\n", 30) + "last line: 3 != 1"
	r.Tests = []runner.Test{
		r.Tests[0],
		{ID: "test_stream.py::test_is_lazy[10]", Outcome: runner.OutcomeFailed, Message: long, WallS: 0.2, CPUS: 0.1, MemoryBytes: 20 << 20},
		{ID: "sub/test_more.py::TestAll::test_" + hostile, Outcome: runner.OutcomeFailed, Message: hostile + "\n\ttabbed", WallS: 0.001},
		{ID: "test_stream.py::test_error", Outcome: runner.OutcomeError, Message: "ImportError: no module named solution", WallS: 0.1},
		{ID: "test_stream.py::test_hangs", Outcome: runner.OutcomeTimeout, Message: "no answer within the 20 s limit of one test", WallS: 20},
		{ID: "test_stream.py::test_eats_memory", Outcome: runner.OutcomeOutOfMemory, Message: "killed at 256 MiB", WallS: 3.25},
		{ID: "test_stream.py::test_dies", Outcome: runner.OutcomeCrashed, Message: strings.Repeat("x", 700), WallS: 0.5},
		{ID: "test_stream.py::test_left", Outcome: runner.OutcomeNotRun, Message: "the run's time was used up"},
	}
	r.Stdout = runner.Stream{Text: strings.Repeat("line\n", 11) + hostile, DroppedBytes: 312}
	r.Stderr = runner.Stream{Text: "Traceback (most recent call last):\n"}
	return r
}

func rejected() runner.Result {
	return runner.Result{
		Schema: runner.Schema, Exercise: "leak-hunt", Verdict: runner.VerdictRejected,
		Reason: `the submission lacks solution.py`, Limits: runner.DefaultLimits(),
		StartedAt: time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC),
	}
}

func results() map[string]runner.Result {
	return map[string]runner.Result{"passed": passed(), "failed": failed(), "rejected": rejected()}
}

func TestText_Golden(t *testing.T) {
	t.Parallel()
	for name, result := range results() {
		for kind, options := range map[string]report.TextOptions{
			"plain":   {Width: 80},
			"colour":  {Color: true},
			"verbose": {Width: 80, Verbose: true},
		} {
			t.Run(name+"_"+kind, func(t *testing.T) {
				t.Parallel()
				var out bytes.Buffer
				require.NoError(t, report.Text(&out, result, options))
				checkGolden(t, "text_"+name+"_"+kind+".golden", out.Bytes())
			})
		}
	}
}

func TestJSON_Golden(t *testing.T) {
	t.Parallel()
	for name, result := range results() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			require.NoError(t, report.JSON(&out, result))
			checkGolden(t, "json_"+name+".golden", out.Bytes())
		})
	}
}

func TestJUnit_Golden(t *testing.T) {
	t.Parallel()
	for name, result := range results() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			require.NoError(t, report.JUnit(&out, result))
			checkGolden(t, "junit_"+name+".golden", out.Bytes())
		})
	}
}

func exerciseSample() runner.Exercise {
	return runner.Exercise{
		Slug: "leak-hunt", Title: "Find three leaks", Topic: "memory", Level: runner.LevelCore,
		Questions: []string{"3", "44d"}, Points: 2, Image: "python", Limits: runner.DefaultLimits(),
		Deliverables: []string{"solution.py"}, Feedback: runner.FeedbackFull, RuntimeSkips: runner.RuntimeSkipsForbid,
		Brief: "# Find three leaks\n\nBuild `Cache`.\x1b[2J\n",
		Tests: []runner.File{{Path: "test_secret.py", Data: []byte("SECRET")}},
	}
}

func TestCatalogue_Golden(t *testing.T) {
	t.Parallel()
	plain := runner.Exercise{Slug: "a", Title: "Plain", Level: runner.LevelWarmUp, Image: "python", Limits: runner.DefaultLimits()}
	all := []runner.Exercise{plain, exerciseSample()}
	for name, write := range map[string]func(*bytes.Buffer) error{
		"list_text": func(b *bytes.Buffer) error { return report.List(b, all) },
		"list_json": func(b *bytes.Buffer) error { return report.ListJSON(b, all) },
		"exercise_text": func(b *bytes.Buffer) error {
			return report.Exercise(b, all[1], []runner.Question{{ID: "3", Text: "What grows?"}})
		},
		"exercise_json": func(b *bytes.Buffer) error { return report.ExerciseJSON(b, all[1]) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			require.NoError(t, write(&out))
			assert.NotContains(t, out.String(), "SECRET")
			checkGolden(t, name+".golden", out.Bytes())
		})
	}
}
