package judge

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"

	"assay/runner"
)

// Config is what a run needs besides the exercise and the submission.
type Config struct {
	Pods  Pods
	Image string           // tag of the image that the pod is started from
	Now   func() time.Time // for Result.StartedAt; nil means time.Now
	Log   *slog.Logger     // nil means no log
	Memos *Memos           // of earlier runs; nil means none
	// Points takes what tests want to have drawn, test by test; nil means that nobody does.
	// It is called by one goroutine at a time.
	Points func([]runner.Point, []runner.Note)
}

// Pods starts pods.
type Pods interface {
	// Start gives a pod with a running grader; its error is a [*runner.Error] or
	// wraps that of ctx, and leaves nothing behind.
	Start(ctx context.Context, spec Spec) (Pod, error)
}

// Spec says what pod to start.
type Spec struct {
	Image    string
	Limits   runner.Limits // of the sandbox
	Services []runner.Service
	Shared   bool // the sandbox may come from an earlier run, and go to a later one
	Serial   bool // the grader may, in any case
}

// Equal says whether a pod of one spec can stand in for one of the other.
func (s Spec) Equal(other Spec) bool {
	return s.Image == other.Image && s.Limits == other.Limits && slices.Equal(s.Services, other.Services) &&
		s.Shared == other.Shared && s.Serial == other.Serial
}

// Pod is a grader and a sandbox.
type Pod interface {
	// Grader and Warden are the streams of frames of the two containers. Reading
	// and writing end with an error once the pod is closed.
	Grader() io.ReadWriteCloser
	Warden() io.ReadWriteCloser
	// Services are those of the spec, in its order. They need not be ready.
	Services() []Service
	// State looks at the containers; its error is a [*runner.Error].
	State(ctx context.Context) (State, error)
	// Close removes the pod, also when ctx has ended.
	Close(ctx context.Context) error
}

// Reusable is a pod that can serve further runs.
type Reusable interface {
	Pod
	// Release stands in for Close after a run in which nothing was out of the ordinary:
	// every test passed, failed or had an error, by itself.
	Release(ctx context.Context) error
}

// State is what is known of a pod's containers from outside.
type State struct {
	Grader, Sandbox BoxState
	Services        []BoxState // in the order of [Pod.Services]
}

// BoxState is what is known of one container from outside.
type BoxState struct {
	Running   bool
	OOMKilled bool
	ExitCode  int
	Error     string // why it could not be started
	Stderr    string // the end of what it wrote to stderr
}

func (c Config) validate() error {
	var problems []error
	if c.Pods == nil {
		problems = append(problems, errors.New("no Pods"))
	}
	if c.Image == "" {
		problems = append(problems, errors.New("no Image"))
	}
	return errors.Join(problems...)
}

// Run judges a submission. The error is a [*runner.Error] of kind
// [runner.KindExercise] or [runner.KindRunner], or wraps that of ctx; with an error
// there is no result. progress may be nil. Nothing of the run is left when Run returns.
func Run(ctx context.Context, config Config, exercise runner.Exercise, submission runner.Submission, progress Progress) (runner.Result, error) {
	if err := config.validate(); err != nil {
		return runner.Result{}, fmt.Errorf("judge: %w", err)
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Log == nil {
		config.Log = slog.New(slog.DiscardHandler)
	}
	if progress == nil {
		progress = func(Step) {}
	}
	result := runner.Result{
		Schema: runner.Schema, Exercise: exercise.Slug, Limits: exercise.Limits,
		Image: config.Image, StartedAt: config.Now().UTC(),
	}
	progress(Step{Phase: PhaseStarting})
	pod, err := config.Pods.Start(ctx, Spec{
		Image: config.Image, Limits: exercise.Limits, Services: exercise.Services,
		// A service keeps what it was told.
		Shared: exercise.Isolation == runner.IsolationShared && len(exercise.Services) == 0,
	})
	if err != nil {
		return runner.Result{}, fmt.Errorf("start a pod: %w", err)
	}
	s := newSession(pod, exercise, submission, progress)
	if config.Points != nil {
		s.points = config.Points
	}
	s.memo = config.Memos.of(config.Image, exercise, submission)
	ending, err := s.converse(ctx)
	progress(Step{Phase: PhaseCleaning, Done: s.tally.done, Total: len(s.tally.tests)})
	// The judgement stands whatever becomes of the containers.
	if closeErr := s.close(ctx, err == nil && s.ordinary(ending)); closeErr != nil {
		config.Log.WarnContext(ctx, "pod is left behind", "err", closeErr)
	}
	if err != nil {
		return runner.Result{}, err
	}
	s.fill(&result, ending)
	return result, nil
}

// Rejected is the result of a submission that breaks a rule before it is run;
// reason is one sentence.
func Rejected(exercise runner.Exercise, reason string, now time.Time) runner.Result {
	none := runner.Measure{Method: methodNone}
	return runner.Result{
		Schema: runner.Schema, Exercise: exercise.Slug, Verdict: runner.VerdictRejected, Reason: reason,
		Tests: []runner.Test{}, Limits: exercise.Limits, StartedAt: now.UTC(),
		Usage: runner.Usage{WallS: none, CPUS: none, MemoryPeakBytes: none, PidsPeak: none, BaselineBytes: none},
	}
}
