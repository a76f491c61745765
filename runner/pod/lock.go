package pod

import "context"

// lockBuilds lets one process of this user build images at a time.
func lockBuilds(ctx context.Context, waiting func()) (func(), error) {
	return lock(ctx, "images", waiting)
}

// queue waits for the lock of this name, unless somebody waits for it already; then
// it gives false at once.
func queue(ctx context.Context, name string) (unlock func(), turn bool, err error) {
	leave, free := tryLock(name + "-next")
	if !free {
		return nil, false, nil
	}
	defer leave()
	unlock, err = lock(ctx, name, func() {})
	return unlock, err == nil, err
}
