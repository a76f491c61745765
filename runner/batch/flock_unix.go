//go:build unix

package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// lockPoll is how often a waiting process tries the lock again.
const lockPoll = 20 * time.Millisecond

// flock takes a lock, alone or with all others that take it so.
func flock(ctx context.Context, name string, alone bool, waiting func()) (func(), error) { //nolint:revive // what flock(2) takes too
	path := filepath.Join(os.TempDir(), fmt.Sprintf("assay-%s-%d.lock", name, os.Getuid()))
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return func() {}, nil
	}
	unlock := func() { _ = file.Close() } // closing drops the lock
	how := syscall.LOCK_SH
	if alone {
		how = syscall.LOCK_EX
	}
	tick := time.NewTicker(lockPoll)
	defer tick.Stop()
	for {
		err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return unlock, nil
		}
		waiting()
		select {
		case <-ctx.Done():
			unlock()
			return nil, fmt.Errorf("wait for other runs: %w", context.Cause(ctx))
		case <-tick.C:
		}
	}
}
