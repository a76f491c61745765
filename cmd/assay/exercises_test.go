package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner/pod"
)

const exercisesDir = "../../exercises"

// What every exercise has to be is for "assay prove" to say; here are the promises of
// single ones that it cannot know.

// The line numbers of leaks.json are those of a file that lies in three places.
func TestExercises_LeakHuntCopiesOfTheGivenFileAreEqual(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(exercisesDir, "memory", "leak-hunt")
	given, err := os.ReadFile(filepath.Join(dir, "starter", "service.py"))
	require.NoError(t, err)
	for _, name := range []string{"starter/service_as_given.py", "tests/given_service.py"} {
		other, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		require.NoError(t, err)
		assert.Equal(t, string(given), string(other), name)
	}
}

// What candidates read is what their configuration is tried on.
func TestExercises_GunicornConfCopiesOfTheGivenServiceAreEqual(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(exercisesDir, "frameworks", "gunicorn-conf")
	given, err := os.ReadFile(filepath.Join(dir, "starter", "service.py"))
	require.NoError(t, err)
	copied, err := os.ReadFile(filepath.Join(dir, "tests", "given_service.py"))
	require.NoError(t, err)
	assert.Equal(t, string(given), string(copied))
}

// The key of a review and the versions of the code it is tried on are made from copies of what the starter holds.
func TestExercises_SpotTheDefectsCopiesOfTheGivenFilesAreEqual(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(exercisesDir, "review", "spot-the-defects")
	copies, err := filepath.Glob(filepath.Join(dir, "tests", "given", "*.txt"))
	require.NoError(t, err)
	require.NotEmpty(t, copies)
	for _, name := range copies {
		stem := strings.TrimSuffix(filepath.Base(name), ".txt")
		folder := "shop"
		if stem == "test_shop" {
			folder = "tests"
		}
		given, err := os.ReadFile(filepath.Join(dir, "starter", folder, stem+".py"))
		require.NoError(t, err)
		copied, err := os.ReadFile(filepath.Clean(name))
		require.NoError(t, err)
		assert.Equal(t, string(given), string(copied), name)
	}
}

// The simulator's project holds the files that the starter shows.
func TestExercises_DockerfileCopiesOfTheGivenFilesAreEqual(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(exercisesDir, "devops", "dockerfile-best-practice")
	for shown, copied := range map[string]string{
		"app/main.py": "given_main.txt", "app/settings.toml": "given_settings.txt", "requirements.lock": "requirements.lock",
	} {
		given, err := os.ReadFile(filepath.Join(dir, "starter", filepath.FromSlash(shown)))
		require.NoError(t, err)
		held, err := os.ReadFile(filepath.Join(dir, "tests", copied))
		require.NoError(t, err)
		assert.Equal(t, string(given), string(held), shown)
	}
}

// folders gives the names of the folders in dir.
func folders(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var found []string
	for _, entry := range entries {
		if entry.IsDir() && entry.Name() != "__pycache__" {
			found = append(found, entry.Name())
		}
	}
	return found
}

// requireEngine skips the test where no Docker engine answers, unless
// REQUIRE_DOCKER forbids that.
func requireEngine(t *testing.T) {
	t.Helper()
	engine, err := pod.Connect(t.Context(), pod.Config{Env: os.Getenv})
	if err != nil && os.Getenv("REQUIRE_DOCKER") == "" {
		t.Skipf("SKIPPED, no solution was judged; set REQUIRE_DOCKER=1 to forbid this: %v", err)
	}
	require.NoError(t, err)
	require.NoError(t, engine.Close())
}
