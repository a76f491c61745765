package exercises_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/exercises"
)

// files lists the regular files of an exercise tree by path, without what tools leave behind.
func files(t *testing.T, tree fs.FS) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.Name() == "__pycache__" || entry.Name() == ".pytest_cache":
			return fs.SkipDir
		case entry.IsDir() || strings.Count(name, "/") < 2 || strings.HasSuffix(name, ".pyc"):
			return nil
		}
		names = append(names, name)
		return nil
	})
	require.NoError(t, err)
	return names
}

func TestFS_HoldsEverythingButSolutions(t *testing.T) {
	t.Parallel()
	var want []string
	for _, name := range files(t, os.DirFS(".")) {
		if !strings.HasPrefix(strings.Join(strings.Split(name, "/")[2:], "/"), "solutions/") {
			want = append(want, name)
		}
	}
	require.NotEmpty(t, want)
	assert.Equal(t, want, files(t, exercises.FS()))
}

func TestFS_HoldsNoSolution(t *testing.T) {
	t.Parallel()
	for _, name := range files(t, exercises.FS()) {
		assert.NotContains(t, name, "solution"+"s/")
	}
	answers, err := fs.Glob(os.DirFS("."), "*/*/solutions/*/*")
	require.NoError(t, err)
	assert.NotEmpty(t, answers, "the checkout has solutions to leave out")
}
