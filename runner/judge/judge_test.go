package judge

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/wire"
)

func start(i int) wire.Message { return wire.Start{Test: i} }

func result(i int, outcome runner.Outcome) wire.Message {
	return wire.Result{Test: i, Outcome: string(outcome), Message: messageOf(outcome), WallS: 0.5, CPUS: 0.25, MemoryBytes: 1 << 20}
}

func messageOf(outcome runner.Outcome) string {
	if outcome == runner.OutcomePassed {
		return ""
	}
	return "it " + string(outcome)
}

func done(stopped, reason string) wire.Message {
	m := func(v float64) wire.Measure { return wire.Measure{Value: v, Method: "cgroup v1"} }
	return wire.Done{
		Stopped: stopped, Reason: reason,
		Usage: wire.Usage{
			CPUS: m(0.75), MemoryPeakBytes: m(200 << 20), MemoryBytes: m(1), Pids: m(2), PidsPeak: m(3), OOMKills: m(0),
		},
		Stdout: wire.Output{Text: "hello\n"}, Stderr: wire.Output{Text: "oops\n", DroppedBytes: 7},
	}
}

// whole is a run of every test with these outcomes.
func whole(outcomes ...runner.Outcome) []wire.Message {
	var frames []wire.Message
	for i, o := range outcomes {
		frames = append(frames, start(i), result(i, o))
	}
	return append(frames, done("", ""))
}

func names(n int) []string {
	return []string{"test_a.py::test_a", "test_a.py::test_b", "test_a.py::test_c"}[:n]
}

func outcomesOf(r runner.Result) []runner.Outcome {
	var out []runner.Outcome
	for _, t := range r.Tests {
		out = append(out, t.Outcome)
	}
	return out
}

const (
	passed  = runner.OutcomePassed
	failed  = runner.OutcomeFailed
	erred   = runner.OutcomeError
	timeout = runner.OutcomeTimeout
	oom     = runner.OutcomeOutOfMemory
	crashed = runner.OutcomeCrashed
	notRun  = runner.OutcomeNotRun
)

func TestRun_Verdicts(t *testing.T) {
	full := func(o ...runner.Outcome) []runner.Outcome { return o }
	tests := []struct {
		name     string
		frames   []wire.Message
		sandbox  *BoxState // set: the sandbox dies with this state after joining
		verdict  runner.Verdict
		outcomes []runner.Outcome
		reason   string
	}{
		{"all passed", whole(passed, passed, passed), nil, runner.VerdictPassed, full(passed, passed, passed), ""},
		{"one failed", whole(passed, failed, passed), nil, runner.VerdictFailed, full(passed, failed, passed), "1 of 3 tests failed"},
		{"error is graver than failed", whole(failed, erred, failed), nil, runner.VerdictError, full(failed, erred, failed), "1 of 3 tests could not run"},
		{"crashed is graver than error", whole(erred, failed, crashed), nil, runner.VerdictCrashed, full(erred, failed, crashed), "1 of 3 tests ended the submission's process"},
		{
			"timeout is graver than crashed", whole(crashed, timeout, timeout), nil, runner.VerdictTimeout, full(crashed, timeout, timeout),
			"2 of 3 tests took too long; test_a.py::test_b was stopped after 0.5 s, the limit for a test is 20 s",
		},
		{
			"out of memory is graver than timeout", whole(timeout, passed, oom), nil, runner.VerdictOutOfMemory, full(timeout, passed, oom),
			"1 of 3 tests used up the 256 MiB of memory (peak 200 MiB, cgroup v1)",
		},
		{
			"tests that cannot start",
			[]wire.Message{result(0, erred), result(1, erred), result(2, erred), done("", "")},
			nil,
			runner.VerdictError, full(erred, erred, erred), "3 of 3 tests could not run",
		},
		{
			"tests whose submission does not come to be imported",
			[]wire.Message{result(0, timeout), result(1, timeout), result(2, timeout), done("", "")},
			nil,
			runner.VerdictTimeout, full(timeout, timeout, timeout), "importing the submission did not end within 20 s, the limit for a test",
		},
		{
			"output limit outranks outcomes",
			[]wire.Message{start(0), result(0, oom), start(1), done("output_limit", "wrote 9 MiB, the limit is 8 MiB")},
			nil,
			runner.VerdictOutputLimit, full(oom, erred, notRun), "wrote 9 MiB, the limit is 8 MiB",
		},
		{
			"output limit with no reason given",
			[]wire.Message{start(0), result(0, erred), done("output_limit", "")},
			nil,
			runner.VerdictOutputLimit, full(erred, notRun, notRun), "the submission wrote more than the limit of 8 MiB",
		},
		{
			"output limit after the last test",
			[]wire.Message{start(0), result(0, passed), start(1), result(1, passed), start(2), result(2, passed), done("output_limit", "too much")},
			nil,
			runner.VerdictOutputLimit, full(passed, passed, passed), "too much",
		},
		{
			"grader stopped for the time",
			[]wire.Message{start(0), result(0, passed), start(1), done("timeout", "60 s are over")},
			nil,
			runner.VerdictTimeout, full(passed, timeout, notRun), "60 s are over",
		},
		{
			"grader reports what it did not run",
			[]wire.Message{start(0), result(0, passed), result(1, notRun), result(2, notRun), done("timeout", "60 s are over")},
			nil,
			runner.VerdictTimeout, full(passed, notRun, notRun), "60 s are over",
		},
		{
			"sandbox killed by the kernel",
			[]wire.Message{start(0), result(0, passed), start(1)},
			&BoxState{OOMKilled: true, ExitCode: 137},
			runner.VerdictOutOfMemory, full(passed, oom, notRun), "the kernel ended the sandbox at its memory limit of 256 MiB",
		},
		{
			"sandbox ended and the grader says so", append([]wire.Message{start(0), result(0, crashed)}, result(1, erred), result(2, erred), done("", "")), &BoxState{OOMKilled: true},
			runner.VerdictOutOfMemory, full(crashed, erred, erred), "the kernel ended the sandbox at its memory limit of 256 MiB",
		},
		{
			"sandbox killed by the kernel and the grader gives up",
			[]wire.Message{start(0), wire.Broken{Message: "no warden"}},
			&BoxState{OOMKilled: true, ExitCode: 137},
			runner.VerdictOutOfMemory, full(oom, notRun, notRun), "the kernel ended the sandbox at its memory limit of 256 MiB",
		},
		{"sandbox ended after all passed", whole(passed, passed, passed), &BoxState{ExitCode: 1}, runner.VerdictPassed, full(passed, passed, passed), ""},
		{
			"grader overstays",
			[]wire.Message{start(0), result(0, passed), start(1)},
			nil,
			runner.VerdictTimeout, full(passed, timeout, notRun), "the run took 70.0 s; the limit is 60 s",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				pods := aPod(names(3), tt.frames...)
				if tt.sandbox != nil {
					joined := make(chan struct{})
					pods.grader = aGrader(joined, names(3), tt.frames...)
					pods.dies(joined, *tt.sandbox)
				}
				got, err := judgeWith(t, pods)
				require.NoError(t, err)
				assert.Equal(t, tt.verdict, got.Verdict)
				assert.Equal(t, tt.outcomes, outcomesOf(got))
				assert.Equal(t, tt.reason, got.Reason)
			})
		})
	}
}

func TestRun_FillsInTheResult(t *testing.T) {
	frames := whole(passed, failed)
	for i, frame := range frames {
		if r, ok := frame.(wire.Result); ok && r.Test == 1 {
			r.Bounds = []wire.Bound{{Message: "memory", Value: 2.5, Relation: "at_most", Bound: 2, Unit: "MB"}}
			frames[i] = r
		}
	}
	pods := aPod(names(2), frames...)
	got, err := judgeWith(t, pods)
	require.NoError(t, err)
	assert.Equal(t, Spec{Image: "assay/python:1", Limits: runner.DefaultLimits()}, pods.spec)
	assert.Equal(t, methodClock, got.Usage.WallS.Method)
	assert.Positive(t, got.Usage.WallS.Value)
	got.Usage.WallS = runner.Measure{}
	assert.Equal(t, runner.Result{
		Schema: runner.Schema, Exercise: "stack", Verdict: runner.VerdictFailed, Reason: "1 of 2 tests failed",
		Tests: []runner.Test{
			{ID: names(2)[0], Outcome: passed, WallS: 0.5, CPUS: 0.25, MemoryBytes: 1 << 20, Bounds: []runner.Bound{}},
			{ID: names(2)[1], Outcome: failed, Message: "it failed", WallS: 0.5, CPUS: 0.25, MemoryBytes: 1 << 20, Bounds: []runner.Bound{
				{Message: "memory", Value: 2.5, Relation: runner.RelationAtMost, Bound: 2, Unit: "MB"},
			}},
		},
		Usage: runner.Usage{
			CPUS:            runner.Measure{Value: 0.75, Method: "cgroup v1"},
			MemoryPeakBytes: runner.Measure{Value: 200 << 20, Method: "cgroup v1"},
			PidsPeak:        runner.Measure{Value: 3, Method: "cgroup v1"},
			BaselineBytes:   runner.Measure{Value: 12 << 20, Method: "cgroup v1 memory.stat"},
		},
		Stdout: runner.Stream{Text: "hello\n"}, Stderr: runner.Stream{Text: "oops\n", DroppedBytes: 7},
		Limits: runner.DefaultLimits(), Image: "assay/python:1", StartedAt: got.StartedAt,
	}, got)
	assert.Equal(t, "2026-01-02T12:00:00Z", got.StartedAt.Format("2006-01-02T15:04:05Z07:00"))
}

// What each side is given, and that tests go to the grader only.
func TestRun_GivesEachSideItsFiles(t *testing.T) {
	pods := aPod(names(1), whole(passed)...)
	var suite, load, join wire.Message
	joined := make(chan struct{})
	pods.grader = func(p *peer) {
		p.say(wire.GraderReady{V: wire.Version, Role: wire.RoleGrader})
		suite = p.hear()
		p.say(wire.Collected{Tests: names(1)})
		<-joined
		p.say(whole(passed)...)
		p.linger()
	}
	pods.warden = func(p *peer) {
		p.say(wire.WardenReady{V: wire.Version, Role: wire.RoleWarden})
		load = p.hear()
		p.say(wire.Loaded{})
		join = p.hear()
		close(joined)
		p.linger()
	}
	_, err := judgeWith(t, pods)
	require.NoError(t, err)
	tests := []wire.File{{Path: "test_stack.py", Data: []byte("import solution\n")}}
	files := []wire.File{{Path: "solution.py", Data: []byte("x = 1\n")}}
	assert.Equal(t, wire.Suite{
		V: wire.Version, Files: tests, Submission: files,
		Limits:       wire.Limits{WallS: 60, TestS: 20, MemoryBytes: 256 << 20, OutputBytes: 8 << 20},
		RuntimeSkips: "forbid", Feedback: "full", Services: []wire.Service{},
	}, suite)
	assert.Equal(t, wire.Load{Files: files}, load)
	assert.Equal(t, wire.Join{}, join)
}

func TestRun_ReportsProgress(t *testing.T) {
	pods := aPod(names(2), whole(passed, failed)...)
	var steps []Step
	_, err := Run(t.Context(), Config{Pods: pods, Image: "i"}, anExercise(), aSubmission(), func(s Step) { steps = append(steps, s) })
	require.NoError(t, err)
	assert.Equal(t, []Step{
		{Phase: PhaseStarting},
		{Phase: PhaseCollecting},
		{Phase: PhaseRunning, Total: 2},
		{Phase: PhaseRunning, Total: 2, Test: names(2)[0]},
		{Phase: PhaseRunning, Total: 2, Done: 1},
		{Phase: PhaseRunning, Total: 2, Done: 1, Test: names(2)[1]},
		{Phase: PhaseRunning, Total: 2, Done: 2},
		{Phase: PhaseCleaning, Total: 2, Done: 2},
	}, steps)
}

func TestRun_PassesOnPoints(t *testing.T) {
	frames := []wire.Message{
		start(0), wire.Points{
			Points: []wire.Point{{Panel: "wall", Series: "a", X: 1, Y: 2.5, Unit: "s"}},
			Notes:  []wire.Note{{Name: "Python", Text: "3.13"}},
		}, result(0, runner.OutcomePassed), done("", ""),
	}
	var points []runner.Point
	var notes []runner.Note
	take := func(p []runner.Point, n []runner.Note) { points, notes = append(points, p...), append(notes, n...) }
	_, err := Run(t.Context(), Config{Pods: aPod(names(1), frames...), Image: "i", Points: take}, anExercise(), aSubmission(), nil)
	require.NoError(t, err)
	assert.Equal(t, []runner.Point{{Panel: "wall", Series: "a", X: 1, Y: 2.5, Unit: "s"}}, points)
	assert.Equal(t, []runner.Note{{Name: "Python", Text: "3.13"}}, notes)

	result, err := Run(t.Context(), Config{Pods: aPod(names(1), frames...), Image: "i"}, anExercise(), aSubmission(), nil)
	require.NoError(t, err)
	assert.Equal(t, runner.VerdictPassed, result.Verdict, "where nobody draws, points mean nothing")
}

func TestRun_EndsWithItsContext(t *testing.T) {
	stop := errors.New("interrupted")
	for _, when := range []string{"before collecting", "while a test runs"} {
		t.Run(when, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				pods := aPod(names(1), start(0))
				if when == "before collecting" {
					pods.grader = (*peer).linger
				}
				go func() {
					synctest.Wait() // until everybody waits
					cancel(stop)
				}()
				result, err := Run(ctx, Config{Pods: pods, Image: "i"}, anExercise(), aSubmission(), nil)
				require.ErrorIs(t, err, stop)
				assert.Zero(t, result)
				assert.Equal(t, 1, pods.closes)
			})
		})
	}
}

func TestRun_RefusesIncompleteConfig(t *testing.T) {
	_, err := Run(t.Context(), Config{}, anExercise(), aSubmission(), nil)
	require.ErrorContains(t, err, "no Pods")
	require.ErrorContains(t, err, "no Image")
}

func TestRejected(t *testing.T) {
	at := time.Date(2026, 1, 2, 13, 0, 0, 0, time.FixedZone("", 3600))
	none := runner.Measure{Method: methodNone}
	assert.Equal(t, runner.Result{
		Schema: runner.Schema, Exercise: "stack", Verdict: runner.VerdictRejected, Reason: "no solution.py",
		Tests: []runner.Test{}, Limits: runner.DefaultLimits(), StartedAt: at.UTC(),
		Usage: runner.Usage{WallS: none, CPUS: none, MemoryPeakBytes: none, PidsPeak: none, BaselineBytes: none},
	}, Rejected(anExercise(), "no solution.py", at))
}

func TestRun_BeginsWithWhatIsKnownOfASuite(t *testing.T) {
	t.Parallel()
	var memos Memos
	known := func(image string, change func(*runner.Exercise, *runner.Submission)) string {
		exercise, submission := anExercise(), aSubmission()
		change(&exercise, &submission)
		joined, heard := make(chan struct{}), ""
		pods := aPod(nil)
		pods.warden = aWarden(joined, (*peer).lives)
		pods.grader = func(p *peer) {
			p.say(wire.GraderReady{V: wire.Version, Role: wire.RoleGrader})
			if suite, ok := p.hear().(wire.Suite); ok {
				heard = suite.Memo
			}
			p.say(wire.Collected{Tests: names(1), Memo: "what it has found"})
			<-joined
			p.say(wire.Start{}, wire.Result{Outcome: string(runner.OutcomePassed)}, wire.Done{})
			p.linger()
		}
		result, err := Run(t.Context(), Config{Pods: pods, Image: image, Memos: &memos}, exercise, submission, nil)
		require.NoError(t, err)
		require.Equal(t, runner.VerdictPassed, result.Verdict)
		return heard
	}
	same := func(*runner.Exercise, *runner.Submission) {}
	assert.Empty(t, known("a", same), "the first")
	assert.Equal(t, "what it has found", known("a", same))
	assert.Equal(t, "what it has found", known("a", func(_ *runner.Exercise, s *runner.Submission) { s.Files[0].Data = nil }))
	assert.Empty(t, known("b", same), "another image")
	assert.Empty(t, known("a", func(e *runner.Exercise, _ *runner.Submission) { e.Tests[0].Data = []byte("import other") }))
	assert.Empty(t, known("a", func(_ *runner.Exercise, s *runner.Submission) { s.Files[0].Path = "other.py" }))
	assert.Equal(t, "what it has found", known("a", same))
}
