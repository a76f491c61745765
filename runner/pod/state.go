package pod

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/events"
	"github.com/docker/docker/api/types/filters"
)

// lookBack is how old the events of a container are at most that is looked for. The
// engine keeps the last few hundred of all containers.
const lookBack = 15 * time.Minute

// state asks the engine for the container's state.
func (b *box) state(ctx context.Context, e *Engine) (BoxState, error) {
	var s BoxState
	found, err := e.client.ContainerInspect(ctx, b.name)
	switch {
	case err == nil:
		s = BoxState{
			Running: found.State.Running, OOMKilled: found.State.OOMKilled,
			ExitCode: found.State.ExitCode, Error: found.State.Error,
		}
	case errdefs.IsNotFound(err):
		// An ephemeral container takes its state with it.
		if s, err = e.obituary(ctx, b.name); err != nil {
			return BoxState{}, err
		}
	default:
		return BoxState{}, fmt.Errorf("inspect container %s: %w", b.name, err)
	}
	if b.stream != nil {
		s.Stderr = b.stream.Stderr()
	}
	return s, nil
}

// obituary is what the engine remembers of a container that is gone.
func (e *Engine) obituary(ctx context.Context, name string) (BoxState, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	now := time.Now()
	said, failed := e.client.Events(ctx, events.ListOptions{
		Since: strconv.FormatInt(now.Add(-lookBack).Unix(), 10), Until: strconv.FormatInt(now.Unix()+1, 10),
		Filters: filters.NewArgs(filters.Arg("type", "container"), filters.Arg("container", name)),
	})
	s := BoxState{Error: "it is gone"}
	for {
		select {
		case event := <-said:
			if event.Action == events.ActionOOM {
				s.OOMKilled = true
			}
			if event.Action == events.ActionDie {
				s.ExitCode, _ = strconv.Atoi(event.Actor.Attributes["exitCode"])
				s.Error = ""
			}
		case err := <-failed:
			if ctx.Err() != nil {
				return BoxState{}, fmt.Errorf("ask for the end of container %s: %w", name, context.Cause(ctx))
			}
			_ = err // the end of the answer is one too; what came before it counts
			return s, nil
		}
	}
}
