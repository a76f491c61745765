package pod

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/image"
	"github.com/docker/docker/api/types/network"
	"github.com/docker/docker/api/types/volume"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/images"
)

// tiny gives a context that builds in a moment from nothing, under a key that
// no other test uses.
func tiny(dockerfile string) images.Context {
	key := "test-" + strings.ToLower(rand.Text()[:8])
	return images.New(key, map[string][]byte{key + "/Dockerfile": []byte(dockerfile), "file": []byte(key)})
}

// buildTiny builds a tiny image and removes it when the test ends.
func buildTiny(t *testing.T, e *Engine) images.Context {
	t.Helper()
	from := tiny("FROM scratch\nCOPY file /file\nCMD [\"/file\"]\n")
	t.Cleanup(func() {
		_, err := e.RemoveImages(context.WithoutCancel(t.Context()), func(i Image) bool { return i.Key == from.Key() })
		require.NoError(t, err)
	})
	require.NoError(t, e.build(t.Context(), from, "scratch", io.Discard))
	return from
}

func TestBuild_LabelsAndTagsTheImage(t *testing.T) {
	t.Parallel()
	for name, connect := range engines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := connect(t)
			from := buildTiny(t, e)
			found, err := e.labelledImages(t.Context())
			require.NoError(t, err)
			at := slices.IndexFunc(found, func(i Image) bool { return i.Key == from.Key() })
			require.GreaterOrEqual(t, at, 0)
			assert.Equal(t, from.Tag(), found[at].Tag)
			assert.Equal(t, ImageStale, found[at].State, "its key is none of the embedded images'")
			assert.Positive(t, found[at].SizeBytes)
			assert.WithinDuration(t, time.Now(), *found[at].BuiltAt, time.Minute)
		})
	}
}

func TestEnsure_DoesNotBuildWhatIsThere(t *testing.T) {
	t.Parallel()
	for name, connect := range engines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := connect(t)
			from := buildTiny(t, e)
			var progress bytes.Buffer
			tag, err := e.ensure(t.Context(), from, &progress)
			require.NoError(t, err)
			assert.Equal(t, from.Tag(), tag)
			assert.Empty(t, progress.String())
		})
	}
}

func TestBuild_FailureNamesTheStep(t *testing.T) {
	t.Parallel()
	for name, connect := range engines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := connect(t)
			err := e.build(t.Context(), tiny("FROM scratch\nCOPY absent /file\n"), "scratch", io.Discard)
			require.ErrorIs(t, err, ErrBuild)
			assert.ErrorContains(t, err, "absent")
		})
	}
}

func TestRemoveImages_LeavesWhatAContainerUses(t *testing.T) {
	t.Parallel()
	for name, connect := range engines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := connect(t)
			from := buildTiny(t, e)
			id := createContainer(t, e, from.Tag(), nil)
			ours := func(i Image) bool { return i.Key == from.Key() }

			removed, err := e.RemoveImages(t.Context(), ours)
			require.ErrorContains(t, err, from.Tag())
			assert.Empty(t, removed)

			require.NoError(t, e.remove(t.Context(), Object{Kind: KindContainer, ID: id}))
			removed, err = e.RemoveImages(t.Context(), ours)
			require.NoError(t, err)
			assert.Len(t, removed, 1)
			found, err := e.hasImage(t.Context(), from.Tag())
			require.NoError(t, err)
			assert.False(t, found)
		})
	}
}

func TestRemoveImages_SparesImagesBuiltOnOurs(t *testing.T) {
	t.Parallel()
	for name, connect := range engines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := connect(t)
			from := buildTiny(t, e)
			theirs := "theirs-" + from.Key() + ":1" // inherits every label of ours
			require.NoError(t, e.client.ImageTag(t.Context(), from.Tag(), theirs))
			t.Cleanup(func() {
				_, err := e.client.ImageRemove(context.WithoutCancel(t.Context()), theirs, image.RemoveOptions{PruneChildren: true})
				require.NoError(t, err)
			})
			_, err := e.RemoveImages(t.Context(), func(i Image) bool { return i.Key == from.Key() })
			require.NoError(t, err)
			found, err := e.hasImage(t.Context(), theirs)
			require.NoError(t, err)
			assert.True(t, found)
		})
	}
}

func TestSweep_RemovesOnlyWhatTheDeadLeft(t *testing.T) {
	t.Parallel()
	for name, connect := range engines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := connect(t)
			tag := buildTiny(t, e).Tag()
			run := strings.ToLower(rand.Text())
			dead := *e
			dead.owner = deadOwner(t)
			gone := createAll(t, e, tag, dead.labels(run, "grader"))
			alive := createAll(t, e, tag, e.labels(run, "grader"))
			unlabelled := createAll(t, e, tag, nil) // the container inherits its image's label, but no owner

			// Other tests leave things behind on the real engine; they are theirs to sweep.
			removed, err := e.sweep(t.Context(), func(o Object) bool {
				return o.Left && (o.Run == run || slices.Contains(unlabelled, o.ID))
			})
			require.NoError(t, err)
			assert.ElementsMatch(t, gone, ids(removed))
			for _, o := range removed {
				assert.Equal(t, "grader", o.Role)
				assert.NotEmpty(t, o.Name)
				assert.False(t, exists(t, e, o.ID), o.Name)
			}
			for _, id := range append(alive, unlabelled...) {
				assert.True(t, exists(t, e, id), id)
			}
		})
	}
}

func TestRemove_SomebodyElseRemovedItFirst(t *testing.T) {
	t.Parallel()
	for name, connect := range engines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := connect(t)
			for _, kind := range []ObjectKind{KindContainer, KindVolume, KindNetwork} {
				assert.NoError(t, e.remove(t.Context(), Object{Kind: kind, ID: "assay-test-absent"}), kind)
			}
		})
	}
}

func TestRemove_VolumeInUseIsAnError(t *testing.T) {
	t.Parallel()
	for name, connect := range engines() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := connect(t)
			tag := buildTiny(t, e).Tag()
			name := "assay-test-" + strings.ToLower(rand.Text()[:8])
			_, err := e.client.VolumeCreate(t.Context(), volume.CreateOptions{Name: name})
			require.NoError(t, err)
			cleanup(t, e, Object{Kind: KindVolume, ID: name})
			made, err := e.client.ContainerCreate(t.Context(), &container.Config{Image: tag},
				&container.HostConfig{Binds: []string{name + ":/v"}}, nil, nil, "")
			require.NoError(t, err)
			cleanup(t, e, Object{Kind: KindContainer, ID: made.ID})
			require.Error(t, e.remove(t.Context(), Object{Kind: KindVolume, ID: name}))
		})
	}
}

// deadOwner gives the owner label of a process that has ended.
func deadOwner(t *testing.T) Owner {
	t.Helper()
	proc := processes{root: "/proc"}
	o, err := proc.place()
	require.NoError(t, err)
	cmd := exec.Command("sleep", "60")
	require.NoError(t, cmd.Start())
	o.PID = cmd.Process.Pid
	o.Start, _, err = proc.started(o.PID)
	require.NoError(t, err)
	require.Equal(t, ownerAlive, proc.check(o))
	require.NoError(t, cmd.Process.Kill())
	require.Error(t, cmd.Wait())
	return o
}

// createAll makes a container, a volume and a network with the same labels.
func createAll(t *testing.T, e *Engine, tag string, labels map[string]string) []string {
	t.Helper()
	name := "assay-test-" + strings.ToLower(rand.Text()[:8])
	made, err := e.client.VolumeCreate(t.Context(), volume.CreateOptions{Name: name, Labels: labels})
	require.NoError(t, err)
	cleanup(t, e, Object{Kind: KindVolume, ID: name})
	net, err := e.client.NetworkCreate(t.Context(), name, network.CreateOptions{Labels: labels, Internal: true})
	require.NoError(t, err)
	cleanup(t, e, Object{Kind: KindNetwork, ID: net.ID})
	return []string{createContainer(t, e, tag, labels), made.Name, net.ID}
}

func createContainer(t *testing.T, e *Engine, tag string, labels map[string]string) string {
	t.Helper()
	made, err := e.client.ContainerCreate(t.Context(), &container.Config{Image: tag, Labels: labels}, nil, nil, nil, "")
	require.NoError(t, err)
	cleanup(t, e, Object{Kind: KindContainer, ID: made.ID})
	return made.ID
}

func cleanup(t *testing.T, e *Engine, o Object) {
	t.Helper()
	t.Cleanup(func() { require.NoError(t, e.remove(context.WithoutCancel(t.Context()), o)) })
}

func exists(t *testing.T, e *Engine, id string) bool {
	t.Helper()
	containers, err := e.client.ContainerList(t.Context(), container.ListOptions{All: true})
	require.NoError(t, err)
	volumes, err := e.client.VolumeList(t.Context(), volume.ListOptions{})
	require.NoError(t, err)
	networks, err := e.client.NetworkList(t.Context(), network.ListOptions{})
	require.NoError(t, err)
	var all []string
	for _, c := range containers {
		all = append(all, c.ID)
	}
	for _, v := range volumes.Volumes {
		all = append(all, v.Name)
	}
	for _, n := range networks {
		all = append(all, n.ID)
	}
	return slices.Contains(all, id)
}

func ids(objects []Object) []string {
	var all []string
	for _, o := range objects {
		all = append(all, o.ID)
	}
	return all
}
