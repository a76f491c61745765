package batch

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"assay/runner/judge"
)

// Ahead starts pods before they are asked for. It is a [judge.Pods] for runs that go
// on at the same time. Close it after the last of them.
type Ahead struct {
	pods judge.Pods
	most int

	ctx    context.Context //nolint:containedctx // of the pods that nobody has asked for yet
	cancel context.CancelFunc
	work   sync.WaitGroup

	mu     sync.Mutex
	spec   judge.Spec // of what was asked for last
	ready  []started  // of spec
	making int        // of spec
	errs   []error    // of pods that could not be closed
}

type started struct {
	pod  judge.Pod
	spec judge.Spec
}

var _ judge.Pods = (*Ahead)(nil)

// NewAhead gives an Ahead that keeps at most a number of pods ready, all like the one
// that was asked for last. ctx ends the making of pods.
func NewAhead(ctx context.Context, pods judge.Pods, most int) *Ahead {
	a := &Ahead{pods: pods, most: max(most, 0)}
	a.ctx, a.cancel = context.WithCancel(ctx)
	return a
}

// Start implements [judge.Pods].
func (a *Ahead) Start(ctx context.Context, spec judge.Spec) (judge.Pod, error) {
	pod := a.take(spec)
	a.refill()
	if pod == nil {
		var err error
		if pod, err = a.pods.Start(ctx, spec); err != nil {
			return nil, fmt.Errorf("batch: %w", err)
		}
	}
	return closing{Pod: pod, ahead: a}, nil
}

// take gives a pod that is ready, or nil. Those of another spec are closed.
func (a *Ahead) take(spec judge.Spec) judge.Pod {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.spec.Equal(spec) {
		a.spec, a.making = spec, 0
		for _, s := range a.ready {
			a.close(a.ctx, s.pod)
		}
		a.ready = nil
	}
	if len(a.ready) == 0 {
		return nil
	}
	first := a.ready[0]
	a.ready = a.ready[1:]
	return first.pod
}

// refill makes pods until there are enough.
func (a *Ahead) refill() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for len(a.ready)+a.making < a.most && a.ctx.Err() == nil {
		a.making++
		spec := a.spec
		a.work.Go(func() { a.make(spec) })
	}
}

func (a *Ahead) make(spec judge.Spec) {
	pod, err := a.pods.Start(a.ctx, spec)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.spec.Equal(spec) {
		a.making--
	}
	switch {
	case err != nil: // whoever asks next meets the same trouble, and can tell of it
	case a.spec.Equal(spec) && a.ctx.Err() == nil:
		a.ready = append(a.ready, started{pod, spec})
	default:
		a.close(a.ctx, pod)
	}
}

// close closes a pod off everybody's path; a.mu is held.
func (a *Ahead) close(ctx context.Context, pod judge.Pod) {
	a.work.Go(func() {
		if err := pod.Close(ctx); err != nil {
			a.mu.Lock()
			defer a.mu.Unlock()
			a.errs = append(a.errs, err)
		}
	})
}

// Close closes the pods that nobody has asked for and waits for all that are being
// closed. The error names those that are left behind.
func (a *Ahead) Close() error {
	a.cancel()
	a.mu.Lock()
	for _, s := range a.ready {
		a.close(a.ctx, s.pod)
	}
	a.ready = nil
	a.mu.Unlock()
	a.work.Wait()
	return errors.Join(a.errs...)
}

// closing is a pod whose Close does not wait.
type closing struct {
	judge.Pod
	ahead *Ahead
}

// Close implements [judge.Pod].
func (c closing) Close(ctx context.Context) error {
	if ctx.Err() != nil {
		return c.Pod.Close(ctx) //nolint:wrapcheck // the judge logs it
	}
	c.ahead.mu.Lock()
	defer c.ahead.mu.Unlock()
	c.ahead.close(ctx, c.Pod)
	return nil
}
