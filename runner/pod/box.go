package pod

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
)

const (
	// callTimeout bounds one call that creates or starts a container. Such a call
	// is never cancelled: the engine would go on with it unseen.
	callTimeout = 30 * time.Second
	// retryAfter is the pause before a removal is tried again, and lateAnswers how
	// often it is tried while the engine may still be making what is to go.
	retryAfter  = 200 * time.Millisecond
	lateAnswers = 10
)

// errAbandoned stands for a sandbox that was not started because its grader was not.
var errAbandoned = errors.New("not started")

// box is one container of a pod.
type box struct {
	role, name string

	created   chan struct{} // closed once create has been called
	attached  chan struct{} // closed once stream and createErr are set
	stream    *stream       // nil after a createErr
	createErr error
	unsure    bool // create was called and did not answer whether it made a container

	up       chan struct{} // closed once startErr is set
	startErr error         // also set after a createErr
}

func newBox(role, id string) *box {
	return &box{
		role: role, name: "assay-" + id + "-" + role,
		created: make(chan struct{}), attached: make(chan struct{}), up: make(chan struct{}),
	}
}

// create creates the container.
func (b *box) create(ctx context.Context, e *Engine, s settings) {
	defer close(b.created)
	if ctx.Err() != nil {
		b.createErr = context.Cause(ctx)
		return
	}
	call, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	if _, err := e.client.ContainerCreate(call, s.config, s.host, nil, nil, b.name); err != nil {
		b.unsure = !errdefs.IsNotFound(err) && !errdefs.IsInvalidArgument(err)
		b.createErr = fmt.Errorf("create container %s: %w", b.name, err)
	}
}

// attach attaches to the container, by its name or id, if create went well.
func (b *box) attach(ctx context.Context, e *Engine, id string) {
	if b.createErr != nil {
		return
	}
	call, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	conn, err := e.client.ContainerAttach(call, id,
		container.AttachOptions{Stream: true, Stdin: true, Stdout: true, Stderr: true})
	if err != nil {
		b.createErr = fmt.Errorf("attach to container %s: %w", b.name, err)
		return
	}
	b.stream = &stream{conn: conn}
}

// start starts the container if create went well.
func (b *box) start(ctx context.Context, e *Engine) {
	err := b.createErr
	if err == nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err == nil {
		call, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
		defer cancel()
		err = e.client.ContainerStart(call, b.name, container.StartOptions{})
		if err != nil {
			err = fmt.Errorf("start container %s: %w", b.name, err)
		}
	}
	b.settle(err)
}

// abandon stands in for start.
func (b *box) abandon() { b.settle(errAbandoned) }

// settle tells how start went, then wakes whoever reads a stream that stays silent.
func (b *box) settle(err error) {
	b.startErr = err
	close(b.up)
	if err != nil {
		b.hangUp()
	}
}

func (b *box) hangUp() {
	if b.stream != nil {
		_ = b.stream.Close() // never fails
	}
}

// remove kills and removes the container by name, for its id may have got lost.
func (b *box) remove(ctx context.Context, e *Engine) error {
	for missed := 0; ; {
		err := e.client.ContainerRemove(ctx, b.name, container.RemoveOptions{Force: true, RemoveVolumes: true})
		switch {
		case err == nil:
			return nil
		case errdefs.IsNotFound(err):
			if missed++; !b.unsure || missed == lateAnswers {
				return nil
			}
		case !errdefs.IsConflict(err) && !errdefs.IsInternal(err):
			return fmt.Errorf("remove container %s: %w", b.name, err)
		}
		// Being removed by somebody else, busy, or not made yet.
		select {
		case <-ctx.Done():
			return fmt.Errorf("remove container %s: %w", b.name, errors.Join(err, ctx.Err()))
		case <-time.After(retryAfter):
		}
	}
}
