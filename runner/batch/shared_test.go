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
	number := w.made
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
				return w.wash(number)
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

func closePod(ctx context.Context, pod judge.Pod) error { return pod.Close(ctx) }

// use is a run: it requires that both containers say ready, and only that.
func use(t *testing.T, pods judge.Pods, end func(context.Context, judge.Pod) error) {
	t.Helper()
	pod, err := pods.Start(t.Context(), shareable)
	require.NoError(t, err)
	warden, err := wire.NewReader(pod.Warden(), wire.WardenToGo).Read()
	require.NoError(t, err)
	assert.Equal(t, wire.WardenReady{V: wire.Version, Role: wire.RoleWarden}, warden)
	grader, err := wire.NewReader(pod.Grader(), wire.GraderToGo).Read()
	require.NoError(t, err)
	assert.Equal(t, wire.GraderReady{V: wire.Version, Role: wire.RoleGrader}, grader)
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

func TestShared_UsesOnePodAgainAndAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{takes: time.Second}
		shared := NewShared(t.Context(), pods, 100)
		for range 10 {
			use(t, shared, release) // the next one waits until the pod is washed
		}
		assert.Equal(t, 1, pods.made)
		require.NoError(t, shared.Close())
		assert.Equal(t, 1, pods.closed)
	})
}

func TestShared_APodServesAtMostSoManyRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{}
		shared := NewShared(t.Context(), pods, 3)
		for range 7 {
			use(t, shared, release)
			synctest.Wait()
		}
		assert.Equal(t, 3, pods.made)
		require.NoError(t, shared.Close())
		assert.Equal(t, 3, pods.closed)
	})
}

func TestShared_APodThatIsNotCleanIsNotUsedAgain(t *testing.T) {
	for name, answer := range map[string]wire.Message{
		"it ends": nil, "it says something else": wire.Loaded{}, "it is silent": wire.UsageReport{},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				pods := &washable{wash: func(int) wire.Message { return answer }}
				if name == "it is silent" {
					pods.takes = washWithin + time.Minute
				}
				shared := NewShared(t.Context(), pods, 100)
				for range 3 {
					use(t, shared, release)
				}
				assert.Equal(t, 3, pods.made)
				require.NoError(t, shared.Close())
				assert.Equal(t, 3, pods.closed)
			})
		})
	}
}

func TestShared_ARunThatClosesItsPodKeepsItFromOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{}
		shared := NewShared(t.Context(), pods, 100)
		use(t, shared, release)
		use(t, shared, closePod)
		use(t, shared, release)
		assert.Equal(t, 2, pods.made)
		require.NoError(t, shared.Close())
		assert.Equal(t, 2, pods.closed)
	})
}

func TestShared_RunsThatDoNotAgreeGetPodsOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{}
		shared := NewShared(t.Context(), pods, 100)
		for range 3 {
			pod, err := shared.Start(t.Context(), judge.Spec{Image: "i"})
			require.NoError(t, err)
			_, reusable := pod.(judge.Reusable)
			assert.False(t, reusable)
			require.NoError(t, pod.Close(t.Context()))
		}
		assert.Equal(t, 3, pods.made)
		require.NoError(t, shared.Close())
	})
}

func TestShared_ClosesPodsOfAnotherSpec(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{}
		shared := NewShared(t.Context(), pods, 100)
		use(t, shared, release)
		synctest.Wait()
		other := shareable
		other.Image = "other"
		pod, err := shared.Start(t.Context(), other)
		require.NoError(t, err)
		require.NoError(t, pod.Close(t.Context()))
		require.NoError(t, shared.Close())
		assert.Equal(t, 2, pods.made)
		assert.Equal(t, 2, pods.closed)
	})
}

func TestShared_AWaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{takes: time.Minute}
		shared := NewShared(t.Context(), pods, 100)
		use(t, shared, release)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := shared.Start(ctx, shareable)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.NoError(t, shared.Close())
		assert.Equal(t, 1, pods.closed)
	})
}

func TestShared_TellsOfPodsThatAreLeftBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pods := &washable{}
		pods.fail = errors.New("no engine")
		shared := NewShared(t.Context(), pods, 100)
		use(t, shared, release)
		require.ErrorIs(t, shared.Close(), pods.fail)
	})
}
