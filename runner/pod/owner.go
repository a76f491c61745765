package pod

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Owner names one process for good: a process id alone is used again.
type Owner struct {
	Boot      string // id of the boot of the machine
	Namespace string // id of the process id namespace
	PID       int
	Start     uint64 // clock ticks from boot to the start of the process
}

// ownership says what is known about the process that made an object.
type ownership string

const (
	ownerAlive   ownership = "alive"
	ownerGone    ownership = "gone"
	ownerUnknown ownership = "unknown" // another machine, another boot or another namespace
)

// String gives the form of [LabelOwner].
func (o Owner) String() string {
	return fmt.Sprintf("%s/%s/%d/%d", o.Boot, o.Namespace, o.PID, o.Start)
}

// parseOwner reads what [Owner.String] wrote.
func parseOwner(label string) (Owner, error) {
	parts := strings.Split(label, "/")
	if len(parts) != 4 {
		return Owner{}, fmt.Errorf("owner %q has %d parts, want 4", label, len(parts))
	}
	pid, pidErr := strconv.Atoi(parts[2])
	start, startErr := strconv.ParseUint(parts[3], 10, 64)
	if err := errors.Join(pidErr, startErr); err != nil {
		return Owner{}, fmt.Errorf("owner %q: %w", label, err)
	}
	return Owner{Boot: parts[0], Namespace: parts[1], PID: pid, Start: start}, nil
}

// processes reads a /proc file system.
type processes struct{ root string }

// self gives the owner that stands for the running process.
func (p processes) self() (Owner, error) {
	o, err := p.place()
	if err != nil {
		return Owner{}, err
	}
	o.PID = os.Getpid()
	o.Start, _, err = p.started(o.PID)
	return o, err
}

// place gives an owner without a process: this boot and this namespace.
func (p processes) place() (Owner, error) {
	boot, err := os.ReadFile(filepath.Join(p.root, "sys/kernel/random/boot_id"))
	if err != nil {
		return Owner{}, fmt.Errorf("read boot id: %w", err)
	}
	space, err := os.Readlink(filepath.Join(p.root, "self/ns/pid"))
	if err != nil {
		return Owner{}, fmt.Errorf("read process id namespace: %w", err)
	}
	return Owner{Boot: strings.TrimSpace(string(boot)), Namespace: strings.Trim(space, "pid:[]")}, nil
}

// check says whether an owner still runs.
func (p processes) check(o Owner) ownership {
	here, err := p.place()
	if err != nil || here.Boot != o.Boot || here.Namespace != o.Namespace {
		return ownerUnknown
	}
	start, state, err := p.started(o.PID)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return ownerGone
	case err != nil:
		return ownerUnknown
	case start != o.Start || state == 'Z' || state == 'X':
		return ownerGone
	}
	return ownerAlive
}

// started gives the start time and the state letter of a process.
func (p processes) started(pid int) (start uint64, state byte, err error) {
	stat, err := os.ReadFile(filepath.Join(p.root, strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0, 0, fmt.Errorf("read process %d: %w", pid, err)
	}
	// The second field is the command in brackets and may hold anything, so
	// count from the last bracket: state is field 3, start time field 22.
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:])
	if len(fields) < 20 {
		return 0, 0, fmt.Errorf("process %d: short stat", pid)
	}
	start, err = strconv.ParseUint(string(fields[19]), 10, 64)
	if err != nil {
		return 0, 0, fmt.Errorf("process %d: start time: %w", pid, err)
	}
	return start, fields[0][0], nil
}
