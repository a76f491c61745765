package pod

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/containerd/errdefs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// meddler stands between the client and the real engine and spoils one call.
type meddler struct {
	call string // "create", "attach" or "start"
	role string
	how  string // "deny", "lose" (done, but no answer), "late" (done after the caller gave up) or "cancel"

	cancel context.CancelFunc
	engine *httputil.ReverseProxy
	mu     sync.Mutex
	names  map[string]bool // containers that were asked for
	hits   int

	pending sync.WaitGroup // late calls
}

var containerCall = regexp.MustCompile(`/containers/(?:([^/]+)/)?(create|attach|start)$`)

func (m *meddler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	found := containerCall.FindStringSubmatch(r.URL.Path)
	if found == nil {
		m.engine.ServeHTTP(w, r)
		return
	}
	name := found[1]
	if found[2] == "create" {
		name = r.URL.Query().Get("name")
	}
	spoil := found[2] == m.call && strings.HasSuffix(name, "-"+m.role)
	m.mu.Lock()
	m.names[name] = true
	if spoil {
		m.hits++
		if m.how == "late" && m.call != "attach" {
			m.pending.Add(1)
		}
	}
	m.mu.Unlock()
	switch {
	case !spoil:
		m.engine.ServeHTTP(w, r)
	case m.how == "deny":
		http.Error(w, `{"message":"no"}`, http.StatusInternalServerError)
	case m.call == "attach" && m.how != "cancel":
		panic(http.ErrAbortHandler)
	case m.how == "late":
		body, _ := io.ReadAll(r.Body)
		late := r.Clone(context.WithoutCancel(r.Context()))
		late.Body = io.NopCloser(bytes.NewReader(body))
		time.AfterFunc(3*retryAfter, func() {
			defer m.pending.Done()
			m.engine.ServeHTTP(httptest.NewRecorder(), late)
		})
		panic(http.ErrAbortHandler)
	case m.how == "lose":
		m.engine.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler) // cuts the connection
	case m.how == "cancel":
		m.cancel()
		m.engine.ServeHTTP(w, r)
	}
}

// connectThrough connects to the real engine through the meddler.
func connectThrough(t *testing.T, m *meddler, real *Engine) *Engine {
	t.Helper()
	path, isUnix := strings.CutPrefix(real.Host(), "unix://")
	if !isUnix {
		t.Skip("SKIPPED: needs an engine on a Unix socket")
	}
	m.names = map[string]bool{}
	m.engine = httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "engine"})
	m.engine.Transport = &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", path)
	}}
	m.engine.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }
	socket := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", socket)
	require.NoError(t, err)
	server := &http.Server{Handler: m}
	go server.Serve(listener) //nolint:errcheck // ends with Close
	t.Cleanup(func() { _ = server.Close() })
	e, err := Connect(t.Context(), Config{Env: func(name string) string {
		return map[string]string{"DOCKER_HOST": "unix://" + socket}[name]
	}})
	require.NoError(t, err)
	t.Cleanup(func() { _ = e.Close() })
	return e
}

// pythonSpec is a pod of the python image.
func pythonSpec(t *testing.T, e *Engine) Spec {
	t.Helper()
	tag, err := e.EnsureImage(t.Context(), "python", os.Stderr)
	require.NoError(t, err)
	return Spec{Image: tag, Limits: runner.DefaultLimits()}
}

func assertGone(t *testing.T, e *Engine, container string) {
	t.Helper()
	_, err := e.client.ContainerInspect(t.Context(), container)
	assert.True(t, errdefs.IsNotFound(err), "%s: %v", container, err)
	volume := strings.NewReplacer("-"+RoleGrader, "-"+roleScratch, "-"+RoleSandbox, "-"+roleScratch).Replace(container)
	_, err = e.client.VolumeInspect(t.Context(), volume)
	assert.True(t, errdefs.IsNotFound(err), "%s: %v", volume, err)
}

// TestPod_LeavesNothingWhenACallFails spoils every call of a start in every way.
func TestPod_LeavesNothingWhenACallFails(t *testing.T) {
	t.Parallel()
	real := connectReal(t)
	spec := pythonSpec(t, real)
	for _, call := range []string{"create", "attach", "start"} {
		for _, role := range []string{RoleGrader, RoleSandbox, string(runner.ServiceRedis)} {
			for _, how := range []string{"deny", "lose", "late", "cancel"} {
				t.Run(how+" "+call+" "+role, func(t *testing.T) {
					t.Parallel()
					ctx, cancel := context.WithCancel(t.Context())
					defer cancel()
					m := &meddler{call: call, role: role, how: how, cancel: cancel}
					e := connectThrough(t, m, real)
					spec := spec
					if role == string(runner.ServiceRedis) {
						spec.Services = []runner.Service{runner.ServiceRedis}
					}
					p, err := e.Start(ctx, spec)
					if err == nil { // the others start after Start has returned
						if how == "cancel" {
							<-ctx.Done()
							err = ctx.Err()
						} else {
							_, err = io.ReadAll(lastOf(p))
						}
						require.NoError(t, p.Close(ctx))
						require.NoError(t, p.Close(ctx), "a second time")
					}
					require.Error(t, err)
					if how == "cancel" {
						require.ErrorIs(t, err, context.Canceled)
					} else {
						assert.Equal(t, runner.KindRunner, runner.KindOf(err))
					}
					m.mu.Lock() // a cut connection alone does not order the calls before this
					defer m.mu.Unlock()
					m.pending.Wait()
					assert.Positive(t, m.hits)
					for name := range m.names {
						assertGone(t, real, name)
					}
				})
			}
		}
	}
}

// lastOf is the stream of the container that starts last.
func lastOf(p *Pod) io.Reader {
	for _, s := range p.Services() {
		return s.Frames
	}
	return p.Warden()
}

func TestPod_FailsAtOnceWithoutImage(t *testing.T) {
	t.Parallel()
	e := connectReal(t)
	began := time.Now()
	_, err := e.Start(t.Context(), Spec{Image: "assay/no-such-image:1", Limits: runner.DefaultLimits()})
	require.ErrorContains(t, err, "no-such-image")
	assert.Less(t, time.Since(began), 3*time.Second)
}

func TestPod_KeptUnlessInterrupted(t *testing.T) {
	t.Parallel()
	e := connectReal(t)
	spec := pythonSpec(t, e)
	spec.Keep = true
	for _, interrupted := range []bool{false, true} {
		ctx, cancel := context.WithCancel(t.Context())
		p, err := e.Start(ctx, spec)
		require.NoError(t, err)
		if interrupted {
			cancel()
		}
		require.NoError(t, p.Close(ctx))
		cancel()
		assert.Equal(t, !interrupted, p.Kept())
		for _, name := range p.Containers() {
			if interrupted {
				assertGone(t, e, name)
				continue
			}
			found, err := e.client.ContainerInspect(t.Context(), name)
			require.NoError(t, err)
			assert.True(t, found.State.Running, "there is something to look into")
		}
		p.keep = false
		p.closing = sync.Once{}
		require.NoError(t, p.Close(t.Context()))
		assertGone(t, e, p.Containers()[0])
	}
}

// A pod whose owner was killed stops by itself, for its stdin has ended.
func TestPod_EndsWithItsOwner(t *testing.T) {
	t.Parallel()
	e := connectReal(t)
	p, err := e.Start(t.Context(), pythonSpec(t, e))
	require.NoError(t, err)
	defer func() { require.NoError(t, p.Close(t.Context())) }()
	p.work.Wait()
	p.grader.hangUp() // what the kernel does when a process ends
	p.sandbox.hangUp()
	require.Eventually(t, func() bool {
		state, err := p.State(t.Context())
		return err == nil && !state.Grader.Running && !state.Sandbox.Running
	}, 10*time.Second, 50*time.Millisecond)
}

func TestPod_SweepFindsWhatAKilledRunLeft(t *testing.T) {
	t.Parallel()
	real := connectReal(t)
	e := connectThrough(t, &meddler{}, real)
	// A process of this machine that is gone: init's id with another start time.
	e.owner.PID, e.owner.Start = 1, e.owner.Start+1
	p, err := e.Start(t.Context(), pythonSpec(t, e))
	require.NoError(t, err)
	p.work.Wait()
	_, err = real.Sweep(t.Context(), Sweep{})
	require.NoError(t, err)
	for _, name := range p.Containers() {
		assertGone(t, real, name)
	}
	require.NoError(t, p.Close(t.Context()), "what is gone already is no error")
}

// TestPod_StateExplainsTheDead runs processes that die in the ways that matter.
func TestPod_StateExplainsTheDead(t *testing.T) {
	t.Parallel()
	e := connectReal(t)
	spec := pythonSpec(t, e)
	spec.Limits.MemoryBytes = 64 << 20
	const exits, eats = "import sys; sys.exit('boom')", "x = bytearray(1 << 30)"
	tests := []struct {
		name, script string
		ephemeral    bool
		want         BoxState
	}{
		{"exits", exits, false, BoxState{ExitCode: 1, Stderr: "boom\n"}},
		{"is killed at its memory limit", eats, false, BoxState{ExitCode: 137, OOMKilled: true}},
		{"exits and is gone", exits, true, BoxState{ExitCode: 1, Stderr: "boom\n"}},
		{"is killed and is gone", eats, true, BoxState{ExitCode: 137, OOMKilled: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := newBox(RoleGrader, strings.ToLower(strings.ReplaceAll(t.Name(), "/", "-")))
			scratch := scratchMount(b.name+"-scratch", e.labels("test", roleScratch))
			spec := spec
			spec.Ephemeral = tt.ephemeral
			s := spec.grader(e.labels("test", RoleGrader), scratch)
			s.host.Resources = resources(spec.Limits.MemoryBytes, 1, 16)
			s.config.Cmd = []string{"python3", "-c", tt.script}
			b.create(t.Context(), e, s)
			b.attach(t.Context(), e, b.name)
			require.NoError(t, b.createErr)
			b.start(t.Context(), e)
			defer func() {
				require.NoError(t, b.remove(t.Context(), e))
				require.NoError(t, e.removeVolume(t.Context(), b.name+"-scratch"))
			}()
			require.NoError(t, b.startErr)
			_, err := io.ReadAll(b.stream)
			require.NoError(t, err)
			if tt.ephemeral {
				require.Eventually(t, func() bool {
					_, err := e.client.ContainerInspect(t.Context(), b.name)
					return errdefs.IsNotFound(err)
				}, 30*time.Second, 20*time.Millisecond)
			}
			require.Eventually(t, func() bool {
				got, err := b.state(t.Context(), e)
				return err == nil && got == tt.want
			}, 5*time.Second, 20*time.Millisecond)
		})
	}
}
