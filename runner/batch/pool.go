package batch

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"assay/runner/judge"
)

// Pool has pods ready before they are asked for: it makes some ahead, and those whose run was
// ordinary it makes as new, for the next ([judge.Spec].Serial). It is a [judge.Pods] for
// runs that go on at the same time. Close it after the last of them.
type Pool struct {
	pods   judge.Pods
	config PoolConfig

	ctx    context.Context //nolint:containedctx // of the pods that no run has
	cancel context.CancelFunc
	work   sync.WaitGroup

	mu      sync.Mutex
	current *stock
	errs    []error // of pods that could not be closed
}

// PoolConfig says what a pool has.
type PoolConfig struct {
	Ahead int // pods beside one for each of the runs that go on at the same time
	Runs  int // at most, of one pod; 1 or less: each run has a pod that nobody had before
}

// stock are pods of one spec, that of what was asked for last.
type stock struct {
	spec    judge.Spec
	ready   []*member
	coming  int           // pods that are being made, or made as new
	lent    int           // pods that runs have, or are making for themselves
	waiting int           // runs that wait for one that comes, at most as many
	runs    int           // most that there were at once, with a pod or waiting
	changed chan struct{} // closed when a pod has come or will not, and replaced
}

var _ judge.Pods = (*Pool)(nil)

// NewPool gives a pool. ctx ends the making of pods.
func NewPool(ctx context.Context, pods judge.Pods, config PoolConfig) *Pool {
	p := &Pool{pods: pods, config: config, current: &stock{changed: make(chan struct{})}}
	p.ctx, p.cancel = context.WithCancel(ctx)
	return p
}

// Start implements [judge.Pods].
func (p *Pool) Start(ctx context.Context, spec judge.Spec) (judge.Pod, error) {
	spec.Serial = p.config.Runs > 1 && len(spec.Services) == 0 // a service keeps what it was told
	for {
		s, m, soon := p.take(spec)
		switch {
		case m != nil:
			return m.lend(), nil
		case soon == nil:
			return p.make(ctx, s)
		}
		select {
		case <-soon:
		case <-ctx.Done():
			return nil, fmt.Errorf("batch: %w", context.Cause(ctx))
		}
	}
}

// make gives a pod for which nobody had to wait but the caller.
func (p *Pool) make(ctx context.Context, s *stock) (judge.Pod, error) {
	pod, err := p.pods.Start(ctx, s.spec)
	if err != nil {
		p.forget(s)
		return nil, fmt.Errorf("batch: %w", err)
	}
	return p.newMember(pod, s).lend(), nil
}

// take gives a pod that is ready; or, where one is coming that nobody waits for yet, what
// to wait for; or neither. Pods of another spec are closed.
func (p *Pool) take(spec judge.Spec) (s *stock, ready *member, soon <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.current.spec.Equal(spec) {
		p.closeReady()
		p.current.announce()
		p.current = &stock{spec: spec, changed: make(chan struct{})}
	}
	s = p.current
	switch last := len(s.ready) - 1; {
	case last >= 0:
		ready = s.ready[last]
		s.ready = s.ready[:last]
		s.lent++
	case s.coming > s.waiting:
		s.waiting++
		soon = s.changed
	default:
		s.lent++
	}
	s.runs = max(s.runs, s.lent+s.waiting)
	p.refill(s)
	return s, ready, soon
}

// refill has pods made until there are enough; p.mu is held.
func (p *Pool) refill(s *stock) {
	for len(s.ready)+s.coming+s.lent < s.runs+p.config.Ahead && p.ctx.Err() == nil {
		p.come(s, func() (*member, error) {
			pod, err := p.pods.Start(p.ctx, s.spec)
			if err != nil {
				return nil, err //nolint:wrapcheck // whoever asks next meets the same trouble, and can tell of it
			}
			return p.newMember(pod, s), nil
		})
	}
}

// come adds a pod to the stock behind everybody's back; p.mu is held.
func (p *Pool) come(s *stock, bring func() (*member, error)) {
	s.coming++
	p.work.Go(func() {
		m, err := bring()
		p.mu.Lock()
		defer p.mu.Unlock()
		s.coming--
		switch {
		case m == nil:
		case err == nil && s == p.current && p.ctx.Err() == nil:
			s.ready = append(s.ready, m)
		default:
			p.close(m)
		}
		s.announce()
	})
}

// announce wakes all who wait, to look again.
func (s *stock) announce() {
	s.waiting = 0
	close(s.changed)
	s.changed = make(chan struct{})
}

// forget notes that a run has no pod of this stock any more.
func (p *Pool) forget(s *stock) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s.lent--
}

// release takes back a pod that a run has had; again says that the run was ordinary.
func (p *Pool) release(m *member, again bool) { //nolint:revive // not a choice of the caller's
	p.mu.Lock()
	defer p.mu.Unlock()
	m.of.lent--
	if again && m.of == p.current && m.of.spec.Serial && m.runs < p.config.Runs && p.ctx.Err() == nil {
		p.come(m.of, func() (*member, error) { return m, m.renew(p.ctx) })
		return
	}
	p.close(m)
}

// close closes a pod off everybody's path; p.mu is held.
func (p *Pool) close(m *member) {
	p.work.Go(func() {
		if err := m.close(p.ctx); err != nil {
			p.mu.Lock()
			defer p.mu.Unlock()
			p.errs = append(p.errs, err)
		}
	})
}

func (p *Pool) closeReady() {
	for _, m := range p.current.ready {
		p.close(m)
	}
	p.current.ready = nil
}

// Close closes the pods that no run has and waits for all that are being closed. The
// error names those that are left behind.
func (p *Pool) Close() error {
	p.cancel()
	p.mu.Lock()
	p.closeReady()
	p.mu.Unlock()
	p.work.Wait()
	return errors.Join(p.errs...)
}
