//go:build !unix

package pod

import (
	"errors"
	"fmt"
)

// diskFree cannot tell here.
func diskFree(path string) (uint64, error) {
	return 0, fmt.Errorf("measure free disk at %s: %w", path, errors.ErrUnsupported)
}
