//go:build unix

package lock

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// poll is how often a waiting process tries the lock again.
const poll = 20 * time.Millisecond

// Take waits for the lock of a name and gives the function that lets the next one in.
// waiting is called once if there is a wait. The only error wraps that of ctx.
func Take(ctx context.Context, name string, mode Mode, waiting func()) (unlock func(), err error) {
	file, err := open(name)
	if err != nil {
		return func() {}, nil
	}
	unlock = func() { _ = file.Close() } // closing drops the lock
	tick := time.NewTicker(poll)
	defer tick.Stop()
	for first := true; ; first = false {
		if !held(file, mode) {
			return unlock, nil
		}
		if first {
			waiting()
		}
		select {
		case <-ctx.Done():
			unlock()
			return nil, fmt.Errorf("wait for lock %s: %w", name, context.Cause(ctx))
		case <-tick.C:
		}
	}
}

// Try is [Take] for those who do not want to wait; ok is false when somebody else has the lock.
func Try(name string, mode Mode) (unlock func(), ok bool) {
	file, err := open(name)
	if err != nil {
		return func() {}, true
	}
	if held(file, mode) {
		_ = file.Close() // nothing was written
		return nil, false
	}
	return func() { _ = file.Close() }, true
}

// errForeign: the folder is everybody's, and who has put a file there in our name could keep
// us waiting for ever.
var errForeign = errors.New("the lock file belongs to somebody else")

func open(name string) (*os.File, error) {
	path := filepath.Join(os.TempDir(), fmt.Sprintf("assay-%s-%d.lock", name, os.Getuid()))
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, err //nolint:wrapcheck // never shown
	}
	info, err := file.Stat()
	if err == nil {
		if stat, ok := info.Sys().(*syscall.Stat_t); ok && int(stat.Uid) == os.Geteuid() {
			return file, nil
		}
		err = errForeign
	}
	_ = file.Close() // nothing was written
	return nil, err
}

// held tries to take a lock and says whether somebody else has it.
func held(file *os.File, mode Mode) bool {
	how := syscall.LOCK_SH
	if mode == Alone {
		how = syscall.LOCK_EX
	}
	err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
	return errors.Is(err, syscall.EWOULDBLOCK) || errors.Is(err, syscall.EINTR)
}
