package pod

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/docker/docker/api/types/container"
	"github.com/docker/docker/api/types/mount"

	"assay/runner"
)

// Roles of the containers of a pod, values of [LabelRole].
const (
	RoleGrader  = "grader"
	RoleSandbox = "sandbox"
	roleScratch = "scratch"
)

// Bounds that no exercise changes.
const (
	graderMemory = 1 << 30
	graderPids   = 2048 // a suite may start a thousand threads
	graderUser   = "10000:10000"
	sandboxUser  = "0:0" // the warden; the candidate is 10001:10001

	tmpfsBytes = 64 << 20 // each of /work, /tests, /tmp and /dev/shm
	tmpfsFiles = 16 << 10
	openFiles  = 8192

	cpuPeriod = 100_000 // microseconds

	graderModule = "assay.grader"

	// oomScore makes the kernel end a pod before anything else on a machine
	// that is short of memory.
	oomScore = 500
)

// Spec says what pod to start.
type Spec struct {
	Image  string        // a tag that the engine has, see [Engine.EnsureImage]
	Limits runner.Limits // MemoryBytes, CPUs and Pids bound the sandbox, CPUs also each other container
	// Services run beside the sandbox; the engine has their images, see [Engine.EnsureImage].
	Services []runner.Service
	Keep     bool // [Pod.Close] leaves the pod running
	// Ephemeral makes the engine remove the pod by itself once both first processes
	// have ended, which they do when [Pod.Leave] or the end of this process closes
	// their standard input.
	Ephemeral bool
	// Serial makes a grader that serves one run after the other (wire.Next), with a new
	// sandbox for each, see [Pod.Renew]. Shared makes a sandbox that does so too.
	Serial, Shared bool
	// Once says that one run begins now. If nobody goes on with that, because the engine has
	// died and cannot close standard input, both first processes end after two minutes.
	Once bool

	idle time.Duration // how long both first processes wait to be claimed; 0: they begin at once
}

func (s Spec) validate() error {
	var problems []error
	if s.Image == "" {
		problems = append(problems, errors.New("no image"))
	}
	if s.Limits.MemoryBytes <= 0 || s.Limits.CPUs <= 0 || s.Limits.Pids <= 0 {
		problems = append(problems, fmt.Errorf("memory %d, CPUs %g and pids %d must all be positive",
			s.Limits.MemoryBytes, s.Limits.CPUs, s.Limits.Pids))
	}
	for _, name := range s.Services {
		if _, err := ImageTag(string(name)); err != nil {
			problems = append(problems, fmt.Errorf("service %q: %w", name, err))
		}
	}
	if s.Keep && s.Ephemeral {
		problems = append(problems, errors.New("a pod cannot be kept and go by itself"))
	}
	if s.Once && (s.Keep || s.Serial) {
		problems = append(problems, errors.New("a pod for one run cannot be kept, nor serve several"))
	}
	return errors.Join(problems...)
}

// settings are a container as the engine wants it described.
type settings struct {
	config *container.Config
	host   *container.HostConfig
}

// grader describes the container of the hidden tests: no network but a loopback
// of its own, and no capability.
func (s Spec) grader(labels map[string]string, scratch mount.Mount) settings {
	if s.Ephemeral {
		scratch.Source = "" // so that it goes with the containers
	}
	g := s.hardened(labels, scratch)
	g.config.User = graderUser
	g.config.Hostname = "assay"
	g.config.Cmd = s.command(graderModule)
	g.host.NetworkMode = "none"
	// With this the engine does not even look at the network: the runtime makes a
	// loopback by itself, which saves a quarter of a cold run. The engine then
	// writes no /etc/hosts either, and replaces that of the image by an empty one: the
	// images have libnss-myhostname for "localhost".
	g.config.NetworkDisabled = true
	g.host.Resources = resources(graderMemory, s.Limits.CPUs, graderPids)
	g.host.Tmpfs["/tests"] = tmpfs("mode=0755,uid=10000,gid=10000")
	return g
}

// sandbox describes the container of the candidate, which has the network of the
// container called grader.
func (s Spec) sandbox(labels map[string]string, scratch mount.Mount, grader string) settings {
	b := s.hardened(labels, scratch)
	if s.Ephemeral {
		b.host.Mounts, b.host.VolumesFrom = nil, []string{grader}
	}
	b.config.User = sandboxUser
	b.config.Cmd = s.command("assay.warden")
	b.config.WorkingDir = "/work"
	b.host.NetworkMode = container.NetworkMode("container:" + grader)
	// What the warden needs to become the candidate, and to kill it.
	b.host.CapAdd = []string{"SETUID", "SETGID", "KILL"}
	b.host.Resources = resources(s.Limits.MemoryBytes, s.Limits.CPUs, s.Limits.Pids)
	// By owner, not by mode: runc gives a tmpfs the mode of the image's folder.
	b.host.Tmpfs["/work"] = tmpfs("mode=0755,uid=10001,gid=10001")
	// Where the warden puts data files that a test hands over by their path.
	b.host.Tmpfs["/tests"] = tmpfs("mode=0755,uid=0,gid=0")
	return b
}

// hardened is what both containers have in common.
func (s Spec) hardened(labels map[string]string, scratch mount.Mount) settings {
	return settings{
		config: &container.Config{
			Image: s.Image, Labels: labels,
			Entrypoint:  []string{},
			Env:         []string{"PATH=/usr/bin:/bin", "LANG=C.UTF-8", hashSeed},
			AttachStdin: true, AttachStdout: true, AttachStderr: true,
			// A pod ends with the process that attached to it: when that is gone,
			// the engine closes stdin, and the container's process 1 ends at that.
			OpenStdin: true, StdinOnce: !s.Keep,
		},
		host: &container.HostConfig{
			LogConfig:      container.LogConfig{Type: "none"},
			RestartPolicy:  container.RestartPolicy{Name: container.RestartPolicyDisabled},
			IpcMode:        container.IPCModePrivate,
			CapDrop:        []string{"ALL"},
			SecurityOpt:    []string{"no-new-privileges", "seccomp=" + seccompProfile},
			ReadonlyRootfs: true,
			OomScoreAdj:    oomScore,
			AutoRemove:     s.Ephemeral,
			Mounts:         []mount.Mount{scratch},
			Tmpfs: map[string]string{
				"/tmp":     tmpfs("mode=1777"),
				"/dev/shm": tmpfs("mode=1777"),
			},
		},
	}
}

// hashSeed is the same in both processes: a suite may compare the hash of a text, or
// what the submission made of a set, with its own (ADR 0021).
const hashSeed = "PYTHONHASHSEED=1"

// command gives the command line of a first process. It is as isolated as with -I,
// but for the environment, which is the one above.
func (s Spec) command(module string, arguments ...string) []string {
	line := append([]string{"python3", "-sP", "-m", module}, arguments...)
	if s.Shared || s.Serial && module == graderModule {
		line = append(line, "--shared")
	}
	if s.Once {
		line = append(line, "--once")
	}
	if s.idle > 0 {
		line = append(line, "--idle", strconv.FormatFloat(s.idle.Seconds(), 'f', -1, 64))
	}
	return line
}

// tmpfs gives the options of a bounded file system in memory.
func tmpfs(access string) string {
	return fmt.Sprintf("rw,noexec,nosuid,nodev,size=%d,nr_inodes=%d,%s", tmpfsBytes, tmpfsFiles, access)
}

// resources bounds a container. The CPUs are a quota and not NanoCPUs, which the
// engine refuses when they are more than the machine has.
func resources(memory int64, cpus float64, pids int64) container.Resources {
	return container.Resources{
		Memory: memory, MemorySwap: memory, // equal: no swap
		CPUPeriod: cpuPeriod, CPUQuota: int64(cpus * cpuPeriod),
		PidsLimit: &pids,
		Ulimits: []*container.Ulimit{
			{Name: "core", Soft: 0, Hard: 0},
			{Name: "fsize", Soft: tmpfsBytes, Hard: tmpfsBytes},
			{Name: "nofile", Soft: openFiles, Hard: openFiles},
		},
	}
}
