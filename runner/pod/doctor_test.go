package pod

import (
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func byName(checks []Check) map[string]Check {
	named := map[string]Check{}
	for _, c := range checks {
		named[c.Name] = c
	}
	return named
}

func TestDoctor_EachTroubleHasItsCheck(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		info   map[string]any
		check  string
		status Status
		detail string
	}{
		{"all well", nil, "engine", StatusOK, "API 1.41"},
		{"Windows containers", map[string]any{"OSType": "windows"}, "engine", StatusFail, "windows"},
		{"cgroup 2", nil, "cgroup", StatusOK, "version 2"},
		{"no cgroup", map[string]any{"CgroupVersion": ""}, "cgroup", StatusFail, "version"},
		{"memory.peak", nil, "memory peak", StatusOK, "memory.peak"},
		{"older kernel", map[string]any{"KernelVersion": "5.15.0-91-generic"}, "memory peak", StatusWarn, "sampled"},
		{"much newer kernel", map[string]any{"KernelVersion": "10.0"}, "memory peak", StatusOK, "memory.peak"},
		{"cgroup 1", map[string]any{"CgroupVersion": "1", "KernelVersion": "4.9"}, "memory peak", StatusOK, "max_usage"},
		{"no memory limit", map[string]any{"MemoryLimit": false}, "limits", StatusFail, "no memory limit"},
		{"no pids limit", map[string]any{"PidsLimit": false}, "limits", StatusFail, "no process limit"},
		{"swap uncounted", map[string]any{"SwapLimit": false}, "swap", StatusWarn, "not counted"},
		{"no seccomp", map[string]any{"SecurityOptions": []string{"name=apparmor"}}, "seccomp", StatusFail, "cannot filter"},
		{"images missing", nil, "image python", StatusWarn, "not built"},
		{"no docker folder here", map[string]any{"DockerRootDir": "/nowhere"}, "disk", StatusOK, "not checked"},
		{"nothing left", nil, "leftovers", StatusOK, "none"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f := newFakeEngine()
			maps.Copy(f.info, test.info)
			got := byName(f.connect(t).Doctor(t.Context()))[test.check]
			assert.Equal(t, test.status, got.Status)
			assert.Contains(t, got.Detail, test.detail)
			assert.Equal(t, test.status == StatusOK, got.Advice == "", "advice exactly where there is trouble: %q", got.Advice)
		})
	}
}

func TestDoctor_SeesImagesAndLeftovers(t *testing.T) {
	t.Parallel()
	f := newFakeEngine()
	f.registry = true
	e := f.connect(t)
	_, err := e.EnsureImage(t.Context(), "python", writerFunc(func([]byte) {}))
	require.NoError(t, err)
	f.addImage("assay/python:000000000000", map[string]string{Label: "1", LabelImage: "python"})
	createAll(t, e, pulledBase, map[string]string{Label: "1", LabelOwner: deadOwner(t).String()})

	checks := byName(e.Doctor(t.Context()))
	assert.Equal(t, StatusOK, checks["image python"].Status)
	assert.Contains(t, checks["image python"].Detail, "1 old")
	assert.Equal(t, StatusWarn, checks["leftovers"].Status)
	assert.Contains(t, checks["leftovers"].Detail, "3 ")
}

func TestDoctor_NoEngine(t *testing.T) {
	t.Parallel()
	checks := Doctor(t.Context(), Config{Env: env(map[string]string{"DOCKER_HOST": "unix:///nowhere.sock"})})
	require.Len(t, checks, 1)
	assert.Equal(t, StatusFail, checks[0].Status)
	assert.Contains(t, checks[0].Detail, "/nowhere.sock")
	assert.NotEmpty(t, checks[0].Advice)
}

func TestDoctor_RealEngine(t *testing.T) {
	t.Parallel()
	e := connectReal(t)
	checks := byName(e.Doctor(t.Context()))
	for _, name := range []string{"engine", "cgroup", "limits", "seccomp"} {
		assert.Equal(t, StatusOK, checks[name].Status, "%+v", checks[name])
	}
}

func TestCheckDisk(t *testing.T) {
	t.Parallel()
	free, err := diskFree(t.TempDir())
	require.NoError(t, err)
	assert.Positive(t, free)
	_, err = diskFree(filepath.Join(t.TempDir(), "absent"))
	require.ErrorIs(t, err, os.ErrNotExist)
	assert.Contains(t, checkDisk("tcp://elsewhere:2375", "/").Detail, "not on this machine")
}
