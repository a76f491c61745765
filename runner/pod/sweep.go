package pod

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/filters"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/docker/api/types/volume"
)

// foreignAge is how long an object whose owner cannot be checked from here, for
// instance one from before a reboot, must have been idle to count as left behind.
const foreignAge = 10 * time.Minute

// ObjectKind is what a leftover is.
type ObjectKind string

// The closed set of object kinds.
const (
	KindContainer ObjectKind = "container"
	KindVolume    ObjectKind = "volume"
	KindNetwork   ObjectKind = "network"
)

// Object is a container, volume or network that Assay made.
type Object struct {
	Kind ObjectKind `json:"kind"`
	ID   string     `json:"id"` // of a volume its name
	Name string     `json:"name"`
	Run  string     `json:"run"`
	Role string     `json:"role"`
	Left bool       `json:"left"` // the process that made it is gone

	created time.Time
	running bool
}

// Sweep says what [Engine.Sweep] removes.
type Sweep struct {
	All bool // also what living processes own and what has no known owner
}

// Sweep removes containers, volumes and networks that carry [Label] and whose
// owner is gone, and gives those removed. Whatever stays behind for another
// reason than its owner is in the error; removal goes on past it.
func (e *Engine) Sweep(ctx context.Context, sweep Sweep) ([]Object, error) {
	return e.sweep(ctx, func(o Object) bool { return o.Left || sweep.All })
}

func (e *Engine) sweep(ctx context.Context, match func(Object) bool) ([]Object, error) {
	objects, err := e.Objects(ctx)
	if err != nil {
		return nil, err
	}
	removed := []Object{}
	var failed []error
	for _, o := range objects {
		if !match(o) {
			continue
		}
		if err := e.remove(ctx, o); err != nil {
			failed = append(failed, fmt.Errorf("remove %s %s: %w", o.Kind, o.Name, err))
			continue
		}
		removed = append(removed, o)
	}
	if len(failed) > 0 {
		return removed, broke("run `assay sweep` again; if it stays, `docker inspect` it", errors.Join(failed...), "sweep left something behind")
	}
	return removed, nil
}

// Objects lists the containers, volumes and networks that carry [Label], in
// the order in which they can be removed.
func (e *Engine) Objects(ctx context.Context) ([]Object, error) {
	ours := filters.NewArgs(filters.Arg("label", Label))
	containers, err := e.client.ContainerList(ctx, container.ListOptions{All: true, Filters: ours})
	if err != nil {
		return nil, broke("", err, "list containers")
	}
	volumes, err := e.client.VolumeList(ctx, volume.ListOptions{Filters: ours})
	if err != nil {
		return nil, broke("", err, "list volumes")
	}
	networks, err := e.client.NetworkList(ctx, network.ListOptions{Filters: ours})
	if err != nil {
		return nil, broke("", err, "list networks")
	}
	objects := []Object{}
	for _, c := range containers {
		o := Object{Kind: KindContainer, ID: c.ID, Name: c.ID[:12], created: time.Unix(c.Created, 0)}
		if len(c.Names) > 0 {
			o.Name = c.Names[0][1:] // they begin with a slash
		}
		o.running = c.State == container.StateRunning || c.State == container.StatePaused || c.State == container.StateRestarting
		objects = append(objects, e.judged(o, c.Labels))
	}
	for _, v := range volumes.Volumes {
		created, _ := time.Parse(time.RFC3339, v.CreatedAt) // unknown: old
		objects = append(objects, e.judged(Object{Kind: KindVolume, ID: v.Name, Name: v.Name, created: created}, v.Labels))
	}
	for _, n := range networks {
		objects = append(objects, e.judged(Object{Kind: KindNetwork, ID: n.ID, Name: n.Name, created: n.Created}, n.Labels))
	}
	return objects, nil
}

// judged fills in what the labels say and whether the object was left behind.
func (e *Engine) judged(o Object, labels map[string]string) Object {
	o.Run, o.Role = labels[LabelRun], labels[LabelRole]
	owner, err := parseOwner(labels[LabelOwner])
	if err != nil {
		// A container started by hand from one of our images inherits [Label]
		// but has no owner: it is not for us to remove unasked.
		return o
	}
	switch e.processes.check(owner) {
	case ownerGone:
		o.Left = true
	case ownerUnknown:
		o.Left = !o.running && time.Since(o.created) > foreignAge
	case ownerAlive:
	}
	return o
}

// remove removes one object. That somebody else removes it too is no error.
func (e *Engine) remove(ctx context.Context, o Object) error {
	var err error
	switch o.Kind {
	case KindContainer:
		err = e.client.ContainerRemove(ctx, o.ID, container.RemoveOptions{Force: true, RemoveVolumes: true})
		if errdefs.IsConflict(err) { // already being removed
			return nil
		}
	case KindVolume:
		err = e.client.VolumeRemove(ctx, o.ID, false)
	case KindNetwork:
		err = e.client.NetworkRemove(ctx, o.ID)
	}
	if errdefs.IsNotFound(err) {
		return nil
	}
	return err //nolint:wrapcheck // the caller names the object
}
