package intake

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A stranger who can still write to the folder may swap a file between the look
// at it and its opening.
func TestReadFile_RefusesWhatWasSwappedIn(t *testing.T) {
	t.Parallel()
	outside := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(outside, []byte("SECRET"), 0o600))
	for name, swap := range map[string]func(t *testing.T, file string){
		"a link out of the folder": func(t *testing.T, file string) {
			t.Helper()
			require.NoError(t, os.Symlink(outside, file))
		},
		"a link within the folder": func(t *testing.T, file string) {
			t.Helper()
			require.NoError(t, os.Symlink("other.py", file))
		},
		"another file": func(t *testing.T, file string) {
			t.Helper()
			require.NoError(t, os.Link(outside, file))
		},
		"a pipe without a writer": func(t *testing.T, file string) {
			t.Helper()
			require.NoError(t, syscall.Mkfifo(file, 0o644))
		},
		"nothing": func(t *testing.T, _ string) { t.Helper() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			file := filepath.Join(dir, "a.py")
			require.NoError(t, os.WriteFile(file, []byte("mine"), 0o644))
			require.NoError(t, os.WriteFile(filepath.Join(dir, "other.py"), []byte("other"), 0o644))
			root, err := os.OpenRoot(dir)
			require.NoError(t, err)
			t.Cleanup(func() { assert.NoError(t, root.Close()) })
			info, err := root.Lstat("a.py")
			require.NoError(t, err)
			data, err := readFile(root, "a.py", info)
			require.NoError(t, err)
			assert.Equal(t, "mine", string(data))

			// Keep the inode busy, or a new file could get the same number.
			require.NoError(t, os.Rename(file, file+".old"))
			swap(t, file)
			data, err = readFile(root, "a.py", info)
			require.Error(t, err)
			assert.Nil(t, data)
		})
	}
}
