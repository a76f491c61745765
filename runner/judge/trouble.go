package judge

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"assay/runner"
	"assay/runner/wire"
)

// lookAgain is the pause before a container that has gone silent is looked at again.
const lookAgain = 20 * time.Millisecond

// hintRunner goes with what is nobody's fault but ours.
const hintRunner = "the submission was not judged; try again, and `assay doctor` checks the engine"

// hintEngine goes with an engine that has ended in the middle of a run.
const hintEngine = "the submission was not judged; start the engine again, which `assay doctor` checks, then run `assay sweep` and try again"

// lost deals with the end of a stream.
func (s *session) lost(ctx context.Context, e event) (*ending, error) {
	if at, isService := s.service(e.from); isService {
		return s.lostService(ctx, at, e.err)
	}
	if e.from == graderSide || s.joined.IsZero() || !isDeath(e.err) {
		return nil, s.failure(ctx, e.from, e.err)
	}
	s.wardenErr = e.err
	if s.last != nil {
		return s.died(ctx, s.last)
	}
	// The grader lives and may have results that are on their way.
	s.deadline.Reset(afterDeath)
	return nil, nil
}

// isDeath says whether a stream ended as it does when its container dies, and not
// for something that the container said.
func isDeath(err error) bool {
	for _, said := range []error{
		wire.ErrTooLong, wire.ErrMalformed, wire.ErrUnknownType, wire.ErrUnknownField, wire.ErrBadVersion,
	} {
		if errors.Is(err, said) {
			return false
		}
	}
	return true
}

// late deals with a deadline that has passed.
func (s *session) late(ctx context.Context) (*ending, error) {
	switch {
	case !s.graderReady:
		return nil, s.failure(ctx, graderSide, fmt.Errorf("it was not ready within %s", readyWithin))
	case !s.loaded:
		return nil, s.failure(ctx, wardenSide, fmt.Errorf("it was not ready within %s", readyWithin))
	case s.unready() != nil:
		return nil, s.failure(ctx, s.unready().side, fmt.Errorf("it was not ready within %s", readyWithin))
	case !s.collected:
		return nil, &runner.Error{
			Kind:    runner.KindExercise,
			Message: fmt.Sprintf("the tests of %s were not collected within %s", s.exercise.Slug, collectWithin),
			Hint:    "see what its test files and conftest.py do when they are imported",
		}
	case s.wardenErr != nil:
		return s.died(ctx, nil)
	case s.last != nil:
		return nil, s.failure(ctx, wardenSide, fmt.Errorf("it did not answer within %s", answerWithin))
	}
	// The limit for the run was the grader's to keep. It is a verdict only if the
	// grader still runs and the engine still answers.
	state, err := s.look(ctx)
	switch {
	case err != nil:
		return nil, err
	case !state.Grader.Running:
		return nil, s.failure(ctx, graderSide, io.ErrUnexpectedEOF)
	case !state.Sandbox.Running:
		return s.died(ctx, nil)
	}
	return &ending{why: causeOverstayed}, nil
}

// broken deals with a grader that finds the exercise at fault. Once tests run, that
// may be because it has lost the sandbox.
func (s *session) broken(ctx context.Context, m wire.Broken) (*ending, error) {
	if !s.joined.IsZero() {
		state, err := s.look(ctx)
		if err != nil {
			return nil, err
		}
		if !state.Sandbox.Running {
			return s.died(ctx, nil)
		}
	}
	text := m.Message
	if m.Detail != "" {
		text += "\n" + m.Detail
	}
	return nil, &runner.Error{
		Kind: runner.KindExercise, Message: fmt.Sprintf("exercise %s is broken: %s", s.exercise.Slug, text),
	}
}

// died ends a run whose sandbox is dead. That is the candidate's doing only at the
// memory limit: nothing else that a candidate can do ends the warden, so whatever else
// did, somebody on the machine or the engine, has spoilt the run.
func (s *session) died(ctx context.Context, done *wire.Done) (*ending, error) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	for {
		state, err := s.look(ctx)
		if err != nil {
			return nil, err
		}
		if !state.Grader.Running {
			return nil, s.failure(ctx, graderSide, io.ErrUnexpectedEOF)
		}
		if !state.Sandbox.Running && state.Sandbox.OOMKilled {
			return &ending{why: causeDied, done: done}, nil
		}
		if !state.Sandbox.Running {
			return nil, s.failure(ctx, wardenSide, errors.New("it ended while tests ran"))
		}
		// Its stream ends a little before the engine notes why.
		select {
		case <-time.After(lookAgain):
		case <-ctx.Done():
			return nil, s.failure(ctx, wardenSide, s.wardenErr)
		}
	}
}

// look asks the engine for the state of the pod.
func (s *session) look(ctx context.Context) (State, error) {
	ctx, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	state, err := s.pod.State(ctx)
	if err != nil {
		return State{}, &runner.Error{
			Kind: runner.KindRunner, Message: "the engine has ended during the run, or does not answer", Hint: hintEngine, Err: err,
		}
	}
	return state, nil
}

// nonsense is the failure of a peer that says something out of turn.
func (s *session) nonsense(ctx context.Context, from side, m wire.Message) error {
	return s.failure(ctx, from, fmt.Errorf("it said %q out of turn", m.Type()))
}

// failure explains a container that does not do its part, with what can be seen of
// it from outside.
func (s *session) failure(ctx context.Context, from side, err error) error {
	var known *runner.Error
	if errors.As(err, &known) {
		return err
	}
	if errors.Is(err, io.EOF) {
		err = errors.New("it ended too early")
	}
	message := fmt.Sprintf("the %s does not work", from)
	// A run that is being cancelled has no use for details.
	state, lookErr := s.look(ctx)
	if lookErr != nil && ctx.Err() == nil && isDeath(err) {
		return lookErr
	}
	if lookErr == nil {
		message += s.seen(from, state)
	}
	return &runner.Error{Kind: runner.KindRunner, Message: message, Hint: hintRunner, Err: err}
}

// seen is what the state of a container adds to a message about it.
func (s *session) seen(from side, state State) string {
	box := state.Grader
	if from == wardenSide {
		box = state.Sandbox
	} else if at, isService := s.service(from); isService && at < len(state.Services) {
		box = state.Services[at]
	}
	var parts []string
	if box.Error != "" {
		parts = append(parts, box.Error)
	}
	if box.OOMKilled {
		parts = append(parts, "killed at its memory limit")
	}
	if !box.Running && box.ExitCode != 0 {
		parts = append(parts, fmt.Sprintf("exit status %d", box.ExitCode))
	}
	if text := strings.TrimSpace(box.Stderr); text != "" {
		parts = append(parts, "it wrote:\n"+text+"\n")
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, "; ") + ")"
}
