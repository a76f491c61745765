package main

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// untilGone is how long what ends by itself may take to on a busy machine, beyond
// the time that it waits.
const untilGone = 60 * time.Second

// goes requires that nothing stays of what was asked for, with nobody's help.
func (w *watched) goes(t *testing.T) {
	t.Helper()
	require.Eventually(t, func() bool { return len(w.left(t)) == 0 }, untilGone, 200*time.Millisecond, "left: %v", w.left(t))
}

// waits requires that a pod comes to wait for the next run.
func (w *watched) waits(t *testing.T) {
	t.Helper()
	require.Eventually(t, func() bool {
		return slices.ContainsFunc(w.left(t), func(name string) bool { return strings.HasSuffix(name, "-warm") })
	}, untilGone, 50*time.Millisecond, "no pod is made for the next run")
}

// claims gives, for each pod that was made ahead, how often it was claimed.
func (w *watched) claims() map[string]int {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := map[string]int{}
	for _, name := range w.claimed {
		all[name]++
	}
	return all
}

func TestRunWarm_UsesThePodOfTheLastRunAndLeavesNothing(t *testing.T) {
	w, dir := watch(t), pack(t)
	for file, want := range map[string]int{"good": exitPassed, "bad": exitNotPassed} {
		p := w.start(t, "run", "quick", filepath.Join(dir, file), "--exercises", dir, "--warm", "5s")
		require.Equal(t, want, p.end(t), "%s%s", &p.out, &p.err)
		assert.Empty(t, p.err.String())
		w.waits(t)
	}
	assert.Len(t, w.claims(), 1, "the second run")
	w.goes(t)
}

func TestRunWarm_MeasuresAsACold(t *testing.T) {
	w, dir := watch(t), pack(t)
	var peaks [2]float64
	for i := range peaks {
		p := w.start(t, "run", "quick", filepath.Join(dir, "good"), "--exercises", dir, "--warm", "5s", "--json")
		require.Equal(t, exitPassed, p.end(t), "%s%s", &p.out, &p.err)
		var result runner.Result
		require.NoError(t, json.Unmarshal(p.out.Bytes(), &result))
		peaks[i] = result.Usage.MemoryPeakBytes.Value
		assert.Greater(t, result.Usage.BaselineBytes.Value, 1e6)
		assert.Greater(t, peaks[i], result.Usage.BaselineBytes.Value)
		w.waits(t)
	}
	require.NotEmpty(t, w.claims())
	assert.InEpsilon(t, peaks[0], peaks[1], 0.4)
	w.goes(t)
}

func TestRunWarm_FiftyAtOnce(t *testing.T) {
	w, dir := watch(t), pack(t)
	first := w.start(t, "run", "quick", filepath.Join(dir, "good"), "--exercises", dir, "--warm", "20s")
	require.Equal(t, exitPassed, first.end(t), "%s%s", &first.out, &first.err)
	w.waits(t)
	all := make([]*process, 50)
	for i := range all {
		all[i] = w.start(t, "run", "quick", filepath.Join(dir, "good"), "--exercises", dir, "--warm", "5s")
	}
	for _, p := range all {
		require.Equal(t, exitPassed, p.endWithin(t, 5*time.Minute), "%s%s", &p.out, &p.err)
	}
	assert.NotEmpty(t, w.claims())
	for name, times := range w.claims() {
		assert.Equal(t, 1, times, name)
	}
	w.goes(t)
}

func TestRunWarm_LeavesNothingWhenKilled(t *testing.T) {
	w, dir := watch(t), pack(t)
	for _, victim := range []string{"command", "grader", "sandbox"} {
		p := w.start(t, "run", "slow", filepath.Join(dir, "good"), "--exercises", dir, "--warm", "5s", "--json")
		running := w.running(t, p)
		switch victim {
		case "command":
			require.NoError(t, p.Process.Signal(syscall.SIGKILL))
			assert.Equal(t, -1, p.end(t))
		case "grader":
			w.kill(t, running[0])
			assert.Equal(t, exitRunner, p.end(t), "%s%s", &p.out, &p.err)
		case "sandbox":
			w.kill(t, running[1])
			assert.Equal(t, exitRunner, p.end(t), "%s%s", &p.out, &p.err)
			assert.NotContains(t, p.out.String(), `"verdict"`)
			assert.Contains(t, p.err.String(), "it ended while tests ran")
		}
		w.goes(t)
		// A pod for the next round.
		p = w.start(t, "run", "quick", filepath.Join(dir, "good"), "--exercises", dir, "--warm", "60s")
		require.Equal(t, exitPassed, p.end(t), "%s%s", &p.out, &p.err)
		w.waits(t)
	}
	w.sweep(t)
	assert.NotEmpty(t, w.claims())
}

func TestRunWarm_TheNextRunRemovesWhatAKilledOneDidNotStart(t *testing.T) {
	victim := make(chan *process)
	w, dir := watchDropping(t, func(r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/start") {
			return false
		}
		p, first := <-victim
		if first {
			_ = p.Process.Kill() // of a process that waits for an answer
		}
		return first
	}), pack(t)
	p := w.start(t, "run", "quick", filepath.Join(dir, "good"), "--exercises", dir, "--warm", "5s")
	victim <- p
	close(victim)
	require.Equal(t, -1, p.end(t), "%s%s", &p.out, &p.err)
	require.NotEmpty(t, w.left(t))
	p = w.start(t, "run", "quick", filepath.Join(dir, "bad"), "--exercises", dir, "--warm", "5s")
	require.Equal(t, exitNotPassed, p.end(t), "%s%s", &p.out, &p.err)
	w.goes(t)
}

// running gives the containers of a run once its submission runs, the grader's first.
func (w *watched) running(t *testing.T, p *process) []string {
	t.Helper()
	names := make([]string, 2)
	require.Eventually(t, func() bool {
		clear(names)
		for _, name := range w.left(t) {
			switch {
			case strings.Contains(name, "-sandbox"):
				names[1] = name
			case strings.HasSuffix(name, "-grader"), strings.HasSuffix(name, "-taken"):
				names[0] = name
			}
		}
		return names[0] != "" && names[1] != "" && w.sleeps(t, names[1])
	}, untilGone, 50*time.Millisecond, "%s%s", &p.out, &p.err)
	return names
}

func TestWarmFor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		env, flag string
		want      time.Duration
		wrong     bool
	}{
		{"", "", warmDefault, false},
		{"0", "", 0, false},
		{"90s", "", 90 * time.Second, false},
		{"90s", "0", 0, false},
		{"0", "2m", 2 * time.Minute, false},
		{"", "5ms", 0, true},
		{"", "-1m", 0, true},
		{"", "48h", 0, true},
		{"soon", "", 0, true},
	} {
		a, _, _ := newTestApp(map[string]string{warmEnv: c.env})
		cmd := newRunCommand(a)
		if c.flag != "" {
			require.NoError(t, cmd.Flags().Set("warm", c.flag))
		}
		got, err := a.warmFor(cmd, c.flag)
		assert.Equal(t, c.wrong, err != nil, "%+v: %v", c, err)
		assert.Equal(t, c.want, got, "%+v", c)
	}
}

// kill ends a container as the kernel would.
func (w *watched) kill(t *testing.T, name string) {
	t.Helper()
	w.call(t, http.MethodPost, "/containers/"+name+"/kill")
}

// sleeps says whether the submission that sleeps does so already: the session and the
// agent are processes of their own then.
func (w *watched) sleeps(t *testing.T, sandbox string) bool {
	t.Helper()
	var top struct{ Processes [][]string }
	text := w.call(t, http.MethodGet, "/containers/"+sandbox+"/top")
	return json.Unmarshal(text, &top) == nil && len(top.Processes) > 1
}
