package pod

import (
	"context"
	"fmt"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/mount"
)

// scratchPath is where both containers see the pod's shared folder.
const scratchPath = "/scratch"

// scratchBytes and scratchFiles bound the shared folder. Its pages count as
// memory of the container that wrote them.
const (
	scratchBytes = 64 << 20
	scratchFiles = 16 << 10
)

// scratchMount is the shared folder as a mount of either container. The engine
// makes the volume for whichever container it creates first.
func scratchMount(name string, labels map[string]string) mount.Mount {
	return mount.Mount{
		Type: mount.TypeVolume, Source: name, Target: scratchPath,
		VolumeOptions: &mount.VolumeOptions{
			NoCopy: true,
			Labels: labels,
			DriverConfig: &mount.Driver{Name: "local", Options: map[string]string{
				"type": "tmpfs", "device": "tmpfs",
				"o": fmt.Sprintf("mode=1777,nosuid,nodev,noexec,size=%d,nr_inodes=%d", scratchBytes, scratchFiles),
			}},
		},
	}
}

// removeVolume removes a volume; one that is not there is none to remove.
func (e *Engine) removeVolume(ctx context.Context, name string) error {
	if err := e.client.VolumeRemove(ctx, name, false); err != nil && !errdefs.IsNotFound(err) {
		return fmt.Errorf("remove volume %s: %w", name, err)
	}
	return nil
}
