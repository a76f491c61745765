package judge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"assay/runner"
	"assay/runner/wire"
)

// How long the parts of a run may take that no exercise limits.
const (
	readyWithin   = 60 * time.Second // both containers, from the start of the grader
	collectWithin = 60 * time.Second // from then on
	overstay      = 10 * time.Second // for the grader, past the limit for the run
	afterDeath    = 3 * time.Second  // for the grader to finish once the sandbox is dead
	answerWithin  = 20 * time.Second // for the warden to show that it lives
	lookWithin    = 5 * time.Second  // for the engine to tell a container's state
)

// session is the conversation with one pod.
type session struct {
	pod        Pod
	exercise   runner.Exercise
	submission runner.Submission
	progress   Progress
	points     func([]runner.Point, []runner.Note)
	memo       memo

	grader, warden *wire.Writer
	services       []service
	events         chan event
	closed         chan struct{}
	work           sync.WaitGroup // the goroutines that read and write frames
	deadline       *time.Timer

	graderReady, wardenReady bool
	collected, loaded        bool
	cgroup                   int       // version, by the warden
	baseline                 int64     // bytes of the sandbox before the candidate
	joined                   time.Time // zero until both are there
	began, ended             time.Time // of the first test, and of the last so far
	tally                    tally
	wardenErr                error      // why the warden fell silent after joining
	last                     *wire.Done // the grader's last word, while the warden is asked whether it lives
}

// side is one of the two peers.
type side string

const (
	graderSide side = "grader"
	wardenSide side = "warden"
)

// event is a message from one side, or the end of its stream.
type event struct {
	from    side
	message wire.Message
	err     error
}

// ending is how a conversation ended that deserves a verdict.
type ending struct {
	why     cause
	done    *wire.Done     // nil unless the grader said it
	service runner.Service // after causeService
	wall    time.Duration  // of the tests
}

// cause is what ended a run.
type cause string

const (
	causeDone        cause = "done"         // the grader has nothing more to do
	causeOutputLimit cause = "output_limit" // the grader stopped for it
	causeTimeout     cause = "timeout"      // the grader stopped for it
	causeOverstayed  cause = "overstayed"   // the grader should have stopped
	causeDied        cause = "died"         // the sandbox did, at its memory limit
	causeService     cause = "service"      // a service was ended at its memory limit
)

func newSession(pod Pod, exercise runner.Exercise, submission runner.Submission, progress Progress) *session {
	return &session{
		pod: pod, exercise: exercise, submission: submission, progress: progress,
		points: func([]runner.Point, []runner.Note) {},
		grader: wire.NewWriter(pod.Grader(), wire.GoToGrader), warden: wire.NewWriter(pod.Warden(), wire.GoToWarden),
		services: newServices(pod.Services()),
		events:   make(chan event), closed: make(chan struct{}), tally: tally{current: -1},
	}
}

// converse leads the conversation to its end.
func (s *session) converse(ctx context.Context) (ending, error) {
	s.work.Go(func() { s.read(graderSide, wire.NewReader(s.pod.Grader(), wire.GraderToGo)) })
	s.work.Go(func() { s.read(wardenSide, wire.NewReader(s.pod.Warden(), wire.WardenToGo)) })
	for _, one := range s.services {
		s.work.Go(func() { s.read(one.side, wire.NewReader(one.Frames, wire.ServiceToGo)) })
	}
	s.deadline = time.NewTimer(readyWithin)
	defer s.deadline.Stop()
	for {
		var end *ending
		var err error
		select {
		case e := <-s.events:
			end, err = s.take(ctx, e)
		case <-s.deadline.C:
			end, err = s.late(ctx)
		case <-ctx.Done():
			err = fmt.Errorf("judge: %w", context.Cause(ctx))
		}
		if err != nil {
			return ending{}, err
		}
		if end != nil {
			end.wall = s.wall(end.why)
			return *end, nil
		}
	}
}

// wall is the time that the tests took, from the first start to the last end; a run
// that was ended from outside ends now.
func (s *session) wall(why cause) time.Duration {
	began, ended := s.began, s.ended
	if began.IsZero() {
		began = s.joined
	}
	if why != causeDone || ended.IsZero() {
		ended = time.Now()
	}
	return ended.Sub(began)
}

// close removes the pod, or gives it back, and waits for the goroutines, which either ends.
func (s *session) close(ctx context.Context, again bool) error { //nolint:revive // not a choice of the caller's
	close(s.closed)
	end := s.pod.Close
	if reusable, ok := s.pod.(Reusable); ok && again {
		end = reusable.Release
	}
	err := end(ctx)
	s.work.Wait()
	return err
}

// read passes on what one side says, to the end.
func (s *session) read(from side, frames *wire.Reader) {
	for {
		m, err := frames.Read()
		if !s.post(event{from: from, message: m, err: err}) || err != nil {
			return
		}
	}
}

// send writes a message without waiting for the other side to take it.
func (s *session) send(to side, w *wire.Writer, m wire.Message) {
	s.work.Go(func() {
		// A peer that is gone is noticed by the reader, which knows more about it.
		if err := w.Write(m); errors.Is(err, wire.ErrTooLong) {
			s.post(event{from: to, err: err})
		}
	})
}

// post hands an event to converse; false means that nobody listens any more.
func (s *session) post(e event) bool {
	select {
	case s.events <- e:
		return true
	case <-s.closed:
		return false
	}
}

// take acts on an event. It gives an ending or an error when that was the last.
func (s *session) take(ctx context.Context, e event) (*ending, error) {
	if e.err != nil {
		return s.lost(ctx, e)
	}
	if e.from == wardenSide {
		return s.takeFromWarden(ctx, e.message)
	}
	if at, isService := s.service(e.from); isService {
		return nil, s.takeFromService(ctx, at, e.message)
	}
	return s.takeFromGrader(ctx, e.message)
}

func (s *session) takeFromWarden(ctx context.Context, message wire.Message) (*ending, error) {
	switch m := message.(type) {
	case wire.WardenReady:
		if s.wardenReady || m.Role != wire.RoleWarden {
			return nil, s.nonsense(ctx, wardenSide, message)
		}
		s.wardenReady = true
		s.cgroup = m.Cgroup
		s.send(wardenSide, s.warden, wire.Load{Files: toWire(s.submission.Files)})
	case wire.Loaded:
		if !s.wardenReady || s.loaded {
			return nil, s.nonsense(ctx, wardenSide, message)
		}
		s.loaded = true
		s.baseline = m.BaselineBytes
		s.advance()
	case wire.UsageReport:
		if s.last == nil {
			return nil, s.nonsense(ctx, wardenSide, message)
		}
		return s.conclude(ctx, *s.last)
	default:
		return nil, s.nonsense(ctx, wardenSide, message)
	}
	return nil, nil
}

func (s *session) takeFromGrader(ctx context.Context, message wire.Message) (*ending, error) {
	if _, ready := message.(wire.GraderReady); ready == s.graderReady || s.last != nil {
		return nil, s.nonsense(ctx, graderSide, message)
	}
	switch m := message.(type) {
	case wire.GraderReady:
		if m.Role != wire.RoleGrader {
			return nil, s.nonsense(ctx, graderSide, message)
		}
		s.graderReady = true
		s.send(graderSide, s.grader, s.suite())
		s.progress(Step{Phase: PhaseCollecting})
		s.advance()
	case wire.Broken:
		return s.broken(ctx, m)
	case wire.Collected:
		return nil, s.takeCollected(ctx, m)
	default:
		if s.joined.IsZero() {
			return nil, s.nonsense(ctx, graderSide, message)
		}
		return s.takeRun(ctx, message)
	}
	return nil, nil
}

// takeRun takes what the grader says while tests run.
func (s *session) takeRun(ctx context.Context, message wire.Message) (*ending, error) {
	var err error
	switch m := message.(type) {
	case wire.Start:
		if s.began.IsZero() {
			s.began = time.Now()
		}
		if err = s.tally.start(m); err == nil {
			s.progress(Step{Phase: PhaseRunning, Test: s.tally.tests[m.Test].ID, Done: s.tally.done, Total: len(s.tally.tests)})
		}
	case wire.Result:
		s.ended = time.Now()
		if err = s.tally.result(m); err == nil {
			s.progress(Step{Phase: PhaseRunning, Done: s.tally.done, Total: len(s.tally.tests)})
		}
	case wire.Points:
		if err = s.tally.points(m); err == nil {
			s.points(fromWire(m))
		}
	case wire.Done:
		return s.finish(ctx, m)
	default:
		return nil, s.nonsense(ctx, graderSide, message)
	}
	if err != nil {
		return nil, s.failure(ctx, graderSide, err)
	}
	return nil, nil
}

// finish takes the grader's last word. Tests that did not pass may owe that to the
// end of the sandbox, of which nobody here need know yet: only a warden that still
// answers shows that they do not.
func (s *session) finish(ctx context.Context, m wire.Done) (*ending, error) {
	switch {
	case s.tally.allPassed():
		return s.conclude(ctx, m)
	case s.wardenErr != nil:
		return s.died(ctx, &m)
	}
	s.last = &m
	s.deadline.Reset(answerWithin)
	s.send(wardenSide, s.warden, wire.AskUsage{})
	return nil, nil
}

// conclude ends a run whose sandbox lived to its end.
func (s *session) conclude(ctx context.Context, m wire.Done) (*ending, error) {
	if at, dead, err := s.deadService(ctx); err != nil {
		return nil, err
	} else if dead {
		return s.lostService(ctx, at, errServiceEnded)
	}
	switch m.Stopped {
	case wire.StoppedOutputLimit:
		return &ending{why: causeOutputLimit, done: &m}, nil
	case wire.StoppedTimeout:
		return &ending{why: causeTimeout, done: &m}, nil
	case wire.StoppedNot:
		if err := s.tally.complete(); err != nil {
			return nil, s.failure(ctx, graderSide, err)
		}
		return &ending{why: causeDone, done: &m}, nil
	}
	return nil, s.failure(ctx, graderSide, fmt.Errorf("it stopped for an unknown reason %q", m.Stopped))
}

func (s *session) takeCollected(ctx context.Context, m wire.Collected) error {
	if s.collected {
		return s.nonsense(ctx, graderSide, m)
	}
	if len(m.Tests) == 0 {
		return &runner.Error{
			Kind:    runner.KindExercise,
			Message: fmt.Sprintf("%s has no tests to run (%d are marked as skipped)", s.exercise.Slug, len(m.Skipped)),
			Hint:    "tests are functions called test_… in files called test_*.py below tests/",
		}
	}
	var err error
	if s.tally, err = newTally(m.Tests); err != nil {
		return s.failure(ctx, graderSide, err)
	}
	s.memo.set(m.Memo)
	s.collected = true
	s.advance()
	return nil
}

// advance moves on to the next part of the run when all that it needs is there.
func (s *session) advance() {
	switch {
	case s.collected && s.loaded && s.servicesReady():
		s.joined = time.Now()
		s.deadline.Reset(seconds(s.exercise.Limits.WallS) + overstay)
		s.send(wardenSide, s.warden, wire.Join{})
		s.progress(Step{Phase: PhaseRunning, Total: len(s.tally.tests)})
	case s.graderReady && s.loaded:
		s.deadline.Reset(collectWithin)
	}
}

func (s *session) suite() wire.Suite {
	limits := s.exercise.Limits
	return wire.Suite{
		V: wire.Version, Files: toWire(s.exercise.Tests), Submission: toWire(s.submission.Files),
		Limits: wire.Limits{
			WallS: limits.WallS, TestS: limits.TestS, MemoryBytes: limits.MemoryBytes, OutputBytes: limits.OutputBytes,
		},
		RuntimeSkips: string(cmp.Or(s.exercise.RuntimeSkips, runner.RuntimeSkipsForbid)),
		Feedback:     string(cmp.Or(s.exercise.Feedback, runner.FeedbackFull)),
		Services:     s.wireServices(), Memo: s.memo.get(),
	}
}

func toWire(files []runner.File) []wire.File {
	out := make([]wire.File, len(files))
	for i, f := range files {
		out[i] = wire.File(f)
	}
	return out
}

func fromWire(m wire.Points) ([]runner.Point, []runner.Note) {
	points := make([]runner.Point, len(m.Points))
	for i, p := range m.Points {
		points[i] = runner.Point(p)
	}
	notes := make([]runner.Note, len(m.Notes))
	for i, n := range m.Notes {
		notes[i] = runner.Note(n)
	}
	return points, notes
}

// seconds is s as a duration, a year at most.
func seconds(s float64) time.Duration {
	return time.Duration(min(s, 365*24*3600) * float64(time.Second))
}
