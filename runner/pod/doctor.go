package pod

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/docker/docker/api/types/system"

	"assay/runner"
)

// Status is the answer of one check.
type Status string

// The closed set of statuses.
const (
	StatusOK   Status = "ok"
	StatusWarn Status = "warn" // runs work, with less to rely on
	StatusFail Status = "fail" // runs will not work, or not safely
)

// Check is one thing that [Doctor] looked at.
type Check struct {
	Name   string `json:"name"`
	Status Status `json:"status"`
	Detail string `json:"detail"`
	Advice string `json:"advice"` // what to do; empty when ok
}

// Free space of the engine's disk, in bytes, below which Doctor complains.
const (
	diskWarn = 4 << 30 // the images and one build
	diskFail = 1 << 30
)

// Doctor examines the engine that [Connect] would use. It changes nothing, and
// what it cannot find out is a check that says so.
func Doctor(ctx context.Context, config Config) []Check {
	e, err := Connect(ctx, config)
	if err != nil {
		return []Check{failed("engine", err)}
	}
	defer e.Close() //nolint:errcheck // only idle connections
	return e.Doctor(ctx)
}

// Doctor examines the engine.
func (e *Engine) Doctor(ctx context.Context) []Check {
	version, err := e.client.ServerVersion(ctx)
	if err != nil {
		return []Check{failed("engine", broke("", err, "ask the engine for its version"))}
	}
	info, err := e.client.Info(ctx)
	if err != nil {
		return []Check{failed("engine", broke("", err, "ask the engine about itself"))}
	}
	detail := fmt.Sprintf("Docker %s, API %s of %s, %s/%s, at %s",
		version.Version, e.client.ClientVersion(), version.APIVersion, info.OSType, version.Arch, e.host)
	engine := Check{Name: "engine", Status: StatusOK, Detail: detail}
	if info.OSType != "linux" {
		engine.Status, engine.Advice = StatusFail, "switch Docker to Linux containers"
	}
	checks := []Check{engine, checkCgroup(info), checkMemoryPeak(info), checkLimits(info), checkSwap(info), checkSeccomp(info)}
	checks = append(checks, e.checkImages(ctx)...)
	return append(checks, checkDisk(e.host, info.DockerRootDir), e.checkLeftovers(ctx))
}

// failed gives the check for something that could not be found out.
func failed(name string, err error) Check {
	c := Check{Name: name, Status: StatusFail, Detail: err.Error(), Advice: "see the message"}
	var known *runner.Error
	if errors.As(err, &known) && known.Hint != "" {
		c.Advice = known.Hint
	}
	return c
}

func checkCgroup(info system.Info) Check {
	c := Check{Name: "cgroup", Status: StatusOK, Detail: "version " + info.CgroupVersion + ", driver " + info.CgroupDriver}
	if info.CgroupVersion != "1" && info.CgroupVersion != "2" {
		c.Status, c.Advice = StatusFail, "use an engine with cgroup version 1 or 2"
	}
	return c
}

func checkMemoryPeak(info system.Info) Check {
	c := Check{Name: "memory peak", Status: StatusOK}
	switch {
	case info.CgroupVersion == "1":
		c.Detail = "from the kernel (cgroup v1 max_usage)"
	case kernelAtLeast(info.KernelVersion, 5, 19):
		c.Detail = "from the kernel (cgroup v2 memory.peak)"
	default:
		c.Status = StatusWarn
		c.Detail = "sampled: kernel " + info.KernelVersion + " has no memory.peak, short peaks can be missed"
		c.Advice = "use Linux 5.19 or newer"
	}
	return c
}

// kernelAtLeast compares a release such as "6.1.0-13-amd64". One that cannot be
// read counts as new.
func kernelAtLeast(release string, major, minor int) bool {
	var gotMajor, gotMinor int
	if _, err := fmt.Sscanf(release, "%d.%d", &gotMajor, &gotMinor); err != nil {
		return true
	}
	return gotMajor > major || gotMajor == major && gotMinor >= minor
}

func checkLimits(info system.Info) Check {
	c := Check{Name: "limits", Status: StatusOK, Detail: "memory, CPU and process limits work"}
	var missing []string
	for _, limit := range []struct {
		name  string
		works bool
	}{{"memory", info.MemoryLimit}, {"CPU", info.CPUCfsQuota}, {"process", info.PidsLimit}} {
		if !limit.works {
			missing = append(missing, limit.name)
		}
	}
	if len(missing) > 0 {
		c.Status = StatusFail
		c.Detail = "no " + strings.Join(missing, ", no ") + " limit: a submission could take the machine"
		c.Advice = "boot with cgroup_enable=memory; a rootless engine needs cgroup v2 with delegated controllers"
	}
	return c
}

func checkSwap(info system.Info) Check {
	if info.SwapLimit {
		return Check{Name: "swap", Status: StatusOK, Detail: "counted in the memory limit"}
	}
	return Check{
		Name: "swap", Status: StatusWarn,
		Detail: "not counted in the memory limit: a submission can use swap beyond it",
		Advice: "boot with swapaccount=1, or turn swap off",
	}
}

func checkSeccomp(info system.Info) Check {
	has := func(option string) bool { return strings.Contains(option, "seccomp") }
	if slices.ContainsFunc(info.SecurityOptions, has) {
		return Check{Name: "seccomp", Status: StatusOK, Detail: "system calls are filtered"}
	}
	return Check{
		Name: "seccomp", Status: StatusFail,
		Detail: "the engine cannot filter system calls",
		Advice: "use an engine and a kernel built with seccomp",
	}
}

func (e *Engine) checkImages(ctx context.Context) []Check {
	list, err := e.Images(ctx)
	if err != nil {
		return []Check{failed("images", err)}
	}
	stale := map[string]int{}
	for _, i := range list {
		if i.State == ImageStale {
			stale[i.Key]++
		}
	}
	var checks []Check
	for _, i := range list {
		c := Check{Name: "image " + i.Key, Status: StatusOK}
		switch i.State {
		case ImageCurrent:
			c.Detail = fmt.Sprintf("%s, %d MB", i.Tag, i.SizeBytes/1e6)
		case ImageMissing:
			c.Status, c.Detail = StatusWarn, i.Tag+" is not built; the first run builds it"
			c.Advice = "assay images build"
		case ImageStale:
			continue
		}
		if n := stale[i.Key]; n > 0 {
			c.Detail += fmt.Sprintf("; %d old (assay images rm --stale)", n)
		}
		checks = append(checks, c)
	}
	return checks
}

func checkDisk(host, dir string) Check {
	c := Check{Name: "disk", Status: StatusOK}
	var free uint64
	err := fmt.Errorf("the engine is not on this machine")
	if strings.HasPrefix(host, "unix://") {
		free, err = diskFree(dir)
	}
	switch {
	case err != nil: // Docker Desktop keeps its folder in a virtual machine
		c.Detail = "not checked: " + err.Error()
		return c
	case free < diskFail:
		c.Status, c.Advice = StatusFail, "make room; `docker system df` shows what Docker holds"
	case free < diskWarn:
		c.Status, c.Advice = StatusWarn, "make room; `docker system df` shows what Docker holds"
	}
	c.Detail = fmt.Sprintf("%.1f GB free at %s", float64(free)/1e9, dir)
	return c
}

func (e *Engine) checkLeftovers(ctx context.Context) Check {
	objects, err := e.Objects(ctx)
	if err != nil {
		return failed("leftovers", err)
	}
	left := 0
	for _, o := range objects {
		if o.Left {
			left++
		}
	}
	if left == 0 {
		return Check{Name: "leftovers", Status: StatusOK, Detail: "none"}
	}
	return Check{
		Name: "leftovers", Status: StatusWarn,
		Detail: fmt.Sprintf("%d containers, volumes or networks of runs that were killed", left),
		Advice: "assay sweep",
	}
}
