package batch

import (
	"context"
	"fmt"
	"io"
	"time"

	"assay/runner/judge"
	"assay/runner/wire"
)

// washWithin bounds the removal of what a run has left in its pod.
const washWithin = 20 * time.Second

// kept is a pod that serves one run after the other.
type kept struct {
	judge.Pod
	shared         *Shared
	spec           judge.Spec
	runs           int
	grader, warden *line
}

func (s *Shared) keep(pod judge.Pod, spec judge.Spec) *kept {
	return &kept{Pod: pod, shared: s, spec: spec, grader: newLine(pod.Grader()), warden: newLine(pod.Warden())}
}

// wash has both containers remove what the last run has left. The grader comes second: the
// files that tests and submission share are its own once the submission's are gone.
func (k *kept) wash() error {
	late := time.AfterFunc(washWithin, func() { k.hangUp() })
	defer late.Stop()
	warden, err := ask(k.warden.borrow(), wire.GoToWarden, wire.WardenToGo)
	if err != nil {
		return fmt.Errorf("wash sandbox: %w", err)
	}
	grader, err := ask(k.grader.borrow(), wire.GoToGrader, wire.GraderToGo)
	if err != nil {
		return fmt.Errorf("wash grader: %w", err)
	}
	// The next run is told that its pod is ready, like any other.
	k.warden.first, k.grader.first = warden, grader
	return nil
}

// ask sends next and gives the answer, which must be that the container is ready, as a frame.
func ask(stream *loan, to, from wire.Direction) ([]byte, error) {
	defer stream.end()
	if err := wire.NewWriter(stream, to).Write(wire.Next{}); err != nil {
		return nil, fmt.Errorf("ask: %w", err)
	}
	answer, err := wire.NewReader(stream, from).Read()
	if err != nil {
		return nil, fmt.Errorf("wait for an answer: %w", err)
	}
	switch answer.(type) {
	case wire.GraderReady, wire.WardenReady:
	default:
		return nil, fmt.Errorf("the answer is %q", answer.Type())
	}
	var frame frame
	if err := wire.NewWriter(&frame, from).Write(answer); err != nil {
		return nil, fmt.Errorf("keep the answer: %w", err)
	}
	return frame, nil
}

// frame collects what is written to it.
type frame []byte

func (f *frame) Write(p []byte) (int, error) {
	*f = append(*f, p...)
	return len(p), nil
}

// hangUp makes whoever reads or writes the streams stop.
func (k *kept) hangUp() {
	k.grader.close()
	k.warden.close()
}

// close closes the pod for good.
func (k *kept) close(ctx context.Context) error {
	err := k.Close(ctx)
	k.hangUp()
	k.grader.pump.Wait()
	k.warden.pump.Wait()
	return err //nolint:wrapcheck // names the pod
}

// lend gives the pod to a run.
func (k *kept) lend() judge.Pod {
	k.runs++
	return &lent{kept: k, grader: k.grader.borrow(), warden: k.warden.borrow()}
}

// lent is a kept pod while one run has it.
type lent struct {
	*kept
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
	l.shared.release(l.kept)
	return nil
}

// Close implements [judge.Pod]: nobody gets this pod again.
func (l *lent) Close(ctx context.Context) error {
	l.grader.end()
	l.warden.end()
	if ctx.Err() != nil {
		return l.close(ctx)
	}
	l.hangUp()
	l.shared.mu.Lock()
	defer l.shared.mu.Unlock()
	l.shared.close(l.kept)
	return nil
}
