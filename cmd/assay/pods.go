package main

import (
	"context"
	"fmt"

	"assay/runner/judge"
	"assay/runner/pod"
)

// enginePods lets a judge start pods on an engine; neither package knows the other.
type enginePods struct {
	engine  *pod.Engine
	keep    bool
	started []*pod.Pod
}

var (
	_ judge.Pods = (*enginePods)(nil)
	_ judge.Pod  = enginePod{}
)

// Start implements [judge.Pods].
func (p *enginePods) Start(ctx context.Context, spec judge.Spec) (judge.Pod, error) {
	started, err := p.engine.Start(ctx, pod.Spec{Image: spec.Image, Limits: spec.Limits, Keep: p.keep})
	if err != nil {
		return nil, fmt.Errorf("engine: %w", err)
	}
	p.started = append(p.started, started)
	return enginePod{started}, nil
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

// enginePod is a pod with its state in the judge's words.
type enginePod struct{ *pod.Pod }

// State implements [judge.Pod].
func (p enginePod) State(ctx context.Context) (judge.State, error) {
	state, err := p.Pod.State(ctx)
	if err != nil {
		return judge.State{}, fmt.Errorf("engine: %w", err)
	}
	return judge.State{Grader: judge.BoxState(state.Grader), Sandbox: judge.BoxState(state.Sandbox)}, nil
}
