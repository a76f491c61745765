package judge

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"assay/runner"
	"assay/runner/wire"
)

// Service is a server beside the sandbox, as the pod has made it.
type Service struct {
	Name             runner.Service
	Admin, Candidate string    // passwords of its accounts, of letters and digits
	Frames           io.Reader // what its first process says
}

// service is what the conversation knows of a service.
type service struct {
	Service
	side  side
	ready bool
}

// servicesReady says whether clients can connect to every service.
func (s *session) servicesReady() bool { return s.unready() == nil }

// unready gives a service that is not ready yet, or nil.
func (s *session) unready() *service {
	for i := range s.services {
		if !s.services[i].ready {
			return &s.services[i]
		}
	}
	return nil
}

// service finds the service that is one side of the conversation.
func (s *session) service(from side) (at int, isService bool) {
	for i := range s.services {
		if s.services[i].side == from {
			return i, true
		}
	}
	return 0, false
}

func (s *session) takeFromService(ctx context.Context, at int, message wire.Message) error {
	one := &s.services[at]
	ready, isReady := message.(wire.ServiceReady)
	if !isReady || one.ready || ready.Role != string(one.Name) {
		return s.nonsense(ctx, one.side, message)
	}
	one.ready = true
	s.advance()
	return nil
}

// lostService deals with a service that has ended. When the kernel ended it for the memory
// that its clients made it use while tests ran, the submission is to blame: the references
// run within that limit. Whatever else ends a service is not the candidate's fault.
func (s *session) lostService(ctx context.Context, at int, err error) (*ending, error) {
	one := s.services[at]
	if s.joined.IsZero() || !isDeath(err) {
		return nil, s.failure(ctx, one.side, err)
	}
	looking, cancel := context.WithTimeout(ctx, lookWithin)
	defer cancel()
	for {
		state, lookErr := s.look(looking)
		switch {
		case lookErr != nil && ctx.Err() == nil && looking.Err() != nil:
			return nil, s.failure(ctx, one.side, err)
		case lookErr != nil:
			return nil, lookErr
		case !state.Services[at].Running && state.Services[at].OOMKilled:
			return &ending{why: causeService, service: one.Name}, nil
		case !state.Services[at].Running:
			return nil, s.failure(ctx, one.side, err)
		}
		// Its stream ends a little before the engine notes why.
		select {
		case <-time.After(lookAgain):
		case <-looking.Done():
			return nil, s.failure(ctx, one.side, err)
		}
	}
}

// deadService finds a service that has ended though nobody has said so yet, where tests
// may have failed of that.
func (s *session) deadService(ctx context.Context) (at int, dead bool, err error) {
	if len(s.services) == 0 || s.tally.allPassed() {
		return 0, false, nil
	}
	state, err := s.look(ctx)
	if err != nil {
		return 0, false, err
	}
	for i, box := range state.Services {
		if !box.Running {
			return i, true, nil
		}
	}
	return 0, false, nil
}

var errServiceEnded = errors.New("it ended while tests ran")

// wireServices are the services as the grader is told of them.
func (s *session) wireServices() []wire.Service {
	out := make([]wire.Service, len(s.services))
	for i, one := range s.services {
		out[i] = wire.Service{Name: string(one.Name), Admin: one.Admin, Candidate: one.Candidate}
	}
	return out
}

func newServices(of []Service) []service {
	out := make([]service, len(of))
	for i, one := range of {
		out[i] = service{Service: one, side: side(fmt.Sprintf("service %s", one.Name))}
	}
	return out
}
