package pod

import (
	"context"
	"fmt"
	"strconv"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
)

// Renew replaces the sandbox by a new one, once nothing of the old one runs any more. What
// that has left in the folder that it shares with the grader goes with it; whatever is there
// all the same, the grader tells when it is asked for the next run. Only for a pod
// with a serial grader, which has no run. ctx ends the start of the new sandbox, which [Pod.Warden] waits for.
func (p *Pod) Renew(ctx context.Context) error {
	p.work.Wait()
	old := p.sandbox
	old.hangUp() // its first process cleans up and ends
	if err := p.ended(ctx, old); err != nil {
		return broke("", err, "cannot renew pod %s", p.id)
	}
	p.renewed++
	p.sandbox = newBox(RoleSandbox, p.id)
	p.sandbox.name += strconv.Itoa(p.renewed) // the engine's events are by name
	p.assembleSandbox(ctx, p.opening(ctx))
	<-p.sandbox.attached
	if err := p.sandbox.createErr; err != nil {
		return broke("", err, "cannot renew pod %s", p.id)
	}
	return nil
}

// ended waits until a container whose stdin is closed has ended, and removes it.
func (p *Pod) ended(ctx context.Context, b *box) error {
	within, cancel := context.WithTimeout(ctx, endsWithin)
	defer cancel()
	condition := container.WaitConditionNotRunning
	if p.spec.Ephemeral {
		condition = container.WaitConditionRemoved
	}
	ended, failed := p.engine.client.ContainerWait(within, b.name, condition)
	select {
	case <-ended:
		if p.spec.Ephemeral {
			return nil
		}
	case err := <-failed:
		if errdefs.IsNotFound(err) {
			return nil
		}
		if ctx.Err() != nil {
			return fmt.Errorf("wait for the end of container %s: %w", b.name, context.Cause(ctx))
		}
	}
	return b.remove(ctx, p.engine)
}
