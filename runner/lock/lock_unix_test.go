//go:build unix

package lock

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// own gives the test locks of its own.
func own(t *testing.T) {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
}

func nobody() {}

func TestTry_WhoMayHoldALockWithWhom(t *testing.T) {
	own(t)
	for name, c := range map[string]struct {
		first, second Mode
		both          bool
	}{
		"two that share":             {Shared, Shared, true},
		"one alone, one shared":      {Alone, Shared, false},
		"one shared, then one alone": {Shared, Alone, false},
		"two alone":                  {Alone, Alone, false},
	} {
		unlock, ok := Try("a", c.first)
		require.True(t, ok, name)
		also, ok := Try("a", c.second)
		assert.Equal(t, c.both, ok, name)
		if ok {
			also()
		}
		other, ok := Try("b", Alone)
		assert.True(t, ok, "%s: another name is another lock", name)
		other()
		unlock()
	}
}

func TestTake_WaitsAndSaysSoOnce(t *testing.T) {
	own(t)
	unlock, err := Take(t.Context(), "a", Alone, nobody)
	require.NoError(t, err)
	told := make(chan struct{}, 100)
	time.AfterFunc(5*poll, unlock)
	again, err := Take(t.Context(), "a", Alone, func() { told <- struct{}{} })
	require.NoError(t, err)
	again()
	assert.Len(t, told, 1)
}

func TestTake_GivesUpWithItsContext(t *testing.T) {
	own(t)
	unlock, err := Take(t.Context(), "a", Alone, nobody)
	require.NoError(t, err)
	defer unlock()
	ctx, cancel := context.WithCancel(t.Context())
	_, err = Take(ctx, "a", Shared, cancel)
	require.ErrorIs(t, err, context.Canceled)
}

func TestTake_WhereThereCanBeNoFileNobodyWaits(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", filepath.Join(folder, "missing"))
	for range 2 {
		_, err := Take(t.Context(), "a", Alone, nobody)
		require.NoError(t, err)
		_, ok := Try("a", Alone)
		require.True(t, ok)
	}
	_, err := os.Stat(filepath.Join(folder, "missing"))
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestTry_AFileOfAnotherUserIsNoLock(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("SKIPPED: needs root, to make a file of another user")
	}
	own(t)
	unlock, ok := Try("a", Alone)
	require.True(t, ok)
	defer unlock()
	_, ok = Try("a", Alone)
	require.False(t, ok, "our own")
	path := filepath.Join(os.TempDir(), "assay-a-0.lock")
	require.NoError(t, os.Chmod(path, 0o666))
	require.NoError(t, os.Chown(path, 65534, 65534))
	again, ok := Try("a", Alone)
	require.True(t, ok, "somebody else's")
	again()
}
