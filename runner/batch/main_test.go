package batch

import (
	"os"
	"testing"
)

// TestMain gives these tests locks of their own: what else runs on the machine is no
// concern of theirs.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "assay-batch-")
	if err == nil {
		err = os.Setenv("TMPDIR", dir)
	}
	if err != nil {
		panic(err)
	}
	m.Run()
	_ = os.RemoveAll(dir) // an empty folder
}
