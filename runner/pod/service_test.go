package pod

import (
	"os"
	"testing"
	"time"

	"github.com/docker/docker/api/types/filters"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/wire"
)

// servedSpec is a spec with both services whose shape no other test has.
func servedSpec(t *testing.T, e *Engine, odd int64) Spec {
	t.Helper()
	spec := oddSpec(t, e, odd)
	spec.Services = []runner.Service{runner.ServicePostgres, runner.ServiceRedis}
	for _, name := range spec.Services {
		_, err := e.EnsureImage(t.Context(), string(name), os.Stderr)
		require.NoError(t, err)
	}
	return spec
}

func requireReady(t *testing.T, p *Pod) {
	t.Helper()
	require.Len(t, p.Services(), 2)
	for _, s := range p.Services() {
		message, err := wire.NewReader(s.Frames, wire.ServiceToGo).Read()
		require.NoError(t, err)
		assert.Equal(t, wire.ServiceReady{V: wire.Version, Role: string(s.Name)}, message)
	}
}

func TestSpec_ServicesDecideTheShape(t *testing.T) {
	t.Parallel()
	spec := Spec{Image: "i", Limits: runner.DefaultLimits()}
	with := spec
	with.Services = []runner.Service{runner.ServiceRedis}
	assert.NotEqual(t, spec.Shape(), with.Shape())
	with.Services = []runner.Service{"mongodb"}
	require.ErrorContains(t, with.validate(), "mongodb")
}

// What is promised of all containers holds for services, which have no capability at all.
func TestSpec_ServicesAreHardened(t *testing.T) {
	t.Parallel()
	for _, name := range []runner.Service{runner.ServicePostgres, runner.ServiceRedis} {
		s := Spec{Image: "i", Limits: runner.DefaultLimits()}.service(name, nil, "g")
		assert.Equal(t, serviceUser, s.config.User)
		assert.Equal(t, "container:g", string(s.host.NetworkMode))
		assert.Equal(t, []string{"ALL"}, []string(s.host.CapDrop))
		assert.Empty(t, s.host.CapAdd)
		assert.True(t, s.host.ReadonlyRootfs)
		assert.Empty(t, s.host.Mounts, "it sees no folder of the others")
		assert.Empty(t, s.host.VolumesFrom)
		assert.Contains(t, s.host.SecurityOpt, "no-new-privileges")
		assert.Positive(t, s.host.Memory)
		assert.Positive(t, *s.host.PidsLimit)
		assert.Contains(t, s.host.Tmpfs["/data"], "noexec")
	}
}

func TestService_WarmPodIsClaimedReadyAndGoesAfterUse(t *testing.T) {
	e := connectReal(t)
	spec := servedSpec(t, e, 21)
	require.NoError(t, e.Prepare(t.Context(), spec, stock))
	w := waiting(t, e, spec)
	require.Len(t, w, 1)
	require.Len(t, w[0].services, 2)
	p, err := e.Claim(t.Context(), spec)
	require.NoError(t, err)
	requireReady(t, p)
	require.Len(t, p.Containers(), 4)
	p.Leave()
	requireNothing(t, e, p.ID())
}

func TestService_WarmPodEndsWhenNobodyClaimsIt(t *testing.T) {
	e := connectReal(t)
	spec := servedSpec(t, e, 22)
	short := stock
	short.Idle = 2 * time.Second
	require.NoError(t, e.Prepare(t.Context(), spec, short))
	w := waiting(t, e, spec)
	require.Len(t, w, 1)
	requireNothing(t, e, w[0].id)
}

func TestService_WarmPodMakesRoom(t *testing.T) {
	e := connectReal(t)
	spec := servedSpec(t, e, 23)
	require.NoError(t, e.Prepare(t.Context(), spec, stock))
	w := waiting(t, e, spec)
	require.Len(t, w, 1)
	require.NoError(t, e.discard(t.Context(), w[0]))
	requireNothing(t, e, w[0].id)
}

// A run that was killed leaves stopped containers only, and sweep finds them all.
func TestService_SweepFindsWhatAKilledRunLeft(t *testing.T) {
	real := connectReal(t)
	e := connectThrough(t, &meddler{}, real)
	// A process of this machine that is gone: init's id with another start time.
	e.owner.PID, e.owner.Start = 1, e.owner.Start+1
	p, err := e.Start(t.Context(), servedSpec(t, e, 24))
	require.NoError(t, err)
	requireReady(t, p)
	p.work.Wait()
	for _, b := range p.boxes() {
		b.hangUp() // what the kernel does when a process ends
	}
	require.Eventually(t, func() bool {
		state, err := p.State(t.Context())
		return err == nil && !state.Grader.Running && !state.Sandbox.Running && !state.Services[0].Running && !state.Services[1].Running
	}, 10*time.Second, 50*time.Millisecond)
	_, err = real.Sweep(t.Context(), Sweep{})
	require.NoError(t, err)
	found, err := real.objects(t.Context(), filters.Arg("label", LabelRun+"="+p.ID()))
	require.NoError(t, err)
	assert.Empty(t, found)
	require.NoError(t, p.Close(t.Context()))
}
