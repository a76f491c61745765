package pod

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/filters"
	"github.com/docker/docker/api/types/mount"

	"assay/runner"
	"assay/runner/wire"
)

const (
	// warmSuffix ends the name of the grader of a pod that waits for a run. Whoever
	// changes that to takenSuffix owns the pod. The new name must be the same for all:
	// the engine looks a container up before it locks it, so of several callers at once
	// each would get its own new name, one after the other. To rename a container to
	// the name that it has is an error, however.
	warmSuffix, takenSuffix = "-warm", "-taken"
	// claimedWithin bounds the answer of a pod that has been claimed: on a busy machine
	// it may have to finish its imports first.
	claimedWithin = 10 * time.Second
)

// Shape is a hash of everything that decides what a pod of this spec is, down to
// its seccomp profile. Pods of one shape can stand in for each other.
func (s Spec) Shape() string {
	s.Keep, s.Ephemeral, s.Once, s.idle = false, true, false, 0
	none := map[string]string{}
	parts := []any{wire.Version, s.grader(none, scratchMount("", none)).plain(), s.sandbox(none, mount.Mount{}, "").plain()}
	for _, name := range s.Services {
		parts = append(parts, s.service(name, none, "").plain())
	}
	text, err := json.Marshal(parts)
	if err != nil {
		panic("pod: internal error: " + err.Error()) // plain data
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

// plain is s as values that JSON can hold.
func (s settings) plain() []any { return []any{s.config, s.host} }

// Claim gives a pod of the spec's shape that was made ahead by [Engine.Prepare]. It
// is this process's alone and answers. The error wraps [ErrNoWarm] when there is none.
func (e *Engine) Claim(ctx context.Context, spec Spec) (*Pod, error) {
	if err := spec.validate(); err != nil {
		return nil, broke("", err, "cannot claim a pod")
	}
	idle, err := e.idle(ctx)
	if err != nil {
		return nil, err
	}
	shape := spec.Shape()
	for _, i := range rand.Perm(len(idle)) { // many may be looking at the same list
		w := idle[i]
		// The engine names the image by its tag only while the tag still means it.
		if w.shape != shape || w.image != spec.Image {
			continue
		}
		p, err := e.claim(ctx, w, spec.Services)
		if err == nil {
			return p, nil
		}
		if ctx.Err() != nil {
			return nil, fmt.Errorf("claim pod: %w", context.Cause(ctx))
		}
	}
	return nil, broke("", ErrNoWarm, "cannot claim a pod")
}

// warmPod is a pod that waits for a run.
type warmPod struct {
	id, shape, image string
	grader, sandbox  string            // ids of the containers
	services         map[string]string // ids of those of the services, by role
	created          time.Time
}

// idle lists the pods that wait for a run.
func (e *Engine) idle(ctx context.Context) ([]warmPod, error) {
	found, err := e.client.ContainerList(ctx, container.ListOptions{
		Filters: filters.NewArgs(filters.Arg("label", LabelShape), filters.Arg("status", "running")),
	})
	if err != nil {
		return nil, broke("", err, "list warm pods")
	}
	sandboxes, services := map[string]string{}, map[string]map[string]string{}
	for _, c := range found {
		run, role := c.Labels[LabelRun], c.Labels[LabelRole]
		switch role {
		case RoleGrader:
		case RoleSandbox:
			sandboxes[run] = c.ID
		default:
			if services[run] == nil {
				services[run] = map[string]string{}
			}
			services[run][role] = c.ID
		}
	}
	var idle []warmPod
	for _, c := range found {
		run := c.Labels[LabelRun]
		w := warmPod{
			id: run, shape: c.Labels[LabelShape], image: c.Image, created: time.Unix(c.Created, 0),
			grader: c.ID, sandbox: sandboxes[run], services: services[run],
		}
		if len(c.Names) == 1 && strings.HasSuffix(c.Names[0], warmSuffix) && w.sandbox != "" {
			idle = append(idle, w)
		}
	}
	return idle, nil
}

// take makes this process the owner of a pod that waits. The error is one of those of
// [taken] when somebody else was faster.
func (e *Engine) take(ctx context.Context, id string, services []runner.Service) (*Pod, error) {
	p := e.newPod(Spec{Ephemeral: true, Services: services})
	p.id = id
	for _, b := range p.boxes() {
		b.name = "assay-" + id + "-" + b.role
	}
	p.grader.name = "assay-" + id + takenSuffix
	call, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	if err := e.client.ContainerRename(call, "assay-"+id+warmSuffix, p.grader.name); err != nil {
		return nil, fmt.Errorf("claim pod %s: %w", id, err)
	}
	return p, nil
}

// claim takes a pod and wakes it. A pod that does not answer is removed.
func (e *Engine) claim(ctx context.Context, w warmPod, services []runner.Service) (*Pod, error) {
	p, err := e.take(ctx, w.id, services)
	if err != nil {
		return nil, err
	}
	var woken sync.WaitGroup
	var graderErr, sandboxErr, nameErr error
	errs := make([]error, len(p.services))
	named := claimedName(p.sandbox.name, e.owner)
	woken.Go(func() { graderErr = p.grader.wake(ctx, e, w.grader) })
	woken.Go(func() { sandboxErr = p.sandbox.wake(ctx, e, w.sandbox) })
	for i, b := range p.services {
		woken.Go(func() { errs[i] = b.wake(ctx, e, w.services[b.role]) })
	}
	woken.Go(func() { nameErr = e.client.ContainerRename(ctx, w.sandbox, named) })
	woken.Wait()
	if nameErr == nil {
		p.sandbox.name = named
	}
	if err := errors.Join(append(errs, graderErr, sandboxErr, nameErr)...); err != nil {
		return nil, errors.Join(err, p.Close(ctx))
	}
	return p, nil
}

// wake attaches to a container that waits, by its id, and says hello. It returns when
// the container has begun to answer.
func (b *box) wake(ctx context.Context, e *Engine, id string) error {
	if err := b.rouse(ctx, e, id); err != nil {
		return err
	}
	direction := wire.GoToWarden
	if b.role == RoleGrader {
		direction = wire.GoToGrader
	}
	if err := wire.NewWriter(b.stream, direction).Write(wire.Hello{V: wire.Version}); err != nil {
		return fmt.Errorf("claim container %s: %w", b.name, err)
	}
	if err := b.stream.answers(claimedWithin); err != nil {
		return fmt.Errorf("claimed container %s: %w", b.name, err)
	}
	return nil
}

// wake attaches to a service that waits and hands it its passwords.
func (b serviceBox) wake(ctx context.Context, e *Engine, id string) error {
	if err := b.rouse(ctx, e, id); err != nil {
		return err
	}
	if err := b.serve(); err != nil {
		return err
	}
	return b.stream.speaks(claimedWithin)
}

// rouse attaches to a container that waits.
func (b *box) rouse(ctx context.Context, e *Engine, id string) error {
	b.attach(ctx, e, id)
	close(b.attached)
	close(b.up)
	return b.createErr
}

// answers waits until the container says something, which must be on stdout.
func (s *stream) answers(within time.Duration) error {
	return s.waits(within, func() error {
		head, err := s.conn.Reader.Peek(1)
		if err == nil && head[0] != chunkStdout {
			return errors.New("it complains instead of answering")
		}
		return err //nolint:wrapcheck // by waits
	})
}

// speaks waits until the container says something on stdout, whatever it writes to stderr
// before: servers do.
func (s *stream) speaks(within time.Duration) error {
	return s.waits(within, func() error {
		for s.left == 0 {
			if err := s.nextChunk(); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *stream) waits(within time.Duration, read func() error) error {
	if err := s.conn.Conn.SetReadDeadline(time.Now().Add(within)); err != nil {
		return fmt.Errorf("set deadline: %w", err)
	}
	if err := read(); err != nil {
		return fmt.Errorf("wait for an answer: %w", err)
	}
	if err := s.conn.Conn.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("unset deadline: %w", err)
	}
	return nil
}

// claimedName is the name of a sandbox that has been claimed, and ownerInName finds
// the owner again: labels cannot be changed.
func claimedName(sandbox string, owner Owner) string {
	return sandbox + "." + strings.ReplaceAll(owner.String(), "/", ".")
}

func ownerInName(name string) (Owner, bool) {
	_, text, found := strings.Cut(name, "-"+RoleSandbox+".")
	owner, err := parseOwner(strings.ReplaceAll(text, ".", "/"))
	return owner, found && err == nil
}

// taken says whether somebody else has claimed a pod first, or it has ended.
func taken(err error) bool {
	return errdefs.IsNotFound(err) || errdefs.IsConflict(err) || errdefs.IsInvalidArgument(err)
}
