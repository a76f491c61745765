package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"assay/runner/judge"
	"assay/runner/pod"
)

// enginePods lets a judge start pods on an engine; neither package knows the other.
type enginePods struct {
	engine *pod.Engine
	keep   bool
	once   bool                            // for one run, which begins as soon as its pod is there
	warm   time.Duration                   // how long pods wait; 0: none are claimed and Close leaves nothing
	ensure func(ctx context.Context) error // makes the image if it is missing; may be nil

	mu      sync.Mutex
	spec    pod.Spec // what was asked for last
	started []*pod.Pod
}

var (
	_ judge.Pods = (*enginePods)(nil)
	_ judge.Pod  = enginePod{}
)

// Start implements [judge.Pods].
func (p *enginePods) Start(ctx context.Context, spec judge.Spec) (judge.Pod, error) {
	wanted := pod.Spec{
		Image: spec.Image, Limits: spec.Limits, Services: spec.Services, Serial: spec.Serial, Shared: spec.Shared,
		Keep: p.keep, Ephemeral: p.warm > 0 || spec.Serial, Once: p.once && !p.keep,
	}
	started, err := p.start(ctx, wanted)
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.spec, p.started = wanted, append(p.started, started)
	return enginePod{Pod: started, leave: p.warm > 0}, nil
}

func (p *enginePods) start(ctx context.Context, wanted pod.Spec) (*pod.Pod, error) {
	if p.warm > 0 {
		// Whatever is wrong with a pod made ahead, a new one may be right.
		if claimed, err := p.engine.Claim(ctx, wanted); err == nil {
			return claimed, nil
		}
	}
	if p.ensure != nil {
		if err := p.ensure(ctx); err != nil {
			return nil, err
		}
	}
	return p.engine.Start(ctx, wanted) //nolint:wrapcheck // by the caller
}

// used gives the ids of the pods that were started or claimed.
func (p *enginePods) used() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	ids := []string{}
	for _, s := range p.started {
		ids = append(ids, s.ID())
	}
	return ids
}

// kept names the containers that are still there after their pod was closed.
func (p *enginePods) kept() []string {
	var names []string
	for _, s := range p.started {
		if s.Kept() {
			names = append(names, s.Containers()...)
		}
	}
	return names
}

// enginePod is a pod in the judge's words.
type enginePod struct {
	*pod.Pod
	leave bool // Close need not wait until it is gone
}

// State implements [judge.Pod].
func (p enginePod) State(ctx context.Context) (judge.State, error) {
	state, err := p.Pod.State(ctx)
	if err != nil {
		return judge.State{}, fmt.Errorf("engine: %w", err)
	}
	out := judge.State{Grader: judge.BoxState(state.Grader), Sandbox: judge.BoxState(state.Sandbox)}
	for _, s := range state.Services {
		out.Services = append(out.Services, judge.BoxState(s))
	}
	return out, nil
}

// Services implements [judge.Pod].
func (p enginePod) Services() []judge.Service {
	var out []judge.Service
	for _, s := range p.Pod.Services() {
		out = append(out, judge.Service(s))
	}
	return out
}

// Close implements [judge.Pod]. Who interrupts a run wants nothing of it to stay.
func (p enginePod) Close(ctx context.Context) error {
	if p.leave && ctx.Err() == nil {
		p.Leave()
		return nil
	}
	return p.Pod.Close(ctx) //nolint:wrapcheck // the judge logs it
}
