package main

import (
	"errors"

	"assay/runner"
)

// The exit statuses, promised in --help and docs/result.md.
const (
	exitPassed      = 0
	exitNotPassed   = 1
	exitUsage       = 2
	exitExercise    = 3
	exitRunner      = 4
	exitInterrupted = 130
)

// exitHelp is the table in the root command's help.
const exitHelp = `Exit status:
  0    passed
  1    not passed
  2    the command line or the submission's path cannot be used
  3    the exercise is broken
  4    Docker, an image or Assay itself is broken
  130  interrupted
`

var (
	// errNotPassed ends a command whose report is out and whose verdict is not "passed".
	errNotPassed = errors.New("not passed")
	// errInterrupted ends a command that the user stopped.
	errInterrupted = errors.New("interrupted")
)

// exitCode maps what a command returned to the exit status.
func exitCode(err error) int {
	kind := runner.KindOf(err)
	switch {
	case err == nil:
		return exitPassed
	case errors.Is(err, errNotPassed):
		return exitNotPassed
	case errors.Is(err, errInterrupted):
		return exitInterrupted
	case kind == runner.KindUsage:
		return exitUsage
	case kind == runner.KindExercise:
		return exitExercise
	default:
		return exitRunner
	}
}
