// Package lock has locks between the processes of one user on one machine. They are
// files in the folder for temporary files; the end of a process gives up those that it
// holds. Where such a file cannot be made or belongs to somebody else, and on systems other than Unix, nobody waits:
// locks only save work or noise, and nothing is wrong without them.
package lock

// Mode says who else may hold a lock at the same time.
type Mode bool

// The modes.
const (
	Shared Mode = false // all others that take it so
	Alone  Mode = true  // nobody
)
