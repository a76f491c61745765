package pod

import (
	"context"
	"fmt"
	"io"

	"assay/runner/lock"
)

// lockBuild lets one process of this user build this image at a time. Who needs
// another image does not wait: some take minutes.
func lockBuild(ctx context.Context, key string, progress io.Writer) (func(), error) {
	unlock, err := lock.Take(ctx, "image-"+key, lock.Alone, func() {
		fmt.Fprintf(progress, "another process is building image %s, waiting for it\n", key)
	})
	if err != nil {
		return nil, fmt.Errorf("wait for another process: %w", err)
	}
	return unlock, nil
}

// queue waits for the lock of this name, unless somebody waits for it already; then
// it gives false at once.
func queue(ctx context.Context, name string) (unlock func(), turn bool, err error) {
	leave, free := lock.Try(name+"-next", lock.Alone)
	if !free {
		return nil, false, nil
	}
	defer leave()
	if unlock, err = lock.Take(ctx, name, lock.Alone, func() {}); err != nil {
		return nil, false, fmt.Errorf("wait for another process: %w", err)
	}
	return unlock, true, nil
}
