package pod

import (
	"context"
	"testing"

	"github.com/containerd/errdefs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner/wire"
)

func TestPod_RenewReplacesTheSandbox(t *testing.T) {
	t.Parallel()
	e := connectReal(t)
	for name, c := range map[string]struct {
		ephemeral, hung bool
	}{
		"one that is ours to remove":  {false, false},
		"one that goes by itself":     {true, false},
		"one that does not end":       {false, true},
		"one that does not go either": {true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			spec := pythonSpec(t, e)
			spec.Ephemeral, spec.Serial = c.ephemeral, true
			p, err := e.Start(t.Context(), spec)
			require.NoError(t, err)
			old, grader := p.sandbox.name, wire.NewReader(p.Grader(), wire.GraderToGo)
			_, err = grader.Read()
			require.NoError(t, err)
			_, err = wire.NewReader(p.Warden(), wire.WardenToGo).Read()
			require.NoError(t, err)
			if c.hung {
				require.NoError(t, e.client.ContainerPause(t.Context(), old))
			}
			require.NoError(t, p.Renew(t.Context()))
			_, err = e.client.ContainerInspect(t.Context(), old)
			require.True(t, errdefs.IsNotFound(err), "%v", err)
			ready, err := wire.NewReader(p.Warden(), wire.WardenToGo).Read()
			require.NoError(t, err)
			assert.Equal(t, wire.RoleWarden, ready.(wire.WardenReady).Role) //nolint:forcetypeassert // a panic says it as well
			state, err := p.State(t.Context())
			require.NoError(t, err)
			assert.True(t, state.Grader.Running && state.Sandbox.Running)
			require.NoError(t, p.Close(t.Context()))
			requireNothing(t, e, p.ID())
		})
	}
}

func TestPod_RenewThatIsCancelledLeavesNothing(t *testing.T) {
	t.Parallel()
	e := connectReal(t)
	spec := pythonSpec(t, e)
	spec.Ephemeral, spec.Serial = true, true
	p, err := e.Start(t.Context(), spec)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	require.ErrorIs(t, p.Renew(ctx), context.Canceled)
	require.NoError(t, p.Close(ctx))
	requireNothing(t, e, p.ID())
}
