package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The commands of a page print what it says, in a folder that holds the files
// it shows and the checkout's exercises.
func TestDocs_SessionsOfReadmeAreReal(t *testing.T) {
	t.Parallel()
	assert.Greater(t, checkSessions(t, "README.md"), 3)
}

func TestDocs_SessionsOfDemosAreReal(t *testing.T) {
	t.Parallel()
	assert.Positive(t, checkSessions(t, "docs/demos.md"))
}

func TestDocs_SessionsOfWritingExercisesAreReal(t *testing.T) {
	t.Parallel()
	assert.Greater(t, checkSessions(t, "docs/writing-exercises.md"), 4)
}

// checkSessions runs the commands of a page and gives how many there are.
func checkSessions(t *testing.T, page string) int {
	t.Helper()
	requireEngine(t)
	dir := t.TempDir()
	checkout, err := filepath.Abs(filepath.Join(repository, "exercises"))
	require.NoError(t, err)
	require.NoError(t, os.Symlink(checkout, filepath.Join(dir, "exercises")))
	ran := 0
	for _, b := range blocks(t, page) {
		if b.name != "" {
			write(t, dir, b.name, b.text)
		}
		if b.lang == "console" {
			for _, step := range strings.Split("\n"+b.text, "\n$ ")[1:] {
				command, want, _ := strings.Cut(step, "\n")
				assert.Equal(t, normal(strings.TrimSpace(want)), normal(shell(t, dir, command)), command)
				ran++
			}
		}
	}
	return ran
}

// shell runs a command as a reader would and gives what it prints on standard output.
func shell(t *testing.T, dir, command string) string {
	t.Helper()
	attacksAtOnce <- struct{}{}
	defer func() { <-attacksAtOnce }()
	cmd := exec.CommandContext(t.Context(), "sh", "-c", command) // TestMain has put assay on the path
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TMPDIR="+t.TempDir()) // locks of its own: what runs alone elsewhere is not waited for
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		require.NoError(t, err)
	}
	require.NotEmpty(t, out, "%s: %s", command, &stderr)
	return strings.TrimSpace(string(out))
}

// normal leaves out what differs from run to run and from machine to machine.
func normal(text string) string {
	for _, r := range []struct{ what, by string }{
		{`\d+(\.\d+)? (ms|s)\b( of)?`, "T$3"},
		{`\d+(\.\d+)? MiB of`, "N MiB of"},
		{`(processes +)\d+ of`, "${1}N of"},
		{`cgroup v[12] \S+`, "cgroup"},
		{`0x[0-9a-f]+`, "0x0"},
		{` +`, " "},
	} {
		text = regexp.MustCompile(r.what).ReplaceAllString(text, r.by)
	}
	return text
}
