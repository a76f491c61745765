//go:build unix

package pod

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
const lockPoll = 200 * time.Millisecond

// lockBuilds waits until no other process of this user builds images here and
// gives the function that lets the next one in. waiting is called once if there
// is a wait. Where the lock file cannot be made there is no lock; the only error
// is that of ctx.
func lockBuilds(ctx context.Context, waiting func()) (func(), error) {
	path := filepath.Join(os.TempDir(), fmt.Sprintf("assay-images-%d.lock", os.Getuid()))
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return func() {}, nil
	}
	unlock := func() { _ = file.Close() } // closing drops the lock
	tick := time.NewTicker(lockPoll)
	defer tick.Stop()
	for first := true; ; first = false {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return unlock, nil
		}
		if first {
			waiting()
		}
		select {
		case <-ctx.Done():
			unlock()
			return nil, fmt.Errorf("wait for another build: %w", ctx.Err())
		case <-tick.C:
		}
	}
}
