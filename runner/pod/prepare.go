package pod

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/docker/docker/api/types/filters"

	"assay/runner"
)

// Stock says how many pods are kept ready. The zero value means none.
type Stock struct {
	Idle time.Duration // how long a pod waits to be claimed before it ends
	Each int           // pods of one shape that may wait
	Most int           // pods of any shape that may wait on the engine
}

// Prepare makes a pod of the spec's shape that [Engine.Claim] finds, unless enough of
// them wait. Where too many of other shapes wait, the oldest of those goes. Only one
// process of a user prepares at a time, one more may wait for its turn, and those that
// come then return at once: what they would do is about to be done.
func (e *Engine) Prepare(ctx context.Context, spec Spec, stock Stock) error {
	spec.Keep, spec.Ephemeral, spec.Once, spec.idle = false, true, false, stock.Idle
	if err := spec.validate(); err != nil {
		return broke("", err, "cannot prepare a pod")
	}
	unlock, turn, err := queue(ctx, "warm")
	if err != nil || !turn {
		return err
	}
	defer unlock()
	room, err := e.makeRoom(ctx, spec.Shape(), stock)
	if err != nil || !room {
		return err
	}
	return e.prepare(ctx, spec)
}

// makeRoom says whether another pod of the shape may wait, and ends one of another
// shape where that is what is in its way.
func (e *Engine) makeRoom(ctx context.Context, shape string, stock Stock) (bool, error) {
	idle, err := e.idle(ctx)
	if err != nil {
		return false, err
	}
	same, others := 0, []warmPod{}
	for _, w := range idle {
		if w.shape == shape {
			same++
		} else {
			others = append(others, w)
		}
	}
	if same >= stock.Each || same >= stock.Most {
		return false, nil
	}
	slices.SortFunc(others, func(a, b warmPod) int { return a.created.Compare(b.created) })
	for len(idle) >= stock.Most && len(others) > 0 {
		if err := e.discard(ctx, others[0]); err != nil {
			return false, err
		}
		others, idle = others[1:], idle[1:]
	}
	return true, nil
}

// discard removes a pod that waits, unless somebody claims it first.
func (e *Engine) discard(ctx context.Context, w warmPod) error {
	var services []runner.Service
	for role := range w.services {
		services = append(services, runner.Service(role))
	}
	p, err := e.take(ctx, w.id, services)
	if err != nil {
		if taken(err) {
			return nil
		}
		return broke("", err, "cannot remove a warm pod")
	}
	return p.Close(ctx)
}

// prepare makes a pod and offers it. When that fails nothing is left of it.
func (e *Engine) prepare(ctx context.Context, spec Spec) error {
	p := e.newPod(spec)
	p.assemble(ctx, func(b *box, s settings) {
		b.create(ctx, e, s)
		close(b.attached)
	})
	p.work.Wait()
	var errs []error
	for _, b := range p.boxes() {
		errs = append(errs, b.startErr)
	}
	err := errors.Join(errs...)
	if err == nil {
		if ctx.Err() != nil {
			err = context.Cause(ctx)
		} else if err = e.client.ContainerRename(ctx, p.grader.name, "assay-"+p.id+warmSuffix); err == nil {
			return nil
		}
	}
	return broke("", errors.Join(err, p.Close(ctx)), "cannot prepare a pod")
}

// Ended waits until nothing is left of a pod that ends by itself, and removes what is
// still there after a few seconds.
func (e *Engine) Ended(ctx context.Context, id string) error {
	within, cancel := context.WithTimeout(ctx, endsWithin)
	defer cancel()
	tick := time.NewTicker(retryAfter)
	defer tick.Stop()
	for gone := false; !gone; {
		found, err := e.objects(within, filters.Arg("label", LabelRun+"="+id))
		if gone = err == nil && len(found) == 0; gone {
			return nil
		}
		select {
		case <-tick.C:
		case <-within.Done():
			gone = true
		}
	}
	if ctx.Err() != nil {
		return fmt.Errorf("wait for the end of pod %s: %w", id, context.Cause(ctx))
	}
	_, err := e.sweep(ctx, func(o Object) bool { return o.Run == id })
	return err
}

// endsWithin is how long a pod that ends by itself may take to.
const endsWithin = 5 * time.Second
