package pod

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/docker/docker/api/types/mount"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

func TestSpec_NamesEveryProblem(t *testing.T) {
	t.Parallel()
	err := Spec{}.validate()
	require.ErrorContains(t, err, "no image")
	require.ErrorContains(t, err, "must all be positive")
	require.NoError(t, Spec{Image: "i", Limits: runner.DefaultLimits()}.validate())
}

// The engine gets what the exercise says; what it makes of that, the sandbox tests see.
func TestSpec_BoundsTheSandboxByTheExercise(t *testing.T) {
	t.Parallel()
	limits := runner.DefaultLimits()
	limits.CPUs, limits.MemoryBytes, limits.Pids = 1.5, 100<<20, 17
	got := Spec{Image: "i", Limits: limits}.sandbox(nil, mount.Mount{}, "g").host
	assert.Equal(t, int64(150_000), got.CPUQuota)
	assert.Equal(t, int64(100_000), got.CPUPeriod)
	assert.Equal(t, int64(100<<20), got.Memory)
	assert.Equal(t, got.Memory, got.MemorySwap)
	assert.Equal(t, int64(17), *got.PidsLimit)
}

// The profile may be changed by hand; these lines of it are promises.
func TestSeccompProfile_KeepsItsPromises(t *testing.T) {
	t.Parallel()
	var profile struct {
		DefaultAction string
		ArchMap       []struct {
			Architecture     string
			SubArchitectures []string
		}
		Syscalls []struct {
			Names              []string
			Action             string
			Args               []struct{ Index, Value uint64 }
			Includes, Excludes map[string]any
		}
	}
	require.NoError(t, json.Unmarshal([]byte(seccompProfile), &profile))
	assert.Equal(t, "SCMP_ACT_ERRNO", profile.DefaultAction)
	for _, arch := range profile.ArchMap {
		assert.Empty(t, arch.SubArchitectures, "%s: 32-bit calls go round the rules", arch.Architecture)
	}
	var families []uint64
	for _, rule := range profile.Syscalls {
		if rule.Action != "SCMP_ACT_ALLOW" {
			continue
		}
		assert.NotContains(t, rule.Includes, "caps")
		assert.Empty(t, rule.Excludes)
		if slices.Contains(rule.Names, "socket") {
			require.Len(t, rule.Args, 1)
			assert.Zero(t, rule.Args[0].Index)
			families = append(families, rule.Args[0].Value)
		}
		for _, denied := range []string{
			"ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "process_madvise", "kcmp",
			"io_uring_setup", "io_uring_enter", "io_uring_register", "userfaultfd", "bpf", "perf_event_open",
			"keyctl", "add_key", "request_key", "socketcall", "mount", "umount2", "unshare", "setns", "pivot_root",
			"move_mount", "open_tree", "fsopen", "init_module", "finit_module", "kexec_load", "open_by_handle_at",
			"clone3", "chroot", "reboot", "swapon", "syslog", "memfd_secret", "sync", "quotactl", "lookup_dcookie",
		} {
			assert.NotContains(t, rule.Names, denied)
		}
	}
	assert.ElementsMatch(t, []uint64{1, 2, 10}, families, "AF_UNIX, AF_INET, AF_INET6")
}

// A pod that a batch has made ahead may wait for its run for as long as it likes.
func TestSpec_OnlyAPodOfOneRunEndsByItself(t *testing.T) {
	t.Parallel()
	spec := Spec{Image: "i", Limits: runner.DefaultLimits()}
	once := spec
	once.Once = true
	for _, s := range []settings{spec.grader(nil, mount.Mount{}), spec.sandbox(nil, mount.Mount{}, "g")} {
		assert.NotContains(t, s.config.Cmd, "--once")
	}
	for _, s := range []settings{once.grader(nil, mount.Mount{}), once.sandbox(nil, mount.Mount{}, "g")} {
		assert.Contains(t, s.config.Cmd, "--once")
	}
	assert.Equal(t, spec.Shape(), once.Shape())
	once.Serial = true
	require.Error(t, once.validate())
}
