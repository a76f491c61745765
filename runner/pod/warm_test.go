package pod

import (
	"context"
	"io"
	"sync"
	"testing"
	"time"

	"github.com/docker/docker/api/types/filters"
	"github.com/docker/docker/api/types/image"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner/wire"
)

// These tests do not run beside others, some of which sweep.

// stock is for tests; a pod that a test forgets ends by itself.
var stock = Stock{Idle: 30 * time.Second, Each: 2, Most: 50}

// oddSpec is a spec whose shape no other test has.
func oddSpec(t *testing.T, e *Engine, odd int64) Spec {
	t.Helper()
	spec := pythonSpec(t, e)
	t.Setenv("TMPDIR", t.TempDir()) // the turns of other processes on this machine are not ours
	spec.Limits.MemoryBytes += odd << 20
	return spec
}

// waiting gives the pods of a spec that wait.
func waiting(t *testing.T, e *Engine, spec Spec) []warmPod {
	t.Helper()
	idle, err := e.idle(t.Context())
	require.NoError(t, err)
	var same []warmPod
	for _, w := range idle {
		if w.shape == spec.Shape() {
			same = append(same, w)
		}
	}
	return same
}

func requireNothing(t *testing.T, e *Engine, run string) {
	t.Helper()
	require.Eventually(t, func() bool {
		found, err := e.objects(t.Context(), filters.Arg("label", LabelRun+"="+run))
		return err == nil && len(found) == 0
	}, 30*time.Second, 50*time.Millisecond, "%s is still there", run)
}

func TestWarm_PodIsClaimedByOneOfManyAndGoesAfterUse(t *testing.T) {
	e := connectReal(t)
	spec := oddSpec(t, e, 1)
	require.NoError(t, e.Prepare(t.Context(), spec, stock))
	var mu sync.Mutex
	var won []*Pod
	var all sync.WaitGroup
	start := make(chan struct{})
	for range 40 {
		all.Go(func() {
			<-start
			p, err := e.Claim(t.Context(), spec)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won = append(won, p)
			} else {
				assert.ErrorIs(t, err, ErrNoWarm)
			}
		})
	}
	close(start)
	all.Wait()
	require.Len(t, won, 1)
	p := won[0]
	ready, err := wire.NewReader(p.Grader(), wire.GraderToGo).Read()
	require.NoError(t, err)
	assert.Equal(t, wire.RoleGrader, ready.(wire.GraderReady).Role) //nolint:forcetypeassert // a panic says it as well
	ready, err = wire.NewReader(p.Warden(), wire.WardenToGo).Read()
	require.NoError(t, err)
	assert.Equal(t, wire.RoleWarden, ready.(wire.WardenReady).Role) //nolint:forcetypeassert // a panic says it as well
	p.Leave()
	require.NoError(t, e.Ended(t.Context(), p.ID()))
	requireNothing(t, e, p.ID())
}

func TestWarm_PodOfAnotherShapeIsNotUsed(t *testing.T) {
	e := connectReal(t)
	spec := oddSpec(t, e, 2)
	require.NoError(t, e.Prepare(t.Context(), spec, stock))
	for name, change := range map[string]func(*Spec){
		"image":  func(s *Spec) { s.Image = "assay/python:other" },
		"memory": func(s *Spec) { s.Limits.MemoryBytes++ },
		"cpus":   func(s *Spec) { s.Limits.CPUs /= 2 },
		"pids":   func(s *Spec) { s.Limits.Pids++ },
	} {
		other := spec
		change(&other)
		_, err := e.Claim(t.Context(), other)
		require.ErrorIs(t, err, ErrNoWarm, name)
	}
	p, err := e.Claim(t.Context(), spec)
	require.NoError(t, err, "its own shape is")
	require.NoError(t, p.Close(t.Context()))
	requireNothing(t, e, p.ID())
}

func TestWarm_PodOfAnImageThatLostItsTagIsNotUsed(t *testing.T) {
	e := connectReal(t)
	spec := oddSpec(t, e, 10)
	base, err := e.ensureBase(t.Context(), io.Discard)
	require.NoError(t, err)
	const tag = "assay/test:warm"
	require.NoError(t, e.client.ImageTag(t.Context(), spec.Image, tag))
	t.Cleanup(func() {
		_, err := e.client.ImageRemove(context.WithoutCancel(t.Context()), tag, image.RemoveOptions{})
		assert.NoError(t, err)
	})
	spec.Image = tag
	require.NoError(t, e.Prepare(t.Context(), spec, stock))
	require.NoError(t, e.client.ImageTag(t.Context(), base, tag))
	_, err = e.Claim(t.Context(), spec)
	require.ErrorIs(t, err, ErrNoWarm)
	objects, err := e.objects(t.Context(), filters.Arg("label", LabelShape+"="+spec.Shape()))
	require.NoError(t, err)
	require.NotEmpty(t, objects)
	require.NoError(t, e.discard(t.Context(), warmPod{id: objects[0].Run}))
	requireNothing(t, e, objects[0].Run)
}

func TestWarm_PodEndsWhenNobodyClaimsIt(t *testing.T) {
	e := connectReal(t)
	spec := oddSpec(t, e, 3)
	short := stock
	short.Idle = 2 * time.Second
	require.NoError(t, e.Prepare(t.Context(), spec, short))
	objects, err := e.objects(t.Context(), filters.Arg("label", LabelShape+"="+spec.Shape()))
	require.NoError(t, err)
	require.NotEmpty(t, objects)
	requireNothing(t, e, objects[0].Run)
}

func TestWarm_StockIsBounded(t *testing.T) {
	e := connectReal(t)
	spec, other := oddSpec(t, e, 4), oddSpec(t, e, 5)
	one := stock
	one.Each = 1
	require.NoError(t, e.Prepare(t.Context(), other, one))
	require.NoError(t, e.Prepare(t.Context(), spec, one))
	require.NoError(t, e.Prepare(t.Context(), spec, one), "enough is no error")
	require.Len(t, waiting(t, e, spec), 1)
	one.Most = 1
	third := oddSpec(t, e, 6)
	require.NoError(t, e.Prepare(t.Context(), third, one))
	assert.Len(t, waiting(t, e, third), 1)
	assert.Empty(t, waiting(t, e, other), "made room")
	assert.Empty(t, waiting(t, e, spec), "made room")
	_, err := e.Sweep(t.Context(), Sweep{})
	require.NoError(t, err)
}

func TestWarm_SweepTakesWhatWaitsAndNotWhatIsClaimed(t *testing.T) {
	e := connectReal(t)
	spec := oddSpec(t, e, 7)
	require.NoError(t, e.Prepare(t.Context(), spec, stock))
	p, err := e.Claim(t.Context(), spec)
	require.NoError(t, err)
	require.NoError(t, e.Prepare(t.Context(), spec, stock))
	w := waiting(t, e, spec)
	require.Len(t, w, 1)
	removed, err := e.Sweep(t.Context(), Sweep{})
	require.NoError(t, err)
	runs := map[string]bool{}
	for _, o := range removed {
		runs[o.Run] = true
	}
	assert.True(t, runs[w[0].id])
	assert.False(t, runs[p.ID()])
	requireNothing(t, e, w[0].id)
	state, err := p.State(t.Context())
	require.NoError(t, err)
	assert.True(t, state.Grader.Running && state.Sandbox.Running)
	require.NoError(t, p.Close(t.Context()))
	requireNothing(t, e, p.ID())
}

func TestWarm_PodThatDoesNotAnswerIsDiscarded(t *testing.T) {
	e := connectReal(t)
	spec := oddSpec(t, e, 8)
	require.NoError(t, e.Prepare(t.Context(), spec, stock))
	w := waiting(t, e, spec)
	require.Len(t, w, 1)
	require.NoError(t, e.client.ContainerKill(t.Context(), w[0].sandbox, "STOP"))
	_, err := e.Claim(t.Context(), spec)
	require.ErrorIs(t, err, ErrNoWarm)
	requireNothing(t, e, w[0].id)
}

func TestWarm_PrepareThatIsCancelledLeavesNothing(t *testing.T) {
	e := connectReal(t)
	spec := oddSpec(t, e, 9)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.Error(t, e.Prepare(ctx, spec, stock))
	objects, err := e.objects(t.Context(), filters.Arg("label", LabelShape+"="+spec.Shape()))
	require.NoError(t, err)
	assert.Empty(t, objects)
}

func TestOwnerInName(t *testing.T) {
	t.Parallel()
	owner := Owner{Boot: "0b6cf6d0-1c2e-4f38-8f6b-1f2a3b4c5d6e", Namespace: "4026531836", PID: 12, Start: 345}
	got, claimed := ownerInName(claimedName("assay-abc-sandbox", owner))
	assert.True(t, claimed)
	assert.Equal(t, owner, got)
	for _, name := range []string{"", "assay-abc-sandbox", "assay-abc-warm", "assay-abc-sandbox.x"} {
		_, claimed = ownerInName(name)
		assert.False(t, claimed, name)
	}
}

func TestJudge_PodMadeAhead(t *testing.T) {
	t.Parallel()
	e := newFakeEngine().connect(t)
	gone := e.owner
	gone.PID, gone.Start = 1, gone.Start+1
	const sandbox = "assay-a-sandbox"
	for name, c := range map[string]struct {
		grader, sandbox string
		maker           Owner
		warm, left      bool
	}{
		"waits":                                {"assay-a-warm", sandbox, gone, true, false},
		"is being made":                        {"assay-a-grader", sandbox, e.owner, false, false},
		"was never finished":                   {"assay-a-grader", sandbox, gone, false, true},
		"is being claimed":                     {"assay-a-taken", sandbox, gone, false, false},
		"is in use":                            {"assay-a-taken", claimedName(sandbox, e.owner), gone, false, false},
		"its user was killed":                  {"assay-a-taken", claimedName(sandbox, gone), e.owner, false, true},
		"is in use, without a grader":          {"", claimedName(sandbox, e.owner), gone, false, false},
		"was never finished, without a grader": {"", sandbox, gone, false, true},
	} {
		o := Object{Run: "a", shape: "s", owner: c.maker.String()}
		e.judge(&o, map[string]string{"a-grader": c.grader, "a-sandbox": c.sandbox})
		assert.Equal(t, c.warm, o.Warm, name)
		assert.Equal(t, c.left, o.Left, name)
	}
}
