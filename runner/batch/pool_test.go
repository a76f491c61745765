package batch

import (
	"context"
	"errors"
	"io"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/judge"
)

// fakePods makes pods that take a second to start and one to close.
type fakePods struct {
	mu           sync.Mutex
	made, closed int
	fail         error // of Close
}

type fakePod struct {
	pods   *fakePods
	number int
}

var (
	_ judge.Pods = (*fakePods)(nil)
	_ judge.Pod  = fakePod{}
)

func (f *fakePods) Start(ctx context.Context, _ judge.Spec) (judge.Pod, error) {
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.made++
	return fakePod{f, f.made}, nil
}

func (fakePod) Grader() io.ReadWriteCloser                 { return silent() }
func (fakePod) Warden() io.ReadWriteCloser                 { return silent() }
func (fakePod) Services() []judge.Service                  { return nil }
func (fakePod) State(context.Context) (judge.State, error) { return judge.State{}, nil }
func (p fakePod) Close(context.Context) error {
	<-time.After(time.Second)
	p.pods.mu.Lock()
	defer p.pods.mu.Unlock()
	p.pods.closed++
	return p.pods.fail
}

// silent is the stream of a container that says nothing.
func silent() io.ReadWriteCloser {
	stream, _ := duplex()
	return stream
}

func TestPool_HasThePodReadyAndClosesEveryOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &fakePods{}
		pool := NewPool(t.Context(), pods, PoolConfig{Ahead: 2})
		began := time.Now()
		for i := range 5 {
			pod, err := pool.Start(t.Context(), judge.Spec{Image: "a"})
			require.NoError(t, err)
			want := time.Duration(i) * 10 * time.Second
			if i > 0 {
				want += time.Second
			}
			if i == 0 {
				assert.Equal(t, time.Second, time.Since(began), "the first is waited for")
			} else {
				assert.Equal(t, want, time.Since(began), "and no other")
			}
			<-time.After(10 * time.Second)
			closing := time.Now()
			require.NoError(t, pod.Close(t.Context()))
			assert.Zero(t, time.Since(closing))
		}
		require.NoError(t, pool.Close())
		assert.Equal(t, pods.made, pods.closed)
		assert.Equal(t, 7, pods.made, "five used, two ready")
	})
}

func TestPool_PodsOfAnotherSpecAreNotUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &fakePods{}
		pool := NewPool(t.Context(), pods, PoolConfig{Ahead: 2})
		for _, spec := range []judge.Spec{{Image: "a"}, {Image: "b"}, {Image: "b", Limits: runner.Limits{Pids: 1}}} {
			began := time.Now()
			pod, err := pool.Start(t.Context(), spec)
			require.NoError(t, err)
			assert.Equal(t, time.Second, time.Since(began), "made now")
			<-time.After(10 * time.Second)
			require.NoError(t, pod.Close(t.Context()))
		}
		require.NoError(t, pool.Close())
		assert.Equal(t, pods.made, pods.closed)
	})
}

func TestPool_CloseTellsWhatIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		boom := errors.New("boom")
		pool := NewPool(t.Context(), &fakePods{fail: boom}, PoolConfig{Ahead: 1})
		pod, err := pool.Start(t.Context(), judge.Spec{})
		require.NoError(t, err)
		require.NoError(t, pod.Close(t.Context()))
		require.ErrorIs(t, pool.Close(), boom)
	})
}
