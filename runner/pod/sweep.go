package pod

import (
	"context"
	"errors"
	"fmt"
	"strings"
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
	Left bool       `json:"left"` // the process that made or claimed it is gone
	Warm bool       `json:"warm"` // waits to be claimed

	shape   string
	owner   string // of [LabelOwner]
	created time.Time
	running bool
}

// Sweep says what [Engine.Sweep] removes.
type Sweep struct {
	All bool // also what living processes own and what has no known owner
}

// Sweep removes containers, volumes and networks that carry [Label] and whose
// owner is gone, and pods that wait to be claimed, and gives those removed. Whatever stays behind for another
// reason than its owner is in the error; removal goes on past it.
func (e *Engine) Sweep(ctx context.Context, sweep Sweep) ([]Object, error) {
	return e.sweep(ctx, func(o Object) bool { return o.Left || o.Warm || sweep.All })
}

// Tidy removes what is still there of ephemeral pods whose owner was killed before it
// had started them: those that run end by themselves. Kept pods stay.
func (e *Engine) Tidy(ctx context.Context) error {
	_, err := e.sweep(ctx, func(o Object) bool { return o.Left && o.shape != "" })
	return err
}

func (e *Engine) sweep(ctx context.Context, match func(Object) bool) ([]Object, error) {
	objects, err := e.Objects(ctx)
	if err != nil {
		return nil, err
	}
	removed := []Object{}
	var failed []error
	ours := map[string]bool{} // whether a warm pod could be claimed
	for _, o := range objects {
		if !match(o) {
			continue
		}
		if o.Warm {
			if _, tried := ours[o.Run]; !tried {
				_, err := e.take(ctx, o.Run, nil)
				ours[o.Run] = err == nil
			}
			if !ours[o.Run] {
				continue // a run has claimed it meanwhile, or it has ended
			}
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
	return e.objects(ctx, filters.Arg("label", Label))
}

func (e *Engine) objects(ctx context.Context, which filters.KeyValuePair) ([]Object, error) {
	ours := filters.NewArgs(which)
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
	names := map[string]string{} // of the containers of ephemeral pods, by run and role
	for _, c := range containers {
		o := Object{Kind: KindContainer, ID: c.ID, Name: c.ID[:12], created: time.Unix(c.Created, 0)}
		if len(c.Names) > 0 {
			o.Name = c.Names[0][1:] // they begin with a slash
		}
		o.running = c.State == container.StateRunning || c.State == container.StatePaused || c.State == container.StateRestarting
		names[c.Labels[LabelRun]+"-"+c.Labels[LabelRole]] = o.Name
		objects = append(objects, o.labelled(c.Labels))
	}
	for _, v := range volumes.Volumes {
		created, _ := time.Parse(time.RFC3339, v.CreatedAt) // unknown: old
		objects = append(objects, Object{Kind: KindVolume, ID: v.Name, Name: v.Name, created: created}.labelled(v.Labels))
	}
	for _, n := range networks {
		objects = append(objects, Object{Kind: KindNetwork, ID: n.ID, Name: n.Name, created: n.Created}.labelled(n.Labels))
	}
	for i := range objects {
		e.judge(&objects[i], names)
	}
	return objects, nil
}

// labelled fills in what the labels say.
func (o Object) labelled(labels map[string]string) Object {
	o.Run, o.Role, o.shape, o.owner = labels[LabelRun], labels[LabelRole], labels[LabelShape], labels[LabelOwner]
	return o
}

// judge says whether an object waits or was left behind. Who owns a pod that was made
// ahead is in the name of its sandbox.
func (e *Engine) judge(o *Object, names map[string]string) {
	owner, err := parseOwner(o.owner)
	if o.shape != "" {
		grader, sandbox := names[o.Run+"-"+RoleGrader], names[o.Run+"-"+RoleSandbox]
		claimer, claimed := ownerInName(sandbox)
		switch {
		case strings.HasSuffix(grader, warmSuffix):
			o.Warm = true
			return
		case claimed:
			owner, err = claimer, nil
		case strings.HasSuffix(grader, takenSuffix):
			return // is being claimed; if nobody goes on with that it ends by itself
		}
	}
	if err != nil {
		// A container started by hand from one of our images inherits [Label]
		// but has no owner: it is not for us to remove unasked.
		return
	}
	switch e.processes.check(owner) {
	case ownerGone:
		o.Left = true
	case ownerUnknown:
		o.Left = !o.running && time.Since(o.created) > foreignAge
	case ownerAlive:
	}
}

// removeContainer removes a container, and waits where that is being done already: an engine
// that was killed meanwhile may say so for ever.
func (e *Engine) removeContainer(ctx context.Context, id string) error {
	within, cancel := context.WithTimeout(ctx, endsWithin)
	defer cancel()
	for {
		err := e.client.ContainerRemove(ctx, id, container.RemoveOptions{Force: true, RemoveVolumes: true})
		if !errdefs.IsConflict(err) {
			return err //nolint:wrapcheck // the caller names the object
		}
		select {
		case <-time.After(retryAfter):
		case <-within.Done():
			return fmt.Errorf("only a restart of the engine may help: %w", err)
		}
	}
}

// remove removes one object. That somebody else removes it too is no error.
func (e *Engine) remove(ctx context.Context, o Object) error {
	var err error
	switch o.Kind {
	case KindContainer:
		err = e.removeContainer(ctx, o.ID)
	case KindVolume:
		err = e.client.VolumeRemove(ctx, o.ID, false)
		if o.shape != "" && errdefs.IsConflict(err) { // goes with the last container
			return nil
		}
	case KindNetwork:
		err = e.client.NetworkRemove(ctx, o.ID)
	}
	if errdefs.IsNotFound(err) {
		return nil
	}
	return err //nolint:wrapcheck // the caller names the object
}
