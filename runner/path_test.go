package runner_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

func TestCheckPath(t *testing.T) {
	t.Parallel()
	for _, path := range []string{
		"a.py", "pkg/sub/a.py", ".env", "-x", "with space.txt", "ünï/日本.py", strings.Repeat("n", 200), strings.Repeat("d/", 15) + "a.py",
	} {
		require.NoError(t, runner.CheckPath(path), path)
	}
	for _, c := range []struct{ name, path string }{
		{"empty", ""},
		{"the folder itself", "."},
		{"absolute", "/etc/passwd"},
		{"climbing", "../a.py"},
		{"climbing inside", "a/../../b.py"},
		{"not clean", "a//b.py"},
		{"ends in a slash", "a/"},
		{"dot inside", "a/./b.py"},
		{"backslash", `a\b.py`},
		{"newline", "a\nb.py"},
		{"nul", "a\x00b.py"},
		{"escape", "a\x1bb.py"},
		{"8-bit control", "a\u009bb.py"},
		{"direction override", "a\u202eb.py"},
		{"line separator", "a\u2028b.py"},
		{"not UTF-8", "a\xff.py"},
		{"long name", strings.Repeat("n", 201)},
		{"long path", strings.Repeat(strings.Repeat("n", 99)+"/", 6)},
		{"deep", strings.Repeat("d/", 16) + "a.py"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.ErrorIs(t, runner.CheckPath(c.path), runner.ErrPath)
		})
	}
}

func TestKindOf(t *testing.T) {
	t.Parallel()
	cause := errors.New("cause")
	usage := &runner.Error{Kind: runner.KindUsage, Message: "no", Err: cause}
	assert.Equal(t, runner.KindUsage, runner.KindOf(fmt.Errorf("more: %w", usage)))
	assert.Equal(t, runner.KindRunner, runner.KindOf(cause), "what nobody classified is the runner's trouble")
	assert.Equal(t, "no: cause", usage.Error())
	require.ErrorIs(t, usage, cause)
}
