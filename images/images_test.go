package images

import (
	"archive/tar"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKeys(t *testing.T) {
	t.Parallel()
	assert.Equal(t, []string{"freethreaded", "postgres", "python", "redis", "tools", "web"}, Keys())
}

func TestGet_HoldsTheWholeHarness(t *testing.T) {
	t.Parallel()
	onDisk, err := filepath.Glob("harness/assay/*.py")
	require.NoError(t, err)
	require.NotEmpty(t, onDisk)
	// A module in a folder of its own would be left out of the images.
	entries, err := os.ReadDir("harness/assay")
	require.NoError(t, err)
	for _, entry := range entries {
		assert.True(t, strings.HasSuffix(entry.Name(), ".py") || entry.Name() == "__pycache__", entry.Name())
	}
	for _, key := range Keys() {
		c, err := Get(key)
		require.NoError(t, err)
		if slices.Contains(Services(), key) {
			assert.Subset(t, append(onDisk, key+"/Dockerfile"), c.Files())
			assert.Contains(t, c.Files(), "harness/assay/service.py")
			continue
		}
		assert.ElementsMatch(t, append(onDisk, key+"/Dockerfile"), c.Files())
		assert.Contains(t, c.Files(), "harness/assay/__init__.py")
	}
}

func TestGet_UnknownKey(t *testing.T) {
	t.Parallel()
	_, err := Get("cobol")
	require.ErrorIs(t, err, ErrUnknown)
}

func TestTar_IsTheSameEachTime(t *testing.T) {
	t.Parallel()
	c := New("k", map[string][]byte{"k/Dockerfile": []byte("FROM x"), "b": []byte("2"), "a": nil})
	assert.Equal(t, []string{"a", "b", "k/Dockerfile"}, unpack(t, c))
	first, err := c.Tar()
	require.NoError(t, err)
	second, err := New("k", map[string][]byte{"a": nil, "k/Dockerfile": []byte("FROM x"), "b": []byte("2")}).Tar()
	require.NoError(t, err)
	one, err := io.ReadAll(first)
	require.NoError(t, err)
	two, err := io.ReadAll(second)
	require.NoError(t, err)
	assert.Equal(t, one, two)
}

func unpack(t *testing.T, c Context) []string {
	t.Helper()
	archive, err := c.Tar()
	require.NoError(t, err)
	reader, names := tar.NewReader(archive), []string{}
	for {
		header, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		require.NoError(t, err)
		assert.Zero(t, header.ModTime.Unix())
		assert.EqualValues(t, 0o644, header.Mode)
		data, err := io.ReadAll(reader)
		require.NoError(t, err)
		assert.Equal(t, c.files[header.Name], append([]byte(nil), data...))
		names = append(names, header.Name)
	}
}

func TestFirstBuild_IsWhatTheDockerfileSays(t *testing.T) {
	t.Parallel()
	said := New("k", map[string][]byte{"k/Dockerfile": []byte("# x\n# First build: half an hour.\nFROM x\n")})
	assert.Equal(t, "half an hour", said.FirstBuild())
	assert.Equal(t, "a few minutes", New("k", map[string][]byte{"k/Dockerfile": []byte("FROM x\n")}).FirstBuild())
	slow, err := Get("freethreaded")
	require.NoError(t, err)
	assert.Contains(t, slow.FirstBuild(), "minutes on two idle cores")
	assert.True(t, slow.Slow())
}

// What a changed harness must not build again comes before it.
func TestDockerfiles_TakeTheHarnessLast(t *testing.T) {
	t.Parallel()
	for _, key := range Keys() {
		text, err := os.ReadFile(key + "/Dockerfile")
		require.NoError(t, err)
		before, after, found := strings.Cut(string(text), "\nCOPY harness/assay ")
		require.True(t, found, key)
		assert.NotContains(t, before, "COPY harness", key)
		assert.NotContains(t, after, "apt-get", key)
		assert.NotContains(t, after, "COPY", key)
	}
}

func TestTag_ChangesWithTheContext(t *testing.T) {
	t.Parallel()
	tags := map[string]bool{}
	for _, files := range []map[string][]byte{
		{"k/Dockerfile": []byte("FROM x")},
		{"k/Dockerfile": []byte("FROM y")},
		{"k/Dockerfile": []byte("FROM x"), "a": nil},
		{"k/Dockerfile": []byte("FROM x"), "b": nil},
		{"k/Dockerfile": []byte("FROM x"), "a": []byte("b")},
	} {
		tag := New("k", files).Tag()
		assert.Regexp(t, `^assay/k:[0-9a-f]{12}$`, tag)
		assert.False(t, tags[tag], "two contexts with the tag %s", tag)
		tags[tag] = true
	}
}

func TestDockerfiles_WorkWithTheClassicBuilder(t *testing.T) {
	t.Parallel()
	buildkit := regexp.MustCompile(`(?m)^\s*#\s*syntax=|--mount=|--link|--chmod=|<<[-A-Z'"]`)
	var first []string
	for _, key := range Keys() {
		text, err := os.ReadFile(key + "/Dockerfile")
		require.NoError(t, err)
		assert.NotRegexp(t, buildkit, string(text), key)
		assert.Contains(t, string(text), "\nARG BASE=debian:trixie-slim\nFROM ${BASE}", key)
		// The last stage is the image.
		stages := strings.Split(string(text), "\nFROM ${BASE}\n")
		steps := strings.Split(stages[len(stages)-1], "\nRUN ")
		require.Greater(t, len(steps), 2)
		second, _, _ := strings.Cut(steps[2], "\n\n")
		first = append(first, steps[1]+strings.TrimSpace(second))
	}
	for _, steps := range first {
		assert.Equal(t, first[0], steps, "the first two steps must be the same in every image, or nothing is shared")
	}
}

func TestDockerignore_LetsTheContextThrough(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(".dockerignore")
	require.NoError(t, err)
	for _, key := range Keys() {
		assert.Contains(t, string(text), "!"+key+"/Dockerfile\n")
	}
	assert.Contains(t, string(text), "!harness/assay/*.py\n")
}
