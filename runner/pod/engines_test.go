package pod

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// engines gives the fake engine and the real one. A test body that runs on
// both keeps the fake from drifting away from what engines do.
func engines() map[string]func(*testing.T) *Engine {
	return map[string]func(*testing.T) *Engine{
		"fake": func(t *testing.T) *Engine {
			t.Helper()
			return newFakeEngine().connect(t)
		},
		"real": connectReal,
	}
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
