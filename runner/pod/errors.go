package pod

import (
	"errors"
	"fmt"

	"assay/runner"
)

// Conditions that callers tell apart with [errors.Is]. Each arrives inside a
// [runner.Error] of kind [runner.KindRunner].
var (
	// ErrUnreachable: no engine answers at the address in use.
	ErrUnreachable = errors.New("nobody answers")
	// ErrTooOld: the engine, or the version asked for, is older than [MinAPIVersion].
	ErrTooOld = errors.New("the Docker API is too old")
	// ErrNoContext: the Docker context that was asked for does not exist or cannot be read.
	ErrNoContext = errors.New("no such Docker context")
	// ErrHost: the address is one that Assay cannot use.
	ErrHost = errors.New("unusable Docker address")
	// ErrNoImage: no image context has this key.
	ErrNoImage = errors.New("no such image")
	// ErrBase: the base image can be neither pulled nor made here.
	ErrBase = errors.New("no base image")
	// ErrNoWarm: no pod of the shape waits to be claimed.
	ErrNoWarm = errors.New("no warm pod")
	// ErrBuild: the engine could not build an image.
	ErrBuild = errors.New("image build failed")
)

// broke gives the runner error for a failed operation. The hint says what to
// do next and may be empty.
func broke(hint string, err error, format string, args ...any) error {
	return &runner.Error{Kind: runner.KindRunner, Message: fmt.Sprintf(format, args...), Hint: hint, Err: err}
}
