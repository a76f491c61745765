//go:build !unix

package main

import "errors"

// detach is for systems where a process can outlive its session; here every run
// starts its own pod.
func detach(...string) error { return errors.New("not supported on this system") }
