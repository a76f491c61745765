package batch

import (
	"context"
	"fmt"
	"sync"

	"assay/runner/lock"
)

// Enter waits until a run may begin: one that is exclusive until no other run goes on,
// any other until no exclusive run goes on or waits. It counts the runs of all processes
// of this user on this machine. The function that it gives must be called when the run
// is over; the end of the process does the same. waiting, which may be nil, is called once
// if there is a wait. The only error is that of ctx. Where there are no lock files, runs do not
// wait for each other.
func Enter(ctx context.Context, exclusive bool, waiting func()) (leave func(), err error) {
	if waiting == nil {
		waiting = func() {}
	}
	tell := sync.OnceFunc(waiting)
	// Whoever waits for the machine holds the gate, so that later runs do not
	// keep an exclusive one out for ever.
	openGate, err := lock.Take(ctx, "gate", lock.Mode(exclusive), tell)
	if err != nil {
		return nil, fmt.Errorf("wait for other runs: %w", err)
	}
	defer openGate()
	if leave, err = lock.Take(ctx, "runs", lock.Mode(exclusive), tell); err != nil {
		return nil, fmt.Errorf("wait for other runs: %w", err)
	}
	return leave, nil
}
