package pod

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// onEachEngine runs one test body against the fake engine and the real one, so
// that the fake cannot drift from what engines do.
func onEachEngine(t *testing.T, body func(t *testing.T, e *Engine)) {
	t.Helper()
	t.Run("fake", func(t *testing.T) {
		t.Parallel()
		body(t, newFakeEngine().connect(t))
	})
	t.Run("real", func(t *testing.T) {
		t.Parallel()
		body(t, connectReal(t))
	})
}

// connectReal connects to this machine's engine. Where there is none the test
// is skipped, or fails if REQUIRE_DOCKER is set.
func connectReal(t *testing.T) *Engine {
	t.Helper()
	e, err := Connect(t.Context(), Config{Env: os.Getenv})
	if err != nil && os.Getenv("REQUIRE_DOCKER") == "" {
		t.Skipf("SKIPPED, set REQUIRE_DOCKER=1 to forbid this: %v", err)
	}
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	return e
}
