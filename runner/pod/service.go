package pod

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/mount"

	"assay/runner"
	"assay/runner/wire"
)

const (
	serviceUser  = "10002:10002"
	serviceFiles = 16 << 10
)

// Service is a server in the pod, on the loopback network of the others. Its first process
// is ours: it starts the server and opens it for two accounts with fresh passwords.
type Service struct {
	Name             runner.Service
	Admin, Candidate string    // passwords
	Frames           io.Reader // of [wire.ServiceToGo]; its end is that of the service, or says why it was not started
}

// bounds are what a service may use, apart from the sandbox's own limits.
type bounds struct {
	memory, data int64 // bytes; the files in data count as memory
	pids         int64
}

func boundsOf(name runner.Service) bounds {
	if name == runner.ServicePostgres {
		return bounds{memory: 512 << 20, data: 256 << 20, pids: 96} // a process for each of 50 connections
	}
	return bounds{memory: 128 << 20, data: 16 << 20, pids: 32}
}

// service describes the container of a service. It shares the pod's network and
// nothing else: no folder, no capability, a user of its own.
func (s Spec) service(name runner.Service, labels map[string]string, grader string) settings {
	most := boundsOf(name)
	b := s.hardened(labels, mount.Mount{})
	b.config.Image, _ = ImageTag(string(name)) // validate has seen to it
	b.config.User = serviceUser
	b.config.Cmd = s.command("assay.service", string(name))
	b.host.NetworkMode = container.NetworkMode("container:" + grader)
	b.host.Mounts = nil
	b.host.Resources = resources(most.memory, s.Limits.CPUs, most.pids)
	for _, limit := range b.host.Ulimits {
		if limit.Name == "fsize" {
			limit.Soft, limit.Hard = most.data, most.data
		}
	}
	b.host.Tmpfs["/data"] = fmt.Sprintf("rw,noexec,nosuid,nodev,size=%d,nr_inodes=%d,mode=0700,uid=10002,gid=10002", most.data, serviceFiles)
	return b
}

// serviceBox is the container of a service.
type serviceBox struct {
	*box
	name             runner.Service
	admin, candidate string
}

func newServiceBoxes(names []runner.Service, id string) []serviceBox {
	boxes := make([]serviceBox, len(names))
	for i, name := range names {
		boxes[i] = serviceBox{box: newBox(string(name), id), name: name, admin: rand.Text(), candidate: rand.Text()}
	}
	return boxes
}

// serve hands the service the passwords of this run.
func (b serviceBox) serve() error {
	message := wire.Serve{V: wire.Version, Admin: b.admin, Candidate: b.candidate}
	if err := wire.NewWriter(b.stream, wire.GoToService).Write(message); err != nil {
		return fmt.Errorf("open service %s: %w", b.name, err)
	}
	return nil
}

// assembleServices makes and starts the containers of the services, all of it in p.work.
func (p *Pod) assembleServices(ctx context.Context, open func(*box, settings)) {
	for _, b := range p.services {
		p.work.Go(func() {
			open(b.box, p.spec.service(b.name, p.labels(b.role), p.grader.name))
			<-p.grader.up // now there is a network to join
			if p.grader.startErr != nil {
				b.abandon()
				return
			}
			b.start(ctx, p.engine)
			if b.startErr == nil && b.stream != nil { // a pod that is to wait has no stream yet
				_ = b.serve() // a service that is gone is noticed by whoever reads of it
			}
		})
	}
}

// boxes are all containers of the pod, the grader first.
func (p *Pod) boxes() []*box {
	all := []*box{p.grader, p.sandbox}
	for _, b := range p.services {
		all = append(all, b.box)
	}
	return all
}

// attached waits until it is settled which containers exist, and gives what went wrong.
func (p *Pod) attached() error {
	<-p.grader.up
	errs := []error{p.grader.startErr}
	for _, b := range p.boxes()[1:] {
		<-b.attached
		errs = append(errs, b.createErr)
	}
	return errors.Join(errs...)
}

// Services are the pod's services in the order of the spec.
func (p *Pod) Services() []Service {
	all := make([]Service, len(p.services))
	for i, b := range p.services {
		all[i] = Service{Name: b.name, Admin: b.admin, Candidate: b.candidate, Frames: late{stream: b.stream, box: b.box}}
	}
	return all
}
