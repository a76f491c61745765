//go:build unix

package pod

import (
	"fmt"
	"syscall"
)

// diskFree gives the bytes that an ordinary user can still write below path.
func diskFree(path string) (uint64, error) {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(path, &stat); err != nil {
		return 0, fmt.Errorf("measure free disk at %s: %w", path, err)
	}
	return stat.Bavail * uint64(stat.Bsize), nil
}
