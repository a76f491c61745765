package batch

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// jobs gives n jobs and counts how many were taken.
func jobs(n int, taken *atomic.Int64) func(func(Job) bool) {
	return func(yield func(Job) bool) {
		for i := range n {
			if taken != nil {
				taken.Add(1)
			}
			if !yield(Job{Name: fmt.Sprint(i)}) {
				return
			}
		}
	}
}

func TestRun_UsesItsSlotsAndNoMore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int64
		judge := func(context.Context, Job) (runner.Result, error) {
			if n := now.Add(1); n > most.Load() {
				most.Store(n)
			}
			<-time.After(time.Second)
			now.Add(-1)
			return runner.Result{Verdict: runner.VerdictPassed}, nil
		}
		outcomes, err := Run(t.Context(), Config{Slots: 3, Judge: judge}, jobs(10, nil))
		require.NoError(t, err)
		began := time.Now()
		var names []string
		for o := range outcomes {
			require.NoError(t, o.Err)
			assert.Equal(t, runner.VerdictPassed, o.Result.Verdict)
			names = append(names, o.Job.Name)
		}
		slices.Sort(names)
		assert.Equal(t, []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}, names)
		assert.EqualValues(t, 3, most.Load())
		assert.Equal(t, 4*time.Second, time.Since(began))
	})
}

func TestRun_GivesOutcomesAsTheyCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wait := map[string]time.Duration{"0": 3 * time.Second, "1": time.Second, "2": 5 * time.Second}
		boom := errors.New("boom")
		judge := func(_ context.Context, job Job) (runner.Result, error) {
			<-time.After(wait[job.Name])
			if job.Name == "0" {
				return runner.Result{}, boom
			}
			return runner.Result{}, nil
		}
		outcomes, err := Run(t.Context(), Config{Slots: 3, Judge: judge}, jobs(3, nil))
		require.NoError(t, err)
		var names []string
		for o := range outcomes {
			names = append(names, o.Job.Name)
			assert.Equal(t, o.Job.Name == "0", errors.Is(o.Err, boom))
		}
		assert.Equal(t, []string{"1", "0", "2"}, names)
	})
}

func TestRun_TakesNoMoreThanAreRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var taken atomic.Int64
		judge := func(context.Context, Job) (runner.Result, error) { return runner.Result{}, nil }
		outcomes, err := Run(t.Context(), Config{Slots: 2, Judge: judge}, jobs(100, &taken))
		require.NoError(t, err)
		read := 0
		for range outcomes {
			read++
			synctest.Wait()
			assert.LessOrEqual(t, taken.Load(), int64(read+3), "two run and one waits")
			if read == 50 {
				break
			}
		}
		assert.LessOrEqual(t, taken.Load(), int64(53))
	})
}

func TestRun_EndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		judge := func(ctx context.Context, _ Job) (runner.Result, error) {
			<-ctx.Done()
			return runner.Result{}, ctx.Err()
		}
		var taken atomic.Int64
		outcomes, err := Run(ctx, Config{Slots: 2, Judge: judge}, jobs(100, &taken))
		require.NoError(t, err)
		time.AfterFunc(time.Second, cancel)
		seen := 0
		for o := range outcomes {
			seen++
			require.ErrorIs(t, o.Err, context.Canceled)
		}
		assert.GreaterOrEqual(t, seen, 2, "those that ran")
		assert.LessOrEqual(t, taken.Load(), int64(4))
	})
}

func TestRun_RefusesABadConfig(t *testing.T) {
	t.Parallel()
	_, err := Run(t.Context(), Config{Slots: -1}, jobs(1, nil))
	require.ErrorContains(t, err, "no Judge")
	require.ErrorContains(t, err, "-1 slots")
}

func TestEnter_ExclusiveRunsAreAlone(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir()) // not held up by other runs on this machine
	var running, alone atomic.Int64
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			exclusive := i%8 == 0
			leave, err := Enter(t.Context(), exclusive, nil)
			if err != nil {
				t.Errorf("enter: %v", err)
				return
			}
			defer leave()
			if exclusive {
				assert.EqualValues(t, 1, alone.Add(1))
				assert.EqualValues(t, 0, running.Load())
				<-time.After(5 * time.Millisecond)
				assert.EqualValues(t, 0, running.Load())
				alone.Add(-1)
				return
			}
			running.Add(1)
			assert.EqualValues(t, 0, alone.Load())
			<-time.After(5 * time.Millisecond)
			running.Add(-1)
		})
	}
	all.Wait()
}

func TestEnter_ExclusiveIsNotKeptOutForEver(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	leave, err := Enter(t.Context(), false, nil)
	require.NoError(t, err)
	waits, entered := make(chan struct{}), make(chan func())
	go func() {
		leave, err := Enter(t.Context(), true, func() { close(waits) })
		assert.NoError(t, err)
		entered <- leave
	}()
	<-waits
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	for ctx.Err() == nil { // until the other one has the gate
		var later func()
		if later, err = Enter(ctx, false, nil); err == nil {
			later()
		}
	}
	require.ErrorIs(t, err, context.DeadlineExceeded, "a later run waits behind the exclusive one")
	leave()
	(<-entered)()
}
