//go:build !unix

package lock

import "context"

// Take does nothing here.
func Take(context.Context, string, Mode, func()) (unlock func(), err error) {
	return func() {}, nil
}

// Try does nothing either.
func Try(string, Mode) (unlock func(), ok bool) { return func() {}, true }
