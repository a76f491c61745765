package batch

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"assay/runner/judge"
)

// Shared keeps pods for further runs that agree to that ([judge.Spec].Shared); other
// runs get a pod from the Pods behind it. It is a [judge.Pods] for runs that go on at the same
// time. Close it after the last of them.
type Shared struct {
	pods judge.Pods
	most int

	ctx    context.Context //nolint:containedctx // of the pods that no run has
	cancel context.CancelFunc
	work   sync.WaitGroup

	mu      sync.Mutex
	spec    judge.Spec // of what was asked for last
	ready   []*kept    // of spec
	washing int        // of spec
	washed  chan struct{}
	errs    []error // of pods that could not be closed
}

var _ judge.Pods = (*Shared)(nil)

// NewShared gives a Shared that lets a pod serve at most a number of runs. ctx ends the
// reuse of pods.
func NewShared(ctx context.Context, pods judge.Pods, most int) *Shared {
	s := &Shared{pods: pods, most: most, washed: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s
}

// Start implements [judge.Pods].
func (s *Shared) Start(ctx context.Context, spec judge.Spec) (judge.Pod, error) {
	if !spec.Shared {
		return s.pods.Start(ctx, spec) //nolint:wrapcheck // not ours
	}
	for {
		k, soon := s.take(spec)
		if k != nil {
			return k.lend(), nil
		}
		if soon == nil {
			break
		}
		select {
		case <-soon:
		case <-ctx.Done():
			return nil, fmt.Errorf("batch: %w", context.Cause(ctx))
		}
	}
	pod, err := s.pods.Start(ctx, spec)
	if err != nil {
		return nil, fmt.Errorf("batch: %w", err)
	}
	return s.keep(pod, spec).lend(), nil
}

// take gives a pod that is ready; or, if there is none, a channel that is closed when one
// may be, unless that will not happen by itself. Pods of another spec are closed.
func (s *Shared) take(spec judge.Spec) (*kept, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.spec.Equal(spec) {
		s.spec, s.washing = spec, 0
		s.closeReady()
	}
	if last := len(s.ready) - 1; last >= 0 {
		k := s.ready[last]
		s.ready = s.ready[:last]
		return k, nil
	}
	if s.washing > 0 {
		return nil, s.washed
	}
	return nil, nil
}

// release washes a pod behind everybody's back, so that another run can have it.
func (s *Shared) release(k *kept) {
	s.mu.Lock()
	defer s.mu.Unlock()
	again := k.runs < s.most && s.ctx.Err() == nil && s.spec.Equal(k.spec)
	if again {
		s.washing++
	}
	s.work.Go(func() {
		var err error
		if again {
			err = k.wash()
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		again = again && err == nil && s.ctx.Err() == nil && s.spec.Equal(k.spec)
		if s.spec.Equal(k.spec) && s.washing > 0 {
			s.washing--
		}
		if again {
			s.ready = append(s.ready, k)
		} else {
			s.close(k)
		}
		close(s.washed)
		s.washed = make(chan struct{})
	})
}

func (s *Shared) closeReady() {
	for _, k := range s.ready {
		s.close(k)
	}
	s.ready = nil
}

// close closes a pod off everybody's path; s.mu is held.
func (s *Shared) close(k *kept) {
	s.work.Go(func() {
		if err := k.close(s.ctx); err != nil {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.errs = append(s.errs, err)
		}
	})
}

// Close closes the pods that are kept and waits for all that are being closed. The error
// names those that are left behind. It does not close the Pods behind it.
func (s *Shared) Close() error {
	s.cancel()
	s.mu.Lock()
	s.closeReady()
	s.mu.Unlock()
	s.work.Wait()
	return errors.Join(s.errs...)
}
