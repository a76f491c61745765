package pod

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/images"
	"assay/runner"
)

// installTool makes a program the only one on PATH. It appends a line to the
// file that installTool names, and makes every .tar that it is given.
func installTool(t *testing.T, name, then string) string {
	t.Helper()
	dir := t.TempDir()
	calls := filepath.Join(dir, "calls")
	script := "#!/bin/sh\necho \"$*\" >> " + calls + "\nfor a; do case $a in *.tar) echo x > \"$a\";; esac; done\n" + then + "\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(script), 0o700)) //nolint:gosec // it must be executable
	t.Setenv("PATH", dir)
	return calls
}

func TestEnsureImage_BuildsOnWhatTheRegistryHas(t *testing.T) {
	t.Parallel()
	f := newFakeEngine()
	f.registry = true
	var progress bytes.Buffer
	tag, err := f.connect(t).EnsureImage(t.Context(), "python", &progress)
	require.NoError(t, err)
	assert.Equal(t, []string{tag}, f.builds)
	require.NotNil(t, f.image(tag))
	assert.Equal(t, "python", f.image(tag).Labels[LabelImage])
	assert.True(t, strings.HasSuffix(tag, ":"+f.image(tag).Labels[LabelHash]))
	assert.NotNil(t, f.image(pulledBase))
	assert.Contains(t, progress.String(), "may take a few minutes")
}

func TestEnsureImage_BootstrapsTheBaseOnce(t *testing.T) {
	calls := installTool(t, "mmdebstrap", "")
	f := newFakeEngine()
	e := f.connect(t)
	for _, key := range images.Keys() {
		_, err := e.EnsureImage(t.Context(), key, io.Discard)
		require.NoError(t, err)
	}
	made, err := os.ReadFile(calls)
	require.NoError(t, err)
	assert.Equal(t, 1, strings.Count(string(made), "\n"), "%s", made)
	assert.Contains(t, string(made), "--architectures=amd64")
	base := f.image("assay/base:trixie-amd64")
	require.NotNil(t, base)
	assert.Equal(t, map[string]string{Label: "1", LabelImage: "base"}, base.Labels)
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "assay-base-*"))
	require.NoError(t, err)
	assert.Empty(t, left)

	list, err := e.Images(t.Context())
	require.NoError(t, err)
	keys := []string{}
	for _, i := range list {
		keys = append(keys, i.Key)
		assert.Equal(t, ImageCurrent, i.State, i.Key)
	}
	assert.Equal(t, append(images.Keys(), "base"), keys)
}

func TestEnsureImage_FallsBackToDebootstrap(t *testing.T) {
	calls := installTool(t, "debootstrap", "")
	require.NoError(t, os.Symlink(filepath.Join(filepath.Dir(calls), "debootstrap"), filepath.Join(filepath.Dir(calls), "tar")))
	f := newFakeEngine()
	_, err := f.connect(t).EnsureImage(t.Context(), "python", io.Discard)
	require.NoError(t, err)
	made, err := os.ReadFile(calls)
	require.NoError(t, err)
	assert.Contains(t, string(made), "--arch=amd64")
	assert.Contains(t, string(made), "--numeric-owner")
}

func TestEnsureImage_SaysWhatToInstall(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := newFakeEngine().connect(t).EnsureImage(t.Context(), "python", io.Discard)
	require.ErrorIs(t, err, ErrBase)
	require.ErrorContains(t, err, "no route to the registry")
	var known *runner.Error
	require.ErrorAs(t, err, &known)
	assert.Equal(t, runner.KindRunner, known.Kind)
	assert.Contains(t, known.Hint, "apt-get install mmdebstrap")
}

func TestEnsureImage_ShowsWhyTheToolFailed(t *testing.T) {
	installTool(t, "mmdebstrap", "echo E: no room on the disk >&2; exit 1")
	_, err := newFakeEngine().connect(t).EnsureImage(t.Context(), "python", io.Discard)
	require.ErrorIs(t, err, ErrBase)
	assert.ErrorContains(t, err, "no room on the disk")
}

func TestEnsureImage_StopsTheToolWhenInterrupted(t *testing.T) {
	calls := installTool(t, "mmdebstrap", "trap 'echo stopped >> \"$0.log\"; exit 1' INT; while :; do :; done")
	ctx, cancel := context.WithCancel(t.Context())
	progress := writerFunc(func(p []byte) {
		if strings.Contains(string(p), "running mmdebstrap") {
			go func() { // once the script has begun
				for {
					if text, err := os.ReadFile(calls); err == nil && len(text) > 0 {
						cancel()
						return
					}
				}
			}()
		}
	})
	_, err := newFakeEngine().connect(t).EnsureImage(ctx, "python", progress)
	require.ErrorIs(t, err, context.Canceled)
}

func TestEnsureImage_UnknownKey(t *testing.T) {
	t.Parallel()
	_, err := newFakeEngine().connect(t).EnsureImage(t.Context(), "cobol", io.Discard)
	require.ErrorIs(t, err, ErrNoImage)
	assert.ErrorContains(t, err, "python")
}

func TestEnsureImage_TwoAtOnceBuildOnce(t *testing.T) {
	t.Parallel()
	f := newFakeEngine()
	f.registry = true
	e := f.connect(t)
	errs := make([]error, 4)
	var all sync.WaitGroup
	for i := range errs {
		all.Go(func() { _, errs[i] = e.EnsureImage(t.Context(), "python", io.Discard) })
	}
	all.Wait()
	require.NoError(t, errors.Join(errs...))
	assert.Len(t, f.builds, 1)
}

func TestImages_TellsStaleFromMissing(t *testing.T) {
	t.Parallel()
	f := newFakeEngine()
	f.addImage("assay/python:000000000000", map[string]string{Label: "1", LabelImage: "python"})
	f.addImage("somebody/python:1", map[string]string{Label: "1", LabelImage: "python"})
	f.addImage("unrelated:1", nil)
	list, err := f.connect(t).Images(t.Context())
	require.NoError(t, err)
	states := map[string]ImageState{}
	for _, i := range list {
		states[i.Tag] = i.State
	}
	python, err := images.Get("python")
	require.NoError(t, err)
	assert.Equal(t, ImageMissing, states[python.Tag()])
	assert.Equal(t, ImageStale, states["assay/python:000000000000"])
	assert.Len(t, list, len(images.Keys())+1)
	assert.True(t, slices.IsSortedFunc(list[:len(images.Keys())], func(a, b Image) int { return strings.Compare(a.Key, b.Key) }))
}

func TestLockBuild_WaitsForThisImageOnly(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var told bytes.Buffer
	unlock, err := lockBuild(t.Context(), "slow", &told)
	require.NoError(t, err)
	other, err := lockBuild(t.Context(), "quick", &told)
	require.NoError(t, err)
	other()
	assert.Empty(t, told.String(), "nobody holds these locks")
	ctx, cancel := context.WithCancel(t.Context())
	_, err = lockBuild(ctx, "slow", writerFunc(func([]byte) { cancel() }))
	require.ErrorIs(t, err, context.Canceled)
	unlock()
	unlock, err = lockBuild(t.Context(), "slow", &told)
	require.NoError(t, err)
	unlock()
	assert.Empty(t, told.String(), "the lock is free again")
}

// writerFunc is an [io.Writer] made of a function.
type writerFunc func([]byte)

func (f writerFunc) Write(p []byte) (int, error) {
	f(p)
	return len(p), nil
}
