package batch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"assay/runner/judge"
	"assay/runner/wire"
)

// washWithin bounds the removal of what a run has left in a container.
const washWithin = 20 * time.Second

// member is a pod of a pool.
type member struct {
	judge.Pod
	pool           *Pool
	of             *stock
	runs           int
	grader, warden *line
}

func (p *Pool) newMember(pod judge.Pod, of *stock) *member {
	return &member{Pod: pod, pool: p, of: of, grader: newLine(pod.Grader()), warden: newLine(pod.Warden())}
}

// renewable is a pod whose sandbox can be replaced by a new one.
type renewable interface {
	Renew(ctx context.Context) error
}

// renew makes the pod as new. The grader comes second: the files that tests and submission
// share are its own once the submission's are gone.
func (m *member) renew(ctx context.Context) error {
	late := time.AfterFunc(washWithin, m.hangUp)
	defer late.Stop()
	if m.of.spec.Shared {
		if err := m.warden.wash(wire.GoToWarden, wire.WardenToGo); err != nil {
			return fmt.Errorf("wash sandbox: %w", err)
		}
	} else if err := m.replaceSandbox(ctx); err != nil {
		return fmt.Errorf("replace sandbox: %w", err)
	}
	if err := m.grader.wash(wire.GoToGrader, wire.GraderToGo); err != nil {
		return fmt.Errorf("wash grader: %w", err)
	}
	return nil
}

func (m *member) replaceSandbox(ctx context.Context) error {
	pod, ok := m.Pod.(renewable)
	if !ok {
		return errors.New("this pod cannot do that")
	}
	m.warden.close()
	m.warden.pump.Wait()
	if err := pod.Renew(ctx); err != nil {
		return err //nolint:wrapcheck // by the caller
	}
	m.warden = newLine(m.Warden())
	return nil
}

// wash has a container remove what the last run has left. The next run is told that it is
// ready, like any other.
func (l *line) wash(to, from wire.Direction) error {
	stream := l.borrow()
	defer stream.end()
	if err := wire.NewWriter(stream, to).Write(wire.Next{}); err != nil {
		return fmt.Errorf("ask: %w", err)
	}
	answer, err := wire.NewReader(stream, from).Read()
	if err != nil {
		return fmt.Errorf("wait for an answer: %w", err)
	}
	switch answer.(type) {
	case wire.GraderReady, wire.WardenReady:
	default:
		return fmt.Errorf("the answer is %q", answer.Type())
	}
	var frame bytes.Buffer
	if err := wire.NewWriter(&frame, from).Write(answer); err != nil {
		return fmt.Errorf("keep the answer: %w", err)
	}
	l.first = frame.Bytes()
	return nil
}

// hangUp makes whoever reads or writes the streams stop.
func (m *member) hangUp() {
	m.grader.close()
	m.warden.close()
}

// close closes the pod for good.
func (m *member) close(ctx context.Context) error {
	err := m.Close(ctx)
	m.hangUp()
	m.grader.pump.Wait()
	m.warden.pump.Wait()
	return err //nolint:wrapcheck // names the pod
}

// lend gives the pod to a run.
func (m *member) lend() judge.Pod {
	m.runs++
	return &lent{member: m, grader: m.grader.borrow(), warden: m.warden.borrow()}
}

// lent is a pod while one run has it.
type lent struct {
	*member
	grader, warden *loan
}

var _ judge.Reusable = (*lent)(nil)

// Grader implements [judge.Pod].
func (l *lent) Grader() io.ReadWriteCloser { return l.grader }

// Warden implements [judge.Pod].
func (l *lent) Warden() io.ReadWriteCloser { return l.warden }

// Release implements [judge.Reusable].
func (l *lent) Release(ctx context.Context) error {
	if ctx.Err() != nil {
		return l.Close(ctx)
	}
	l.grader.end()
	l.warden.end()
	l.pool.release(l.member, true)
	return nil
}

// Close implements [judge.Pod]: nobody gets this pod again.
func (l *lent) Close(ctx context.Context) error {
	l.grader.end()
	l.warden.end()
	l.hangUp()
	if ctx.Err() != nil {
		l.pool.forget(l.of)
		return l.close(ctx)
	}
	l.pool.release(l.member, false)
	return nil
}
