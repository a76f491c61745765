package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/batch"
	"assay/runner/judge"
)

// TestBatch_JudgesForRealAndLeavesNothing runs good and bad submissions side by side.
func TestBatch_JudgesForRealAndLeavesNothing(t *testing.T) {
	t.Parallel()
	attacksAtOnce <- struct{}{}
	defer func() { <-attacksAtOnce }()
	engine := connect(t)
	image, err := engine.EnsureImage(t.Context(), "python", os.Stderr)
	require.NoError(t, err)
	exercise := runner.Exercise{
		Slug: "batch", Limits: runner.DefaultLimits(),
		Tests: []runner.File{{Path: "test_it.py", Data: []byte("import solution\n\ndef test_it():\n    assert solution.f() == 1\n")}},
	}
	var jobs []batch.Job
	for i := range 6 {
		source := fmt.Sprintf("def f():\n    return %d\n", i%2)
		jobs = append(jobs, batch.Job{
			Name: fmt.Sprint(i), Exercise: exercise,
			Submission: runner.Submission{Files: []runner.File{{Path: "solution.py", Data: []byte(source)}}},
		})
	}
	pods := &enginePods{engine: engine}
	pool := batch.NewPool(t.Context(), pods, batch.PoolConfig{Ahead: 2})
	config := batch.Config{Slots: 2, Judge: func(ctx context.Context, job batch.Job) (runner.Result, error) {
		return judge.Run(ctx, judge.Config{Pods: pool, Image: image}, job.Exercise, job.Submission, nil)
	}}
	outcomes, err := batch.Run(t.Context(), config, slices.Values(jobs))
	require.NoError(t, err)
	seen := 0
	for o := range outcomes {
		seen++
		require.NoError(t, o.Err)
		want := runner.VerdictFailed
		if strings.Contains("135", o.Job.Name) {
			want = runner.VerdictPassed
		}
		assert.Equal(t, want, o.Result.Verdict, o.Job.Name)
	}
	assert.Equal(t, len(jobs), seen)
	require.NoError(t, pool.Close())
	objects, err := engine.Objects(t.Context())
	require.NoError(t, err)
	for _, used := range pods.used() {
		for _, o := range objects {
			assert.NotEqual(t, used, o.Run, o.Name)
		}
	}
	assert.Greater(t, len(pods.used()), len(jobs), "some were made ahead")
}

func TestRun_ExclusiveExerciseWaitsUntilItIsAlone(t *testing.T) {
	w, dir := watch(t), pack(t)
	t.Setenv("TMPDIR", filepath.Dir(strings.TrimPrefix(w.address, "unix://"))) // where the processes' locks are
	file := filepath.Join(dir, "quick", "exercise.yaml")
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, append(text, "exclusive: true\n"...), 0o600))
	leave, err := batch.Enter(t.Context(), false, nil)
	require.NoError(t, err)
	p := w.start(t, "run", "quick", filepath.Join(dir, "good"), "--exercises", dir)
	// It has nothing to wait for but us once it holds the gate.
	require.Eventually(t, func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		later, err := batch.Enter(ctx, false, nil)
		if err == nil {
			later()
		}
		return err != nil
	}, untilGone, time.Millisecond)
	assert.Empty(t, w.left(t), "has started nothing")
	leave()
	require.Equal(t, exitPassed, p.end(t), "%s%s", &p.out, &p.err)
	assert.Contains(t, p.err.String(), "runs alone")
}
