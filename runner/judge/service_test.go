package judge

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/wire"
)

var redisReady = wire.ServiceReady{V: wire.Version, Role: "redis"}

// servedPod is a pod with one service, whose grader says frames once joined is closed. The
// service follows script and is then as the engine says in after.
func servedPod(joined chan struct{}, script func(*peer), after BoxState, frames ...wire.Message) *fakePods {
	f := &fakePods{
		grader: aGrader(joined, []string{"a", "b"}, frames...), warden: aWarden(joined, (*peer).lives),
		services: []func(*peer){script},
	}
	f.state = State{Grader: BoxState{Running: true}, Sandbox: BoxState{Running: true}, Services: []BoxState{after}}
	return f
}

// endsOnce is a service that is ready and ends when tests run.
func endsOnce(joined <-chan struct{}) func(*peer) {
	return func(p *peer) {
		p.say(redisReady)
		<-joined
	}
}

func TestService_TestsWaitForItAndAreToldItsAccounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		joined, asked := make(chan struct{}), make(chan struct{})
		pods := servedPod(joined, func(p *peer) {
			<-asked
			synctest.Wait()
			select {
			case <-joined:
				assert.Fail(t, "tests ran before the service was ready")
			default:
			}
			p.say(redisReady)
			p.linger()
		}, BoxState{Running: true})
		var suite wire.Message
		pods.grader = func(p *peer) {
			p.say(graderReady)
			suite = p.hear()
			p.say(collected)
			close(asked)
			<-joined
			p.say(start(0), result(0, passed), start(1), result(1, passed), done("", ""))
			p.linger()
		}
		got, err := judgeWith(t, pods)
		require.NoError(t, err)
		assert.Equal(t, runner.VerdictPassed, got.Verdict)
		assert.Equal(t, []wire.Service{{Name: "redis", Admin: "s3cret", Candidate: "0pen"}}, suite.(wire.Suite).Services)
	})
}

func TestService_TroubleIsNeverAVerdict(t *testing.T) {
	dead := BoxState{ExitCode: 1, Stderr: "redis has ended with signal 11\n"}
	tests := []struct {
		name   string
		script func(joined <-chan struct{}) func(*peer)
		after  BoxState
		text   string
	}{
		{"dies at once", func(<-chan struct{}) func(*peer) { return func(*peer) {} }, dead, "the service redis does not work (exit status 1; it wrote:\nredis has ended with signal 11\n): it ended too early"},
		{"dies of memory at once", func(<-chan struct{}) func(*peer) { return func(*peer) {} }, BoxState{OOMKilled: true, ExitCode: 1}, "the service redis does not work (killed at its memory limit"},
		{"dies while tests run", endsOnce, dead, "the service redis does not work (exit status 1"},
		{"falls silent while tests run", endsOnce, BoxState{Running: true}, "the service redis does not work"},
		{"is never ready", func(<-chan struct{}) func(*peer) { return (*peer).linger }, BoxState{Running: true}, "the service redis does not work: it was not ready within 1m0s"},
		{"is another", func(<-chan struct{}) func(*peer) {
			return saying(wire.ServiceReady{V: wire.Version, Role: "postgres"})
		}, BoxState{Running: true}, `it said "ready" out of turn`},
		{"is ready twice", func(<-chan struct{}) func(*peer) { return saying(redisReady, redisReady) }, BoxState{Running: true}, `it said "ready" out of turn`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				joined := make(chan struct{})
				_, err := judgeWith(t, servedPod(joined, tt.script(joined), tt.after, start(0)))
				require.ErrorContains(t, err, tt.text)
				assert.Equal(t, runner.KindRunner, runner.KindOf(err))
			})
		})
	}
}

func TestService_MadeToUseUpItsMemoryIsTheCandidatesFault(t *testing.T) {
	killed := BoxState{OOMKilled: true, ExitCode: 1}
	full := []wire.Message{start(0), result(0, failed), start(1), result(1, failed), done("", "")}
	for name, frames := range map[string][]wire.Message{"during a test": full[:1], "and its end comes after the last test": full} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				joined := make(chan struct{})
				script := endsOnce(joined)
				if len(frames) > 1 {
					script = func(p *peer) { p.say(redisReady); p.linger() }
				}
				got, err := judgeWith(t, servedPod(joined, script, killed, frames...))
				require.NoError(t, err)
				assert.Equal(t, runner.VerdictCrashed, got.Verdict)
				assert.Contains(t, got.Reason, "the kernel ended the service redis at its memory limit")
			})
		})
	}
}
