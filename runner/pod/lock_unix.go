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

// lock waits until no other process of this user holds the lock of this name here
// and gives the function that lets the next one in. waiting is called once if there
// is a wait. Where the lock file cannot be made there is no lock; the only error
// is that of ctx.
func lock(ctx context.Context, name string, waiting func()) (func(), error) {
	file, err := lockFile(name)
	if err != nil {
		return func() {}, nil
	}
	unlock := func() { _ = file.Close() } // closing drops the lock
	tick := time.NewTicker(lockPoll)
	defer tick.Stop()
	for first := true; ; first = false {
		if !held(file) {
			return unlock, nil
		}
		if first {
			waiting()
		}
		select {
		case <-ctx.Done():
			unlock()
			return nil, fmt.Errorf("wait for another process: %w", ctx.Err())
		case <-tick.C:
		}
	}
}

// tryLock is lock for those who do not want to wait.
func tryLock(name string) (unlock func(), locked bool) {
	file, err := lockFile(name)
	if err != nil {
		return func() {}, true
	}
	if held(file) {
		_ = file.Close() // nothing was written
		return nil, false
	}
	return func() { _ = file.Close() }, true
}

func lockFile(name string) (*os.File, error) {
	path := filepath.Join(os.TempDir(), fmt.Sprintf("assay-%s-%d.lock", name, os.Getuid()))
	return os.OpenFile(path, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600) //nolint:wrapcheck // never shown
}

// held tries to take a lock and says whether somebody else has it.
func held(file *os.File) bool {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	return errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR)
}
