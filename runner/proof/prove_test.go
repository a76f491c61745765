package proof

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/batch"
	"assay/runner/catalog"
)

// sound is an exercise without a fault: what a solution fails stands in its text.
func sound() map[string]string {
	return map[string]string{
		"exercise.yaml": "slug: tiny\ntitle: Tiny\ndeliverables: [solution.py]\nlimits: {wall: 40s, test: 8s, memory: 100MiB}\n" +
			"flawed:\n  flawed-a: [test_a]\n  flawed-b:\n    verdict: timeout\n    fails: [\"test_b[1]\", test_c]\n",
		"README.md": "brief", "hints.md": "hints", "explanation.md": "explanation",
		"tests/test_it.py":                      "def test_a(): ...\n",
		"starter/solution.py":                   "fails a b c",
		"starter/given.py":                      "given",
		"solutions/reference/solution.py":       "good = 1 + 1\n",
		"solutions/reference/given.py":          "given",
		"solutions/reference-other/solution.py": "good",
		"solutions/flawed-a/solution.py":        "fails a",
		"solutions/flawed-b/solution.py":        "hangs in b; fails c",
	}
}

// fakeJudge gives results for what stands in solution.py.
type fakeJudge struct {
	mu     sync.Mutex
	jobs   []batch.Job
	edits  string // what mutate.py prints
	change func(name string, r *runner.Result)
	err    map[string]error // by the name of the job
}

func (f *fakeJudge) judge(_ context.Context, job batch.Job) (runner.Result, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.jobs = append(f.jobs, job)
	if err := f.err[job.Name]; err != nil {
		return runner.Result{}, err
	}
	if job.Name == "mutate" {
		return runner.Result{Verdict: runner.VerdictPassed, Stdout: runner.Stream{Text: f.edits}}, nil
	}
	text := ""
	for _, file := range job.Submission.Files {
		if file.Path == "solution.py" {
			text = string(file.Data)
		}
	}
	r := runner.Result{Verdict: runner.VerdictPassed}
	r.Usage.WallS.Value = 1
	for _, id := range []string{"test_it.py::test_a", "test_it.py::test_b[1]", "test_it.py::test_b[2]", "test_it.py::test_c"} {
		test := runner.Test{ID: id, Outcome: runner.OutcomePassed, WallS: 0.5, MemoryBytes: 10 << 20}
		key := strings.TrimPrefix(id, "test_it.py::test_")
		for _, part := range strings.Split(text, ";") {
			fails := strings.HasPrefix(strings.TrimSpace(part), "fails") && slices.Contains(strings.Fields(part), function(key))
			if fails {
				test.Outcome, test.Message = runner.OutcomeFailed, "no good\nat all"
				r.Verdict = runner.VerdictFailed
			}
		}
		if strings.Contains(text, "hangs in b") && key == "b[1]" {
			test.Outcome = runner.OutcomeTimeout
		}
		r.Tests = append(r.Tests, test)
	}
	if strings.Contains(text, "hangs") {
		r.Verdict = runner.VerdictTimeout
	}
	if f.change != nil {
		f.change(job.Name, &r)
	}
	return r, nil
}

// folder writes an exercise and reads it again.
func folder(t *testing.T, files map[string]string) Folder {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	layer, err := catalog.Dir(dir)
	require.NoError(t, err)
	all, err := catalog.Load(layer)
	require.NoError(t, err)
	require.Len(t, all.Exercises(), 1)
	read, err := Read(t.Context(), dir, all.Exercises()[0])
	require.NoError(t, err)
	return read
}

func proveWith(t *testing.T, files map[string]string, f *fakeJudge, config Config) Proof {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir()) // not held up by other runs on this machine
	config.Slots, config.Judge, config.Repeat = 2, f.judge, max(config.Repeat, 1)
	p, err := Prove(t.Context(), config, folder(t, files))
	require.NoError(t, err)
	return p
}

func TestProve_SoundExercise(t *testing.T) {
	f := &fakeJudge{}
	p := proveWith(t, sound(), f, Config{Repeat: 3})
	assert.Empty(t, p.Problems)
	assert.True(t, p.Proved)
	assert.Equal(t, Checks{Passed: 8}, p.Checks, "folder, five solutions, limits, tests")
	assert.Len(t, f.jobs, 3+3+3)
	for _, job := range f.jobs {
		assert.Equal(t, runner.FeedbackFull, job.Exercise.Feedback, "else there are no bounds")
	}
	assert.Equal(t, []Test{
		{ID: "test_it.py::test_a", Flawed: []string{"flawed-a"}},
		{ID: "test_it.py::test_b[1]", Flawed: []string{"flawed-b"}},
		{ID: "test_it.py::test_b[2]", Flawed: []string{}},
		{ID: "test_it.py::test_c", Flawed: []string{"flawed-b"}},
	}, p.Tests)
}

// Each case has one fault; the problems must say so and nothing else.
func TestProve_SaysWhy(t *testing.T) {
	write := func(name, text string) func(map[string]string) {
		return func(files map[string]string) { files[name] = text }
	}
	remove := func(prefix string) func(map[string]string) {
		return func(files map[string]string) {
			maps.DeleteFunc(files, func(name, _ string) bool { return strings.HasPrefix(name, prefix) })
		}
	}
	replace := func(before, after string) func(map[string]string) {
		return func(files map[string]string) {
			files["exercise.yaml"] = strings.Replace(files["exercise.yaml"], before, after, 1)
		}
	}
	for _, c := range []struct {
		name   string
		spoil  func(map[string]string)
		change func(name string, r *runner.Result)
		want   []string
	}{
		{"a text is missing", remove("hints.md"), nil, []string{"hints.md is missing"}},
		{"a text is empty", write("explanation.md", " \n"), nil, []string{"explanation.md is empty"}},
		{
			"something is still to be written", write("README.md", "a\n<!-- TODO(author): the brief -->\n"), nil,
			[]string{"README.md:2: still to be written: the brief"},
		},
		{"no starter", remove("starter/"), nil, []string{"starter: the folder is missing"}},
		{
			"a starter that lacks a deliverable", remove("starter/solution.py"), nil,
			[]string{"starter: rejected: the submission lacks solution.py"},
		},
		{
			"one reference", remove("solutions/reference-other"), nil,
			[]string{"there is no solutions/reference-<variant>: a good solution of another shape shows that the tests ask for no incidental choice"},
		},
		{"no reference", remove("solutions/reference/"), nil, []string{
			"solutions/reference is missing",
			"there is no solutions/reference-<variant>: a good solution of another shape shows that the tests ask for no incidental choice",
		}},
		{
			"a folder of no kind", write("solutions/mine/solution.py", ""), nil,
			[]string{"solutions/mine is neither reference, reference-<variant> nor flawed-<misconception>"},
		},
		{"a flawed solution that is not there", remove("solutions/flawed-a"), nil, []string{
			"solutions/flawed-a is missing, although exercise.yaml declares it", "no flawed solution fails test_it.py::test_a",
		}},
		{"a flawed solution that is not declared", replace("  flawed-a: [test_a]\n", ""), nil, []string{
			"solutions/flawed-a is not declared: exercise.yaml names the tests that it fails below flawed:",
		}},
		{"a starter that passes", write("starter/solution.py", "good"), nil, []string{"starter: passes, so there is nothing to do"}},
		{"a reference that fails", write("solutions/reference-other/solution.py", "fails c"), nil, []string{
			"reference-other: must pass, but is judged failed: ", "reference-other: test_it.py::test_c failed: no good",
		}},
		{
			"a flawed solution that passes a test", replace("[test_a]", "[test_a, test_c]"), nil,
			[]string{"flawed-a: passes test_c, which it is declared to fail"},
		},
		{
			"a declared test that is none", replace("[test_a]", "[test_a, test_z]"), nil,
			[]string{"flawed-a: is declared to fail test_z, which is no test"},
		},
		{
			"a flawed solution that fails more", write("solutions/flawed-a/solution.py", "fails a c"), nil,
			[]string{"flawed-a: test_it.py::test_c failed, which is not declared: no good"},
		},
		{
			"another verdict", replace("timeout", "crashed"), nil,
			[]string{"flawed-b: its verdict is timeout (); declared is crashed"},
		},
		{"a test that nothing trips", func(files map[string]string) {
			replace("[\"test_b[1]\", test_c]", "[\"test_b[1]\"]")(files)
			write("solutions/flawed-b/solution.py", "hangs in b")(files)
		}, nil, []string{"no flawed solution fails test_it.py::test_c"}},
		{
			"more than half of the time", nil, func(_ string, r *runner.Result) { r.Usage.WallS.Value = 20.5 },
			[]string{"reference uses more than half of limits.wall: 20.5 of 40 s"},
		},
		{
			"more than half of a test's time", nil, func(_ string, r *runner.Result) { r.Tests[3].WallS = 4.5 },
			[]string{"reference uses more than half of limits.test: 4.5 of 8 s in test_it.py::test_c"},
		},
		{
			"more than half of the memory", nil, func(_ string, r *runner.Result) { r.Tests[0].MemoryBytes = 51 << 20 },
			[]string{"reference uses more than half of limits.memory: 51 of 100 MiB in test_it.py::test_a"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := sound()
			if c.spoil != nil {
				c.spoil(files)
			}
			p := proveWith(t, files, &fakeJudge{change: onlyReference(c.change)}, Config{})
			assert.Equal(t, c.want, p.Problems)
			assert.False(t, p.Proved)
			assert.Positive(t, p.Checks.Failed)
		})
	}
}

// onlyReference limits a change to solutions/reference.
func onlyReference(change func(string, *runner.Result)) func(string, *runner.Result) {
	return func(name string, r *runner.Result) {
		if change != nil && name == "reference" {
			change(name, r)
		}
	}
}

func TestProve_OneBadRunOfSeveralIsSeen(t *testing.T) {
	runs := 0
	f := &fakeJudge{change: func(name string, r *runner.Result) {
		if name != "reference-other" {
			return
		}
		if runs++; runs == 2 {
			r.Verdict, r.Reason = runner.VerdictFailed, "1 of 4 tests failed"
			r.Tests[0].Outcome = runner.OutcomeFailed
		}
	}}
	p := proveWith(t, sound(), f, Config{Repeat: 3})
	assert.Contains(t, p.Problems, "reference-other: 1 of 3 runs were wrong")
	assert.Equal(t, 1, p.Checks.Failed)
}

func TestProve_SuiteThatCannotRunIsSaidOnce(t *testing.T) {
	broken := &runner.Error{Kind: runner.KindExercise, Message: "the tests cannot be collected"}
	for _, name := range []string{"reference", "reference-other", "flawed-b"} { // others come before it
		f := &fakeJudge{err: map[string]error{name: broken}}
		p := proveWith(t, sound(), f, Config{Mutants: 5})
		assert.Equal(t, []string{"the hidden tests cannot run against " + name + ": the tests cannot be collected"}, p.Problems)
	}
}

func TestProve_TroubleOfTheRunnerProvesNothing(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	f := &fakeJudge{err: map[string]error{"flawed-a": &runner.Error{Kind: runner.KindRunner, Message: "no engine"}}}
	_, err := Prove(t.Context(), Config{Slots: 1, Repeat: 1, Judge: f.judge}, folder(t, sound()))
	require.ErrorContains(t, err, "flawed-a of tiny: no engine")
	assert.Equal(t, runner.KindRunner, runner.KindOf(err))

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Prove(ctx, Config{Slots: 1, Repeat: 1, Judge: f.judge}, folder(t, sound()))
	require.ErrorIs(t, err, context.Canceled)
}

func TestProve_RefusesABadConfig(t *testing.T) {
	t.Parallel()
	_, err := Prove(t.Context(), Config{Mutants: 201}, Folder{})
	require.ErrorContains(t, err, "no Judge")
	require.ErrorContains(t, err, "repeat 0")
	require.ErrorContains(t, err, "201 mutants")
}

func TestProve_Margins(t *testing.T) {
	bound := func(value float64) []runner.Bound {
		return []runner.Bound{{Message: "memory", Value: value, Relation: runner.RelationAtMost, Bound: 8, Unit: "MB"}}
	}
	values := map[string]float64{"reference": 2, "reference-other": 7, "flawed-a": 32, "flawed-b": 16, "starter": 1000}
	f := &fakeJudge{change: func(name string, r *runner.Result) {
		r.Tests[0].Bounds = bound(values[name])
		if name == "reference" {
			r.Tests[1].Bounds = []runner.Bound{{Message: "cores", Value: 2, Relation: runner.RelationAtLeast, Bound: 1.5}}
			r.Tests[2].Bounds = []runner.Bound{{Message: "left", Value: 0, Relation: runner.RelationAtMost, Bound: 0}}
		}
	}}
	p := proveWith(t, sound(), f, Config{})
	require.Len(t, p.Margins, 3)
	assert.Equal(t, Margin{
		Test: "test_it.py::test_a", Message: "memory", Unit: "MB", Relation: runner.RelationAtMost,
		Good: 7, GoodBound: 8, GoodRoom: 0.125, GoodRuns: 2,
		Bad: 16, BadBound: 8, BadRoom: 1, BadRuns: 2, BrokenBy: []string{"flawed-a", "flawed-b"},
	}, sorted(p.Margins[0]))
	assert.InDelta(t, 1.0/3, p.Margins[1].GoodRoom, 1e-9)
	assert.Zero(t, p.Margins[2].GoodRoom)
	assert.Equal(t, []string{
		"test_it.py::test_a: good runs come near a bound: memory: good 7 MB, at most 8, room 12 %; flawed 16 MB, 100 % beyond",
		"test_it.py::test_b[2]: good runs come near a bound: left: good 0, at most 0, room 0 %; broken by no flawed solution",
	}, p.Remarks)
	assert.True(t, p.Proved, "a remark is no problem")
}

// sorted puts what came in the order of the runs into one that is always the same.
func sorted(m Margin) Margin {
	slices.Sort(m.BrokenBy)
	return m
}

func TestRead_UnreadableFolderIsAnError(t *testing.T) {
	t.Parallel()
	_, err := Read(t.Context(), filepath.Join(t.TempDir(), "nowhere"), runner.Exercise{})
	var known *runner.Error
	require.ErrorAs(t, err, &known)
	assert.Equal(t, runner.KindUsage, known.Kind)
}
