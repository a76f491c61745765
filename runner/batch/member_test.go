package batch

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/judge"
	"assay/runner/wire"
)

// washable are pods of which both containers answer next.
type washable struct {
	fakePods
	wash  func(pod int) wire.Message // what the warden says to next; nil ends the container
	takes time.Duration              // for the warden to answer
}

type washablePod struct {
	fakePod
	grader, warden io.ReadWriteCloser
	peers          *sync.WaitGroup
}

func (w *washable) Start(ctx context.Context, spec judge.Spec) (judge.Pod, error) {
	pod, err := w.fakePods.Start(ctx, spec)
	if err != nil {
		return nil, err
	}
	p := washablePod{fakePod: pod.(fakePod), peers: &sync.WaitGroup{}} //nolint:forcetypeassert // made above
	var grader, warden io.ReadWriteCloser
	p.grader, grader = duplex()
	p.warden, warden = duplex()
	p.peers.Go(func() {
		play(grader, wire.GoToGrader, wire.GraderToGo, wire.GraderReady{V: wire.Version, Role: wire.RoleGrader},
			func() wire.Message { return wire.GraderReady{V: wire.Version, Role: wire.RoleGrader} })
	})
	ready := wire.WardenReady{V: wire.Version, Role: wire.RoleWarden}
	p.peers.Go(func() {
		play(warden, wire.GoToWarden, wire.WardenToGo, ready, func() wire.Message {
			<-time.After(w.takes)
			if w.wash != nil {
				return w.wash(p.number)
			}
			return ready
		})
	})
	return p, nil
}

// play is a container that says that it is ready, and answers next.
func play(stream io.ReadWriteCloser, in, out wire.Direction, ready wire.Message, next func() wire.Message) {
	defer stream.Close() //nolint:errcheck // a pipe
	r, w := wire.NewReader(stream, in), wire.NewWriter(stream, out)
	for say := ready; say != nil; say = next() {
		if w.Write(say) != nil {
			return
		}
		if _, err := r.Read(); err != nil {
			return
		}
	}
}

func (p washablePod) Grader() io.ReadWriteCloser { return p.grader }
func (p washablePod) Warden() io.ReadWriteCloser { return p.warden }
func (p washablePod) Close(ctx context.Context) error {
	_ = errors.Join(p.grader.Close(), p.warden.Close())
	p.peers.Wait()
	return p.fakePod.Close(ctx)
}

// duplex gives the two ends of a stream without buffers.
func duplex() (a, b io.ReadWriteCloser) {
	ar, bw := io.Pipe()
	br, aw := io.Pipe()
	return &half{ar, aw}, &half{br, bw}
}

type half struct {
	*io.PipeReader
	*io.PipeWriter
}

func (h *half) Close() error { return errors.Join(h.PipeReader.Close(), h.PipeWriter.Close()) }

var shareable = judge.Spec{Image: "i", Shared: true}

func release(ctx context.Context, pod judge.Pod) error {
	return pod.(judge.Reusable).Release(ctx) //nolint:forcetypeassert // what is tested
}

// areReady requires that both containers say so, and only that.
func areReady(t *testing.T, pod judge.Pod) {
	t.Helper()
	warden, err := wire.NewReader(pod.Warden(), wire.WardenToGo).Read()
	if assert.NoError(t, err) {
		assert.Equal(t, wire.WardenReady{V: wire.Version, Role: wire.RoleWarden}, warden)
	}
	grader, err := wire.NewReader(pod.Grader(), wire.GraderToGo).Read()
	if assert.NoError(t, err) {
		assert.Equal(t, wire.GraderReady{V: wire.Version, Role: wire.RoleGrader}, grader)
	}
}

func closePod(ctx context.Context, pod judge.Pod) error { return pod.Close(ctx) }

// use is a run.
func use(t *testing.T, pods judge.Pods, end func(context.Context, judge.Pod) error) {
	t.Helper()
	useOf(t, pods, shareable, end)
}

func useOf(t *testing.T, pods judge.Pods, spec judge.Spec, end func(context.Context, judge.Pod) error) {
	t.Helper()
	pod, err := pods.Start(t.Context(), spec)
	require.NoError(t, err)
	areReady(t, pod)
	// A judge still reads when it lets go.
	var reading sync.WaitGroup
	reading.Go(func() {
		_, err := pod.Warden().Read(make([]byte, 1))
		assert.Error(t, err)
	})
	synctest.Wait()
	require.NoError(t, end(t.Context(), pod))
	reading.Wait()
	_, err = pod.Warden().Write([]byte("late"))
	assert.Error(t, err, "nobody says anything to a pod that is another's")
}

func TestPool_UsesOnePodAgainAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{takes: time.Second}
		pool := NewPool(t.Context(), pods, PoolConfig{Runs: 100})
		for range 10 {
			use(t, pool, release) // the next one waits until the pod is washed
		}
		assert.Equal(t, 1, pods.made)
		require.NoError(t, pool.Close())
		assert.Equal(t, 1, pods.closed)
	})
}

func TestPool_APodServesAtMostSoManyRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{}
		pool := NewPool(t.Context(), pods, PoolConfig{Runs: 3})
		for range 7 {
			use(t, pool, release)
			synctest.Wait()
		}
		assert.Equal(t, 3, pods.made)
		require.NoError(t, pool.Close())
		assert.Equal(t, 3, pods.closed)
	})
}

func TestPool_APodThatIsNotCleanIsNotUsedAgain(t *testing.T) {
	for name, answer := range map[string]wire.Message{
		"it ends": nil, "it says something else": wire.Loaded{}, "it is silent": wire.UsageReport{},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				pods := &washable{wash: func(int) wire.Message { return answer }}
				if name == "it is silent" {
					pods.takes = washWithin + time.Minute
				}
				pool := NewPool(t.Context(), pods, PoolConfig{Runs: 100})
				for range 3 {
					use(t, pool, release)
				}
				assert.Equal(t, 3, pods.made)
				require.NoError(t, pool.Close())
				assert.Equal(t, 3, pods.closed)
			})
		})
	}
}

func TestPool_ARunThatClosesItsPodKeepsItFromOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{}
		pool := NewPool(t.Context(), pods, PoolConfig{Runs: 100})
		use(t, pool, release)
		use(t, pool, closePod)
		use(t, pool, release)
		assert.Equal(t, 2, pods.made)
		require.NoError(t, pool.Close())
		assert.Equal(t, 2, pods.closed)
	})
}

// renewed are pods whose sandbox can be replaced.
type renewed struct {
	washable
	renewals atomic.Int64
	refuse   error // of Renew
}

type renewedPod struct {
	*washablePod
	pods *renewed
}

func (r *renewed) Start(ctx context.Context, spec judge.Spec) (judge.Pod, error) {
	pod, err := r.washable.Start(ctx, spec)
	if err != nil {
		return nil, err
	}
	p := pod.(washablePod) //nolint:forcetypeassert // made above
	return renewedPod{&p, r}, nil
}

func (p renewedPod) Renew(context.Context) error {
	p.pods.renewals.Add(1)
	var warden io.ReadWriteCloser
	p.warden, warden = duplex()
	p.peers.Go(func() {
		play(warden, wire.GoToWarden, wire.WardenToGo, wire.WardenReady{V: wire.Version, Role: wire.RoleWarden},
			func() wire.Message { return nil })
	})
	return p.pods.refuse
}

func TestPool_ARunThatDoesNotShareHasASandboxOfItsOwn(t *testing.T) {
	for name, c := range map[string]struct {
		refuse                 error
		made, closed, renewals int
	}{
		"the grader stays":          {nil, 1, 1, 4},
		"no sandbox, no pod either": {errors.New("no engine"), 4, 4, 4},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				pods := &renewed{refuse: c.refuse}
				pool := NewPool(t.Context(), pods, PoolConfig{Runs: 100})
				for range 4 {
					useOf(t, pool, judge.Spec{Image: "i"}, release)
					synctest.Wait()
				}
				require.NoError(t, pool.Close())
				assert.Equal(t, c.made, pods.made)
				assert.Equal(t, c.closed, pods.closed)
				assert.EqualValues(t, c.renewals, pods.renewals.Load())
			})
		})
	}
}

func TestPool_APodWithServicesServesOneRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &renewed{}
		pool := NewPool(t.Context(), pods, PoolConfig{Runs: 100})
		for range 3 {
			useOf(t, pool, judge.Spec{Image: "i", Services: []runner.Service{runner.ServiceRedis}}, release)
		}
		require.NoError(t, pool.Close())
		assert.Equal(t, 3, pods.made)
		assert.Zero(t, pods.renewals.Load())
	})
}

func TestPool_ManyRunsAtOnceWaitForWhatComesAndMakeTheRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{takes: time.Second}
		pool := NewPool(t.Context(), pods, PoolConfig{Ahead: 1, Runs: 1000})
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for range 20 {
					pod, err := pool.Start(t.Context(), shareable)
					if err != nil {
						t.Error(err)
						return
					}
					areReady(t, pod)
					<-time.After(time.Second / 2)
					assert.NoError(t, release(t.Context(), pod))
				}
			})
		}
		all.Wait()
		require.NoError(t, pool.Close())
		assert.Equal(t, 5, pods.made, "one for each, and one ahead")
		assert.Equal(t, pods.made, pods.closed)
	})
}

func TestPool_ClosesPodsOfAnotherSpec(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{}
		pool := NewPool(t.Context(), pods, PoolConfig{Runs: 100})
		use(t, pool, release)
		synctest.Wait()
		other := shareable
		other.Image = "other"
		pod, err := pool.Start(t.Context(), other)
		require.NoError(t, err)
		require.NoError(t, pod.Close(t.Context()))
		require.NoError(t, pool.Close())
		assert.Equal(t, 2, pods.made)
		assert.Equal(t, 2, pods.closed)
	})
}

func TestPool_AWaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{takes: time.Minute}
		pool := NewPool(t.Context(), pods, PoolConfig{Runs: 100})
		use(t, pool, release)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := pool.Start(ctx, shareable)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.NoError(t, pool.Close())
		assert.Equal(t, 1, pods.closed)
	})
}

func TestPool_TellsOfPodsThatAreLeftBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{}
		pods.fail = errors.New("no engine")
		pool := NewPool(t.Context(), pods, PoolConfig{Runs: 100})
		use(t, pool, release)
		require.ErrorIs(t, pool.Close(), pods.fail)
	})
}
