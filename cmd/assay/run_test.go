package main

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// pack is a folder of two exercises and two submissions for the tests below.
func pack(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"quick/exercise.yaml":       "slug: quick\ntitle: Quick\n",
		"quick/tests/test_quick.py": "import solution\n\ndef test_one():\n    assert solution.one() == 1\n",
		"slow/exercise.yaml":        "slug: slow\ntitle: Slow\n",
		"slow/tests/test_slow.py":   "import solution\n\ndef test_slow():\n    solution.sleep()\n",
		"good/solution.py":          "import time\n\ndef one():\n    return 1\n\ndef sleep():\n    time.sleep(600)\n",
		"bad/solution.py":           "def one():\n    return 2\n",
	}
	// A shape of pod that nobody else on this machine uses.
	files["quick/exercise.yaml"] += fmt.Sprintf("limits:\n  memory: %dKiB\n", 250_000+rand.N(10_000))
	files["slow/exercise.yaml"] += strings.TrimPrefix(files["quick/exercise.yaml"], "slug: quick\ntitle: Quick\n")
	for name, text := range files {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	}
	return dir
}

// watched is the real engine behind a proxy that notes which containers were asked for.
type watched struct {
	address string
	mu      sync.Mutex
	names   []string
	claimed []string // pods that were claimed with success
}

func watch(t *testing.T) *watched {
	t.Helper()
	return watchDropping(t, func(*http.Request) bool { return false })
}

// watchDropping is watch with requests that get no further.
func watchDropping(t *testing.T, drop func(*http.Request) bool) *watched {
	t.Helper()
	engine := connect(t)
	_, err := engine.EnsureImage(t.Context(), "python", os.Stderr) // or a run would say that it builds it
	require.NoError(t, err)
	path, isUnix := strings.CutPrefix(engine.Host(), "unix://")
	if !isUnix {
		t.Skip("SKIPPED: needs an engine on a Unix socket")
	}
	w := &watched{}
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "engine"})
	proxy.Transport = &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", path)
	}}
	proxy.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }
	server := &http.Server{Handler: http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if drop(r) {
			panic(http.ErrAbortHandler)
		}
		if strings.HasSuffix(r.URL.Path, "/containers/create") {
			w.mu.Lock()
			w.names = append(w.names, r.URL.Query().Get("name"))
			w.mu.Unlock()
		}
		if from, ok := strings.CutSuffix(r.URL.Path, "/rename"); ok && strings.HasSuffix(from, "-warm") {
			answer := httptest.NewRecorder()
			proxy.ServeHTTP(answer, r)
			if answer.Code == http.StatusNoContent {
				w.mu.Lock()
				w.claimed = append(w.claimed, from)
				w.mu.Unlock()
			}
			rw.WriteHeader(answer.Code)
			return
		}
		proxy.ServeHTTP(rw, r)
	})}
	socket := filepath.Join(t.TempDir(), "s")
	listener, err := net.Listen("unix", socket)
	require.NoError(t, err)
	go server.Serve(listener) //nolint:errcheck // ends with Close
	t.Cleanup(func() { _ = server.Close() })
	w.address = "unix://" + socket
	return w
}

// call asks the engine directly and gives its answer.
func (w *watched) call(t *testing.T, method, path string) []byte {
	t.Helper()
	socket := strings.TrimPrefix(w.address, "unix://")
	client := http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", socket)
	}}}
	defer client.CloseIdleConnections()
	request, err := http.NewRequestWithContext(t.Context(), method, "http://engine"+path, nil)
	require.NoError(t, err)
	answer, err := client.Do(request)
	require.NoError(t, err)
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return text
}

// left gives what is still there of the pods that were asked for.
func (w *watched) left(t *testing.T) []string {
	t.Helper()
	objects, err := connect(t).Objects(t.Context())
	require.NoError(t, err)
	w.mu.Lock()
	defer w.mu.Unlock()
	var found []string
	for _, o := range objects {
		for _, name := range w.names {
			if run := strings.Split(name, "-"); o.Run == run[1] {
				found = append(found, o.Name)
				break
			}
		}
	}
	return found
}

// sweep removes what was kept or killed.
func (w *watched) sweep(t *testing.T) {
	t.Helper()
	sweep := w.start(t, "sweep")
	require.Equal(t, exitPassed, sweep.end(t), "%s", &sweep.err)
	assert.Empty(t, w.left(t))
}

// process is assay itself, built from this package, as a process of its own.
type process struct {
	*exec.Cmd
	out, err bytes.Buffer
}

// buildBinary builds into the user's cache, where one file stays, by a rename, so
// that test processes do not disturb each other.
var buildBinary = sync.OnceValues(func() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find cache: %w", err)
	}
	path := filepath.Join(cache, "assay-test", "assay")
	mine := fmt.Sprintf("%s.%d", path, os.Getpid())
	if out, err := exec.Command("go", "build", "-o", mine, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, os.Rename(mine, path)
})

func (w *watched) start(t *testing.T, args ...string) *process {
	t.Helper()
	binary, err := buildBinary()
	require.NoError(t, err)
	p := &process{Cmd: exec.Command(binary, args...)}
	// Locks of its own: other processes on this machine wait for each other, not for this one.
	p.Env = append(os.Environ(), "DOCKER_HOST="+w.address, "TMPDIR="+filepath.Dir(strings.TrimPrefix(w.address, "unix://")))
	p.Stdout, p.Stderr = &p.out, &p.err
	require.NoError(t, p.Start())
	t.Cleanup(func() { _ = p.Process.Kill() })
	return p
}

// end waits for the process and gives its exit status.
func (p *process) end(t *testing.T) int {
	t.Helper()
	return p.endWithin(t, 60*time.Second)
}

func (p *process) endWithin(t *testing.T, within time.Duration) int {
	t.Helper()
	ended := make(chan struct{})
	go func() {
		_ = p.Wait() // the status says it all
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(within):
		require.Fail(t, "still running", "%s%s", &p.out, &p.err)
	}
	return p.ProcessState.ExitCode()
}

// moments are points in time between the start of a run and well into its tests.
func moments(n int) []time.Duration {
	all := make([]time.Duration, n)
	for i := range all {
		all[i] = rand.N(900 * time.Millisecond)
	}
	return all
}

func TestRun_LeavesNothingWhateverTheVerdict(t *testing.T) {
	t.Parallel()
	w, dir := watch(t), pack(t)
	for file, want := range map[string]int{"good/solution.py": exitPassed, "bad/solution.py": exitNotPassed} {
		p := w.start(t, "run", "quick", filepath.Join(dir, file), "--exercises", dir)
		require.Equal(t, want, p.end(t), "%s%s", &p.out, &p.err)
		assert.Empty(t, p.err.String(), "nothing but the report, off a terminal")
	}
	assert.Len(t, w.names, 4)
	assert.Empty(t, w.left(t))
}

func TestRun_LeavesNoContainerAfterInterrupt(t *testing.T) {
	t.Parallel()
	w, dir := watch(t), pack(t)
	for i, moment := range moments(8) {
		p := w.start(t, "run", "slow", filepath.Join(dir, "good"), "--exercises", dir, "--keep", "--json")
		time.AfterFunc(moment, func() {
			_ = p.Process.Signal(os.Interrupt)
			if i%2 == 0 { // impatience
				_ = p.Process.Signal(syscall.SIGTERM)
				_ = p.Process.Signal(os.Interrupt)
			}
		})
		code := p.end(t)
		assert.Empty(t, w.left(t), "after %s", moment)
		assert.Empty(t, p.out.String())
		if code < 0 && p.err.Len() == 0 {
			assert.Less(t, moment, 200*time.Millisecond, "it ended by the signal, so it did not listen yet")
			continue
		}
		require.Equal(t, exitInterrupted, code, "after %s\n%s%s", moment, &p.out, &p.err)
		assert.Contains(t, p.err.String(), "interrupted")
	}
	assert.NotEmpty(t, w.names)
}

func TestRun_SweepRemovesWhatAKilledRunLeft(t *testing.T) {
	t.Parallel()
	w, dir := watch(t), pack(t)
	leftSome := false
	for _, moment := range append(moments(6), 700*time.Millisecond) {
		p := w.start(t, "run", "slow", filepath.Join(dir, "good"), "--exercises", dir)
		time.AfterFunc(moment, func() { _ = p.Process.Kill() })
		p.end(t)
		leftSome = leftSome || len(w.left(t)) > 0
		// A call under way when the run was killed may still be carried out.
		require.Eventually(t, func() bool {
			return w.start(t, "sweep").end(t) == exitPassed && len(w.left(t)) == 0
		}, 10*time.Second, 200*time.Millisecond, "after %s", moment)
	}
	assert.True(t, leftSome, "no moment left anything, so nothing was tested")
}

func TestRun_KeepSaysHowToLookAndRemove(t *testing.T) {
	t.Parallel()
	w, dir := watch(t), pack(t)
	p := w.start(t, "run", "quick", filepath.Join(dir, "good"), "--exercises", dir, "--keep")
	require.Equal(t, exitPassed, p.end(t), "%s%s", &p.out, &p.err)
	assert.Len(t, w.left(t), 3, "two containers and a volume")
	for _, name := range w.names {
		assert.Contains(t, p.err.String(), "docker exec -it "+name+" sh\n")
	}
	assert.Contains(t, p.err.String(), "assay sweep")
	w.sweep(t)
}

func TestRun_WritesJSONAndJUnit(t *testing.T) {
	t.Parallel()
	w, dir := watch(t), pack(t)
	junit := filepath.Join(dir, "out", "result.xml")
	require.NoError(t, os.Mkdir(filepath.Dir(junit), 0o755))
	require.NoError(t, os.WriteFile(junit, []byte("old"), 0o644))
	p := w.start(t, "run", "quick", filepath.Join(dir, "bad"), "--exercises", dir, "--json", "--junit", junit)
	require.Equal(t, exitNotPassed, p.end(t), "%s%s", &p.out, &p.err)
	var result runner.Result
	decoder := json.NewDecoder(&p.out)
	decoder.DisallowUnknownFields()
	require.NoError(t, decoder.Decode(&result))
	assert.Equal(t, runner.VerdictFailed, result.Verdict)
	assert.Equal(t, "test_quick.py::test_one", result.Tests[0].ID)
	text, err := os.ReadFile(junit)
	require.NoError(t, err)
	require.NoError(t, xml.Unmarshal(text, new(struct{})))
	entries, err := os.ReadDir(filepath.Dir(junit))
	require.NoError(t, err)
	assert.Len(t, entries, 1, "no half-written file stays")
}

func TestRun_FindsUnwritableJUnitBeforeTheRun(t *testing.T) {
	t.Parallel()
	w, dir := watch(t), pack(t)
	for _, path := range []string{filepath.Join(dir, "nowhere", "r.xml"), dir} {
		p := w.start(t, "run", "quick", filepath.Join(dir, "good"), "--exercises", dir, "--junit", path)
		assert.Equal(t, exitUsage, p.end(t), "%s%s", &p.out, &p.err)
		assert.Contains(t, p.err.String(), "cannot write "+path)
	}
	assert.Empty(t, w.names)
}
