package judge

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/wire"
)

var errEngine = &runner.Error{Kind: runner.KindRunner, Message: "no Docker engine"}

// graderReady and so on are the frames of a run that goes well.
var (
	graderReady = wire.GraderReady{V: wire.Version, Role: wire.RoleGrader}
	wardenReady = wire.WardenReady{V: wire.Version, Role: wire.RoleWarden, Cgroup: 1}
	collected   = wire.Collected{Tests: []string{"a", "b"}}
)

// saying is a container that says frames unasked.
func saying(frames ...wire.Message) func(*peer) {
	return func(p *peer) {
		p.say(frames...)
		p.linger()
	}
}

// TestRun_TroubleIsNeverAVerdict has every source of error that is not the candidate.
func TestRun_TroubleIsNeverAVerdict(t *testing.T) {
	alive, dead := BoxState{Running: true}, BoxState{ExitCode: 1, Stderr: "Traceback: boom\n"}
	running := State{Grader: alive, Sandbox: alive}
	run := func(frames ...wire.Message) *fakePods { return aPod([]string{"a", "b"}, frames...) }
	with := func(f *fakePods, change func(*fakePods)) *fakePods {
		change(f)
		return f
	}
	script := func(grader, warden func(*peer)) *fakePods {
		return &fakePods{grader: grader, warden: warden, state: running}
	}
	speaks := func(frames ...wire.Message) func(*peer) {
		return func(p *peer) {
			p.say(graderReady)
			p.hear()
			p.say(frames...)
			p.linger()
		}
	}
	loads := func(frames ...wire.Message) func(*peer) {
		return func(p *peer) {
			p.say(wardenReady)
			p.hear()
			p.say(wire.Loaded{})
			p.say(frames...)
			p.linger()
		}
	}
	raw := func(text string) func(*peer) {
		return func(p *peer) {
			_, _ = p.raw.Write([]byte(text))
			p.linger()
		}
	}
	ended := func(*peer) {}
	tests := []struct {
		name string
		pods *fakePods
		kind runner.ErrorKind
		text string
	}{
		{"no pod", &fakePods{startErr: errEngine}, runner.KindRunner, "no Docker engine"},
		{"broken before collecting", script(speaks(wire.Broken{Message: "test_a.py does not import", Detail: "SyntaxError"}), loads()), runner.KindExercise, "exercise stack is broken: test_a.py does not import\nSyntaxError"},
		{"broken after collecting", run(start(0), wire.Broken{Message: "ids changed"}), runner.KindExercise, "ids changed"},
		{"broken, and the engine is gone", with(run(start(0), wire.Broken{Message: "?"}), func(f *fakePods) { f.stateErr = errEngine }), runner.KindRunner, "no Docker engine"},
		{"no tests", script(speaks(wire.Collected{Skipped: []string{"a"}}), loads()), runner.KindExercise, "stack has no tests to run (1 are marked as skipped)"},
		{"never collected", script(speaks(), loads()), runner.KindExercise, "the tests of stack were not collected within 1m0s"},

		{"grader dies at once", with(script(ended, loads()), func(f *fakePods) { f.state.Grader = dead }), runner.KindRunner, "the grader does not work (exit status 1; it wrote:\nTraceback: boom\n): it ended too early"},
		{"grader dies while tests run", with(run(), func(f *fakePods) {
			joined := make(chan struct{})
			f.grader = func(p *peer) {
				aGrader(joined, []string{"a", "b"}, start(0))(&peer{in: nothing(), out: p.out, raw: p.raw})
			}
			f.warden = aWarden(joined, (*peer).linger)
			f.state.Grader = BoxState{OOMKilled: true, ExitCode: 137}
		}), runner.KindRunner, "the grader does not work (killed at its memory limit; exit status 137)"},
		{"grader falls silent, and the engine is gone", with(script(ended, loads()), func(f *fakePods) { f.stateErr = errEngine }), runner.KindRunner, "the engine has ended during the run, or does not answer: no Docker engine"},
		{"grader is never ready", script((*peer).linger, loads()), runner.KindRunner, "the grader does not work: it was not ready within 1m0s"},
		{"grader overstays and is dead", with(run(start(0)), func(f *fakePods) { f.state.Grader = dead }), runner.KindRunner, "the grader does not work"},
		{"grader overstays and the engine is gone", with(run(start(0)), func(f *fakePods) { f.stateErr = errEngine }), runner.KindRunner, "no Docker engine"},
		{"grader is not a grader", script(func(p *peer) { p.say(wire.GraderReady{V: wire.Version, Role: "warden"}); p.linger() }, loads()), runner.KindRunner, `it said "ready" out of turn`},
		{"grader is ready twice", script(speaks(graderReady), loads()), runner.KindRunner, `it said "ready" out of turn`},
		{"grader collects before it is ready", script(saying(collected), loads()), runner.KindRunner, `it said "collected" out of turn`},
		{"grader collects twice", script(speaks(collected, collected), loads()), runner.KindRunner, `it said "collected" out of turn`},
		{"grader collects one test twice", script(speaks(wire.Collected{Tests: []string{"a", "a"}}), loads()), runner.KindRunner, `collected "a" twice`},
		{"grader collects a nameless test", script(speaks(wire.Collected{Tests: []string{""}}), loads()), runner.KindRunner, `collected ""`},
		{"grader starts before the warden joins", script(speaks(collected, start(0)), (*peer).linger), runner.KindRunner, `it said "start" out of turn`},
		{"grader is done before it collects", script(speaks(done("", "")), loads()), runner.KindRunner, `it said "done" out of turn`},
		{"grader speaks another version", script(raw(frame(`{"type":"ready","v":1}`)), loads()), runner.KindRunner, "another version"},
		{"grader says what is no frame", script(raw("Traceback (most recent call last)"), loads()), runner.KindRunner, "longer than its link allows"},
		{"grader says what the warden may", script(raw(frame(`{"type":"loaded"}`)), loads()), runner.KindRunner, "unknown type"},

		{"result of an unknown test", run(start(2)), runner.KindRunner, "test 2 of 2"},
		{"result of a negative test", run(wire.Result{Test: -1, Outcome: "failed"}), runner.KindRunner, "test -1 of 2"},
		{"result twice", run(start(0), result(0, failed), result(0, passed)), runner.KindRunner, "a already has a result"},
		{"start twice", run(start(0), start(0)), runner.KindRunner, "a was started twice"},
		{"start after the result", run(result(0, failed), start(0)), runner.KindRunner, "a already has a result"},
		{"pass without a start", run(result(0, passed)), runner.KindRunner, "a passed without having been started"},
		{"unknown outcome", run(start(0), result(0, "skipped")), runner.KindRunner, `a has the unknown outcome "skipped"`},
		{"empty outcome", run(start(0), result(0, "")), runner.KindRunner, `unknown outcome ""`},
		{"negative time", run(start(0), wire.Result{Outcome: "failed", WallS: -1}), runner.KindRunner, "negative"},
		{"bound of no relation", run(start(0), wire.Result{Outcome: "passed", Bounds: []wire.Bound{{Relation: "near"}}}), runner.KindRunner, `a has a bound of the unknown relation "near"`},
		{"points before the test", run(wire.Points{}), runner.KindRunner, "a gave points twice or before it was started"},
		{"points twice", run(start(0), wire.Points{}, wire.Points{}), runner.KindRunner, "a gave points twice or before it was started"},
		{"points after the result", run(start(0), result(0, passed), wire.Points{}), runner.KindRunner, "a already has a result"},
		{"points of an unknown test", run(wire.Points{Test: 2}), runner.KindRunner, "test 2 of 2"},
		{"done without results", run(start(0), result(0, passed), done("", "")), runner.KindRunner, "done without 1 of 2 results: b"},
		{"not run without a reason", run(start(0), result(0, passed), result(1, notRun), done("", "")), runner.KindRunner, "done without 1 of 2 results: b"},
		{"stopped for an unknown reason", run(done("bored", "")), runner.KindRunner, `unknown reason "bored"`},

		{"warden dies at once", with(script(speaks(collected), ended), func(f *fakePods) { f.state.Sandbox = dead }), runner.KindRunner, "the warden does not work (exit status 1; it wrote:\nTraceback: boom\n): it ended too early"},
		{"warden is never ready", script(speaks(collected), (*peer).linger), runner.KindRunner, "the warden does not work: it was not ready within 1m0s"},
		{"warden is not a warden", script(speaks(), func(p *peer) { p.say(wire.WardenReady{V: wire.Version, Role: "grader"}); p.linger() }), runner.KindRunner, `"ready" out of turn`},
		{"warden has loaded before it is ready", script(speaks(), saying(wire.Loaded{})), runner.KindRunner, `"loaded" out of turn`},
		{"warden has loaded twice", script(speaks(), loads(wire.Loaded{})), runner.KindRunner, `"loaded" out of turn`},
		{"warden says usage unasked", script(speaks(), loads(wire.UsageReport{})), runner.KindRunner, `"usage" out of turn`},
		{"warden says a result", with(run(), func(f *fakePods) {
			joined := make(chan struct{})
			f.grader = aGrader(joined, []string{"a", "b"}, start(0))
			f.warden = aWarden(joined, func(p *peer) { raw(frame(`{"type":"result","test":0,"outcome":"passed"}`))(p) })
		}), runner.KindRunner, "unknown type"},
		{"sandbox is killed while a test runs", vanishes(137, start(0)), runner.KindRunner, "the warden does not work (exit status 137): it ended while tests ran"},
		{"sandbox is killed, and the grader says crashed", vanishes(137, start(0), result(0, crashed), result(1, crashed), done("", "")), runner.KindRunner, "it ended while tests ran"},
		{"sandbox is killed, and the grader says error", vanishes(137, start(0), result(0, erred), result(1, erred), done("", "")), runner.KindRunner, "it ended while tests ran"},
		{"sandbox is killed, and the grader stops for the time", vanishes(137, start(0), done("timeout", "60 s are over")), runner.KindRunner, "it ended while tests ran"},
		{"sandbox is killed, and the grader gives up", vanishes(137, start(0), wire.Broken{Message: "no warden"}), runner.KindRunner, "it ended while tests ran"},
		{"sandbox is killed, all passed, but not done", vanishes(1, start(0), result(0, passed), start(1), result(1, passed)), runner.KindRunner, "it ended while tests ran"},
		{"sandbox is killed once the grader is done, before it is asked", with(run(whole(failed, crashed)...), func(f *fakePods) {
			joined := make(chan struct{})
			f.grader = aGrader(joined, []string{"a", "b"}, whole(failed, crashed)...)
			f.warden = aWarden(joined, func(p *peer) { p.hear(); f.state.Sandbox = BoxState{ExitCode: 137} })
		}), runner.KindRunner, "it ended while tests ran"},
		{"warden does not answer", with(run(), func(f *fakePods) {
			joined := make(chan struct{})
			f.grader = aGrader(joined, []string{"a", "b"}, whole(failed, crashed)...)
			f.warden = aWarden(joined, (*peer).linger)
		}), runner.KindRunner, "it did not answer within 20s"},
		{"grader goes on after it is done", with(run(), func(f *fakePods) {
			joined := make(chan struct{})
			f.grader = aGrader(joined, []string{"a", "b"}, start(0), result(0, failed), done("", ""), start(1))
			f.warden = aWarden(joined, (*peer).linger)
		}), runner.KindRunner, `it said "start" out of turn`},
		{"both die", with(run(), func(f *fakePods) {
			joined := make(chan struct{})
			f.grader = aGrader(joined, []string{"a", "b"}, start(0))
			f.dies(joined, dead)
			f.state.Grader = dead
		}), runner.KindRunner, "the grader does not work"},
		{"warden falls silent, and the engine is gone", with(run(), func(f *fakePods) {
			joined := make(chan struct{})
			f.grader = aGrader(joined, []string{"a", "b"}, start(0))
			f.dies(joined, dead)
			f.stateErr = errEngine
		}), runner.KindRunner, "no Docker engine"},
		{"warden falls silent but lives", with(run(), func(f *fakePods) {
			joined := make(chan struct{})
			f.grader = aGrader(joined, []string{"a", "b"}, start(0))
			f.dies(joined, alive)
		}), runner.KindRunner, "the warden does not work"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, err := judgeWith(t, tt.pods)
				require.ErrorContains(t, err, tt.text)
				var known *runner.Error
				require.ErrorAs(t, err, &known)
				assert.Equal(t, tt.kind, known.Kind)
			})
		})
	}
}

// vanishes is a pod whose sandbox is gone, for no fault of the candidate's, when the
// grader says frames.
func vanishes(status int, frames ...wire.Message) *fakePods {
	f, joined := aPod(nil), make(chan struct{})
	f.grader = aGrader(joined, []string{"a", "b"}, frames...)
	f.dies(joined, BoxState{ExitCode: status})
	return f
}

// nothing is a stream that has ended.
func nothing() *wire.Reader { return wire.NewReader(strings.NewReader(""), wire.GoToGrader) }

// frame is a text as a frame.
func frame(body string) string {
	return string([]byte{0, 0, 0, byte(len(body))}) + body
}
