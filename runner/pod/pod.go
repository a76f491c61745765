package pod

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// closeTimeout bounds the removal of a pod.
const closeTimeout = 20 * time.Second

// Pod is one grader and one sandbox container that share a loopback network and
// a scratch folder, and services on that network. Close it after use.
type Pod struct {
	engine   *Engine
	id       string
	spec     Spec
	renewed  int  // sandboxes before this one
	keep     bool // leave it; after Close: it was left
	grader   *box
	sandbox  *box
	services []serviceBox
	work     sync.WaitGroup // the goroutines that start the two

	closing  sync.Once
	closeErr error
}

// Start starts a pod. It returns when the grader runs; the sandbox may take a
// little longer, and reading from [Pod.Warden] waits for it. ctx ends the start
// of either. When Start fails, everything that it made is removed again.
func (e *Engine) Start(ctx context.Context, spec Spec) (*Pod, error) {
	if err := spec.validate(); err != nil {
		return nil, broke("", err, "cannot start a pod")
	}
	p := e.newPod(spec)
	p.assemble(ctx, p.opening(ctx))
	if err := p.attached(); err != nil {
		p.keep = false
		err = errors.Join(err, p.Close(ctx))
		if ctx.Err() != nil {
			return nil, fmt.Errorf("start pod: %w", context.Cause(ctx))
		}
		return nil, broke("`assay doctor` tells what is wrong with the engine", err, "cannot start a pod")
	}
	return p, nil
}

// opening gives what creates a container and attaches to it.
func (p *Pod) opening(ctx context.Context) func(*box, settings) {
	return func(b *box, s settings) {
		b.create(ctx, p.engine, s)
		b.attach(ctx, p.engine, b.name)
		close(b.attached)
	}
}

func (e *Engine) newPod(spec Spec) *Pod {
	id := strings.ToLower(rand.Text()[:12])
	return &Pod{
		engine: e, id: id, spec: spec, keep: spec.Keep,
		grader: newBox(RoleGrader, id), sandbox: newBox(RoleSandbox, id), services: newServiceBoxes(spec.Services, id),
	}
}

// assemble makes the containers with open and starts them, all of it in p.work.
func (p *Pod) assemble(ctx context.Context, open func(*box, settings)) {
	e := p.engine
	scratch := scratchMount(p.scratch(), p.labels(roleScratch))
	p.work.Go(func() {
		open(p.grader, p.spec.grader(p.labels(RoleGrader), scratch))
		p.grader.start(ctx, e)
	})
	p.assembleSandbox(ctx, open)
	p.assembleServices(ctx, open)
}

func (p *Pod) assembleSandbox(ctx context.Context, open func(*box, settings)) {
	b := p.sandbox
	scratch := scratchMount(p.scratch(), p.labels(roleScratch))
	p.work.Go(func() {
		if p.spec.Ephemeral { // its volume comes from the grader
			<-p.grader.created
		}
		open(b, p.spec.sandbox(p.labels(RoleSandbox), scratch, p.grader.name))
		<-p.grader.up // now there is a network to join
		if p.grader.startErr != nil {
			b.abandon()
			return
		}
		b.start(ctx, p.engine)
	})
}

func (p *Pod) labels(role string) map[string]string {
	labels := p.engine.labels(p.id, role)
	if p.spec.Ephemeral {
		labels[LabelShape] = p.spec.Shape()
	}
	return labels
}

// ID is the value of [LabelRun] of everything that belongs to the pod.
func (p *Pod) ID() string { return p.id }

// Kept says, once the pod is closed, whether it is still there.
func (p *Pod) Kept() bool { return p.keep }

// Containers names the pod's containers, the grader's first.
func (p *Pod) Containers() []string {
	var names []string
	for _, b := range p.boxes() {
		names = append(names, b.name)
	}
	return names
}

func (p *Pod) scratch() string { return "assay-" + p.id + "-" + roleScratch }

// Grader is stdin and stdout of the grader. The pod closes it.
func (p *Pod) Grader() io.ReadWriteCloser { return p.grader.stream }

// Warden is stdin and stdout of the sandbox's first process; when the sandbox
// could not be started, reading gives the reason. The pod closes it.
func (p *Pod) Warden() io.ReadWriteCloser { return late{stream: p.sandbox.stream, box: p.sandbox} }

// late is the stream of a container that is still being started.
type late struct {
	*stream
	box *box
}

func (l late) Read(b []byte) (int, error) {
	n, err := l.stream.Read(b)
	if err == nil {
		return n, nil
	}
	<-l.box.up // the stream may have ended before the answer to start was here
	if l.box.startErr != nil {
		return n, l.box.startErr
	}
	return n, err
}

// State is what the engine knows of the pod's containers.
type State struct {
	Grader, Sandbox BoxState
	Services        []BoxState // in the order of [Pod.Services]
}

// BoxState is what the engine knows of one container.
type BoxState struct {
	Running   bool
	OOMKilled bool   // the kernel ended one of its processes at the memory limit
	ExitCode  int    // of its first process; 128 + n after signal n
	Error     string // why the engine could not start it
	Stderr    string // the end of what it wrote to stderr
}

// State looks at the containers, to explain why one of them went silent.
func (p *Pod) State(ctx context.Context) (State, error) {
	var states []BoxState
	var errs []error
	for _, b := range p.boxes() {
		state, err := b.state(ctx, p.engine)
		states, errs = append(states, state), append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return State{}, broke("", err, "cannot look at the pod")
	}
	return State{Grader: states[0], Sandbox: states[1], Services: states[2:]}, nil
}

// Leave lets go of an ephemeral pod, which then ends and is removed by itself. It
// does not wait for that; [Engine.Ended] does.
func (p *Pod) Leave() {
	p.closing.Do(func() {
		p.work.Wait()
		for _, b := range p.boxes() {
			b.hangUp()
		}
	})
}

// Close removes the pod, whatever state it is in and even after ctx has ended; it
// takes 20 seconds at most. A pod that is to be kept is only let go of, unless ctx
// has ended: who interrupts a run wants nothing of it to stay.
func (p *Pod) Close(ctx context.Context) error {
	p.closing.Do(func() { p.closeErr = p.close(ctx) })
	return p.closeErr
}

func (p *Pod) close(ctx context.Context) error {
	p.keep = p.keep && ctx.Err() == nil
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	p.work.Wait() // each call in it has a time limit
	boxes := p.boxes()
	for _, b := range boxes {
		b.hangUp()
	}
	if p.keep {
		return nil
	}
	errs := make([]error, len(boxes))
	var all sync.WaitGroup
	for i, b := range boxes {
		all.Go(func() { errs[i] = b.remove(ctx, p.engine) })
	}
	all.Wait()
	var volumeErr error
	if !p.spec.Ephemeral { // else the volume has gone with the second container
		// The engine keeps a volume for as long as a container names it.
		volumeErr = p.engine.removeVolume(ctx, p.scratch())
	}
	if err := errors.Join(append(errs, volumeErr)...); err != nil {
		return broke("run `assay sweep`", err, "cannot remove pod %s", p.id)
	}
	return nil
}
