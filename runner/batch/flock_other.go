//go:build !unix

package batch

import "context"

// flock does nothing here.
func flock(context.Context, string, bool, func()) (func(), error) { return func() {}, nil }
