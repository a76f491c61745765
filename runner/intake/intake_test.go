package intake_test

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/intake"
)

// write makes files below a fresh folder; a name that ends in / makes a folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		full := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(full), 0o755))
		if strings.HasSuffix(name, "/") {
			require.NoError(t, os.MkdirAll(full, 0o755))
			continue
		}
		require.NoError(t, os.WriteFile(full, []byte(text), 0o644))
	}
	return dir
}

func paths(s runner.Submission) []string {
	all := []string{}
	for _, f := range s.Files {
		all = append(all, f.Path)
	}
	return all
}

// reason reads name and gives why it was rejected.
func reason(t *testing.T, name string, options intake.Options) string {
	t.Helper()
	s, err := intake.Read(t.Context(), name, options)
	var r *intake.Rejection
	require.ErrorAs(t, err, &r)
	assert.Empty(t, s.Files)
	return r.Reason
}

func TestRead_Folder(t *testing.T) {
	t.Parallel()
	dir := write(t, map[string]string{
		"solution.py": "x = 1\n", "pkg/__init__.py": "", "pkg/data/table.csv": "1,2\n", ".env": "kept", "conftest.py": "theirs",
		".git/config": "", "__pycache__/solution.pyc": "", "old.pyc": "", "pkg/__pycache__/x": "", "empty/": "",
		".venv/lib/x.py": "", "env39/pyvenv.cfg": "", "env39/lib/x.py": "", "web/node_modules/x/index.js": "", ".pytest_cache/x": "",
	})
	// What is passed over is not looked at, whatever it is.
	require.NoError(t, os.Symlink("/etc/passwd", filepath.Join(dir, ".venv/python")))
	s, err := intake.Read(t.Context(), dir, intake.Options{Deliverables: []string{"solution.py"}})
	require.NoError(t, err)
	assert.Equal(t, []string{".env", "conftest.py", "pkg/__init__.py", "pkg/data/table.csv", "solution.py"}, paths(s))
	assert.Equal(t, "x = 1\n", string(s.Files[4].Data))
}

func TestRead_SingleFile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file string
		wanted     []string
		want       string // stored path; empty means an error of kind usage
	}{
		{"keeps its name", "mine.py", nil, "mine.py"},
		{"becomes the one deliverable", "mine.py", []string{"app/solution.py"}, "app/solution.py"},
		{"is it already", "solution.py", []string{"solution.py"}, "solution.py"},
		{"of another kind that is wanted", "mine.toml", []string{"pyproject.toml"}, "pyproject.toml"},
		{"of another kind", "mine.txt", []string{"solution.py"}, ""},
		{"without a suffix", "mine", nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := write(t, map[string]string{c.file: "text"})
			s, err := intake.Read(t.Context(), filepath.Join(dir, c.file), intake.Options{Deliverables: c.wanted})
			if c.want == "" {
				require.Error(t, err)
				assert.Equal(t, runner.KindUsage, runner.KindOf(err))
				return
			}
			require.NoError(t, err)
			assert.Equal(t, []runner.File{{Path: c.want, Data: []byte("text")}}, s.Files)
		})
	}
}

func TestRead_MissingDeliverablesAreNamed(t *testing.T) {
	t.Parallel()
	dir := write(t, map[string]string{"a.py": "", "other.py": ""})
	assert.Equal(t, "the submission lacks b.py, pkg/c.py",
		reason(t, dir, intake.Options{Deliverables: []string{"a.py", "b.py", "pkg/c.py"}}))
	assert.Equal(t, "the submission lacks a.py, b.py",
		reason(t, filepath.Join(dir, "other.py"), intake.Options{Deliverables: []string{"a.py", "b.py"}}))
	assert.Equal(t, "the submission holds no files", reason(t, write(t, map[string]string{".git/x": ""}), intake.Options{}))
}

func TestRead_NeverFollowsSymbolicLinks(t *testing.T) {
	t.Parallel()
	secret := filepath.Join(write(t, map[string]string{"secret.py": "SECRET"}), "secret.py")
	for _, target := range []string{secret, filepath.Dir(secret), "solution.py", "nowhere"} {
		dir := write(t, map[string]string{"solution.py": ""})
		require.NoError(t, os.Symlink(target, filepath.Join(dir, "link.py")))
		assert.Equal(t, `"link.py" is a symbolic link; hand in the file itself`, reason(t, dir, intake.Options{}))
		assert.Equal(t, "link.py is a symbolic link; links are not followed",
			reason(t, filepath.Join(dir, "link.py"), intake.Options{}))
	}
}

func TestRead_OtherFilesAreRejected(t *testing.T) {
	t.Parallel()
	dir := write(t, nil)
	pipe := filepath.Join(dir, "pipe.py")
	require.NoError(t, syscall.Mkfifo(pipe, 0o644))
	assert.Equal(t, `"pipe.py" is not a regular file`, reason(t, dir, intake.Options{}))
	assert.Equal(t, "pipe.py is neither a folder nor a regular file", reason(t, pipe, intake.Options{}))

	dir = write(t, nil)
	listener, err := net.Listen("unix", filepath.Join(dir, "s.py"))
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, listener.Close()) })
	assert.Equal(t, `"s.py" is not a regular file`, reason(t, dir, intake.Options{}))
}

func TestRead_UnsafeNamesAreRejected(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a\nb.py", "a\x1b[2J.py", "a\\b.py", "a\xff.py", "a\u202eb.py", strings.Repeat("d/", 16) + "a.py", strings.Repeat("n", 201)} {
		assert.Contains(t, reason(t, write(t, map[string]string{name: ""}), intake.Options{}), "unusable path", "%q", name)
	}
}

func TestRead_Bounds(t *testing.T) {
	t.Parallel()
	sparse := func(t *testing.T, name string, size int64) {
		t.Helper()
		f, err := os.Create(name)
		require.NoError(t, err)
		require.NoError(t, f.Truncate(size))
		require.NoError(t, f.Close())
	}
	t.Run("one file", func(t *testing.T) {
		t.Parallel()
		dir := write(t, nil)
		sparse(t, filepath.Join(dir, "a.py"), intake.MaxFileBytes)
		_, err := intake.Read(t.Context(), dir, intake.Options{})
		require.NoError(t, err)
		sparse(t, filepath.Join(dir, "a.py"), intake.MaxFileBytes+1)
		assert.Equal(t, `"a.py" has 8388609 bytes; a file may have 8388608`, reason(t, dir, intake.Options{}))
		sparse(t, filepath.Join(dir, "a.py"), 1<<40)
		assert.Contains(t, reason(t, filepath.Join(dir, "a.py"), intake.Options{}), "a file may have")
	})
	t.Run("all files", func(t *testing.T) {
		t.Parallel()
		dir := write(t, map[string]string{"e.py": "1"})
		for i := range 4 {
			sparse(t, filepath.Join(dir, fmt.Sprintf("%d.bin", i)), intake.MaxFileBytes)
		}
		assert.Equal(t, "the submission has more than 33554432 bytes", reason(t, dir, intake.Options{}))
		require.NoError(t, os.Remove(filepath.Join(dir, "e.py")))
		_, err := intake.Read(t.Context(), dir, intake.Options{})
		require.NoError(t, err)
	})
	t.Run("number of files", func(t *testing.T) {
		t.Parallel()
		dir := write(t, nil)
		for i := range intake.MaxFiles {
			sparse(t, filepath.Join(dir, fmt.Sprintf("%d.py", i)), 0)
		}
		_, err := intake.Read(t.Context(), dir, intake.Options{})
		require.NoError(t, err)
		sparse(t, filepath.Join(dir, "more.py"), 0)
		assert.Equal(t, "the submission has more than 2000 files", reason(t, dir, intake.Options{}))
	})
	t.Run("number of folders", func(t *testing.T) {
		t.Parallel()
		dir := write(t, nil)
		for i := range 20001 {
			require.NoError(t, os.Mkdir(filepath.Join(dir, fmt.Sprint(i)), 0o755))
		}
		assert.Equal(t, "the submission has more than 20000 entries; hand in source files only", reason(t, dir, intake.Options{}))
	})
}

func TestRead_MissingPathIsAUsageError(t *testing.T) {
	t.Parallel()
	_, err := intake.Read(t.Context(), filepath.Join(t.TempDir(), "none"), intake.Options{})
	require.ErrorIs(t, err, fs.ErrNotExist)
	var known *runner.Error
	require.ErrorAs(t, err, &known)
	assert.Equal(t, runner.KindUsage, known.Kind)
	assert.NotEmpty(t, known.Hint)
}

func TestRead_StopsWhenInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := intake.Read(ctx, write(t, map[string]string{"a.py": ""}), intake.Options{})
	require.ErrorIs(t, err, context.Canceled)
}

func TestModules(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"a", "a-b", "conftest", "deep", "pkg"}, intake.Modules([]string{
		"a.py", "a/other.py", "a-b.py", "pkg/__init__.py", "pkg/x.py", "deep/down/below.py", "data/table.csv",
		"__init__.py", "a.b.py", "a.b/c.py", ".py", ".hidden/x.py", "README.md", "conftest.py", "py",
	}))
	assert.Empty(t, intake.Modules(nil))
}
