//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// detach starts this program once more with these arguments, as a process that
// outlives this one: in a session of its own, with nothing of ours open.
func detach(arguments ...string) error {
	path, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program: %w", err)
	}
	child := exec.Command(path, arguments...) //nolint:noctx // it is to outlive every context of ours
	child.Args[0] = "assay"
	child.Dir = "/"
	child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := child.Start(); err != nil {
		return fmt.Errorf("start %s: %w", path, err)
	}
	return child.Process.Release() //nolint:wrapcheck // never fails on Unix
}
