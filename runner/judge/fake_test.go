package judge

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/wire"
)

// fakePods gives one pod whose containers follow scripts and speak real frames.
type fakePods struct {
	grader, warden func(*peer) // what the containers do; their end is the end of the stream
	state          State       // what the engine says of them
	stateErr       error
	services       []func(*peer) // what the services do
	startErr       error

	spec    Spec
	closes  int
	peers   sync.WaitGroup
	cleaned error // ctx.Err() when the pod was closed
}

var (
	_ Pods = (*fakePods)(nil)
	_ Pod  = (*fakePod)(nil)
)

func (f *fakePods) Start(_ context.Context, spec Spec) (Pod, error) {
	f.spec = spec
	if f.startErr != nil {
		return nil, f.startErr
	}
	p := &fakePod{fakePods: f}
	p.ours[0], p.theirs[0] = duplex()
	p.ours[1], p.theirs[1] = duplex()
	f.play(f.grader, p.theirs[0], wire.GoToGrader, wire.GraderToGo)
	f.play(f.warden, p.theirs[1], wire.GoToWarden, wire.WardenToGo)
	for _, script := range f.services {
		ours, theirs := duplex()
		p.ends = append(p.ends, ours, theirs)
		f.play(script, theirs, wire.GoToService, wire.ServiceToGo)
		p.given = append(p.given, Service{Name: runner.ServiceRedis, Admin: "s3cret", Candidate: "0pen", Frames: ours})
	}
	return p, nil
}

func (f *fakePods) play(script func(*peer), stream io.ReadWriteCloser, in, out wire.Direction) {
	f.peers.Go(func() {
		defer stream.Close() //nolint:errcheck // a pipe
		script(&peer{in: wire.NewReader(stream, in), out: wire.NewWriter(stream, out), raw: stream})
	})
}

type fakePod struct {
	*fakePods
	given        []Service
	ours, theirs [2]io.ReadWriteCloser
	ends         []io.Closer // of the services
}

func (p *fakePod) Grader() io.ReadWriteCloser { return p.ours[0] }
func (p *fakePod) Warden() io.ReadWriteCloser { return p.ours[1] }

func (p *fakePod) Services() []Service { return p.given }

func (p *fakePod) State(context.Context) (State, error) { return p.state, p.stateErr }

func (p *fakePod) Close(ctx context.Context) error {
	p.closes++
	p.cleaned = ctx.Err()
	for _, s := range append(p.ours[:], p.theirs[:]...) {
		_ = s.Close()
	}
	for _, s := range p.ends {
		_ = s.Close()
	}
	p.peers.Wait()
	return nil
}

// duplex gives the two ends of a stream without buffers.
func duplex() (a, b io.ReadWriteCloser) {
	ar, bw := io.Pipe()
	br, aw := io.Pipe()
	return &half{ar, aw}, &half{br, bw}
}

type half struct {
	*io.PipeReader
	*io.PipeWriter
}

func (h *half) Close() error {
	return errors.Join(h.PipeReader.Close(), h.PipeWriter.Close())
}

// peer is a container's end of its link.
type peer struct {
	in  *wire.Reader
	out *wire.Writer
	raw io.Writer
}

// say sends messages; that nobody listens any more is no error of a script.
func (p *peer) say(messages ...wire.Message) {
	for _, m := range messages {
		if p.out.Write(m) != nil {
			return
		}
	}
}

// hear gives the next message, nil at the end.
func (p *peer) hear() wire.Message {
	m, err := p.in.Read()
	if err != nil {
		return nil
	}
	return m
}

// linger waits for the end, as a container does that has nothing more to do.
func (p *peer) linger() {
	for p.hear() != nil {
		continue
	}
}

// lives waits for the end as a warden does, and shows that it lives when asked.
func (p *peer) lives() {
	for m := p.hear(); m != nil; m = p.hear() {
		if _, asked := m.(wire.AskUsage); asked {
			p.say(wire.UsageReport{})
		}
	}
}

// aGrader is a grader that collects ids and then says frames, once it is told that
// the warden has joined.
func aGrader(joined <-chan struct{}, ids []string, frames ...wire.Message) func(*peer) {
	return func(p *peer) {
		p.say(wire.GraderReady{V: wire.Version, Role: wire.RoleGrader, Python: "3.13.5"})
		p.hear()
		p.say(wire.Collected{Tests: ids})
		<-joined
		p.say(frames...)
		p.linger()
	}
}

// aWarden is a warden that does its part and closes joined; then it follows after.
func aWarden(joined chan<- struct{}, after func(*peer)) func(*peer) {
	return func(p *peer) {
		p.say(wire.WardenReady{V: wire.Version, Role: wire.RoleWarden, Python: "3.13.5", Cgroup: 1})
		p.hear()
		p.say(wire.Loaded{BaselineBytes: 12 << 20})
		p.hear()
		close(joined)
		after(p)
	}
}

// aPod is a pod of both, whose warden lives to the end.
func aPod(ids []string, frames ...wire.Message) *fakePods {
	joined := make(chan struct{})
	return &fakePods{
		grader: aGrader(joined, ids, frames...), warden: aWarden(joined, (*peer).lives),
		state: State{Grader: BoxState{Running: true}, Sandbox: BoxState{Running: true}},
	}
}

// dies makes the sandbox of a pod end as soon as it has joined.
func (f *fakePods) dies(joined chan struct{}, state BoxState) {
	f.warden = aWarden(joined, func(*peer) {})
	f.state.Sandbox = state
}

func anExercise() runner.Exercise {
	limits := runner.DefaultLimits()
	return runner.Exercise{
		Slug: "stack", Image: "python", Limits: limits, Feedback: runner.FeedbackFull, RuntimeSkips: runner.RuntimeSkipsForbid,
		Tests: []runner.File{{Path: "test_stack.py", Data: []byte("import solution\n")}},
	}
}

func aSubmission() runner.Submission {
	return runner.Submission{Files: []runner.File{{Path: "solution.py", Data: []byte("x = 1\n")}}}
}

func judgeWith(t *testing.T, pods *fakePods) (runner.Result, error) {
	t.Helper()
	noon := func() time.Time { return time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC) }
	result, err := Run(t.Context(), Config{Pods: pods, Image: "assay/python:1", Now: noon}, anExercise(), aSubmission(), nil)
	if pods.startErr == nil {
		require.Equal(t, 1, pods.closes, "the pod is closed once")
	}
	if err != nil {
		require.Zero(t, result, "an error comes without a result")
	}
	return result, err
}
