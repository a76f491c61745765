// Command assay judges Python exercises: it runs a candidate's solution
// against a hidden test suite in sandboxed containers and reports the verdict.
//
// The package only wires: every command fills in options and calls a package
// below runner. Results go to standard output, everything else to standard error.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// The signals stay caught until the end: an impatient second Ctrl-C must
	// not stop the clean-up that the first one started.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := Main(ctx, os.Args[1:], Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, os.Getenv)
	stop()
	os.Exit(code)
}
