package main

import (
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mortal is a way to an engine that can come to a sudden end, as it does when somebody
// kills the engine: every connection breaks, and nobody listens any more.
type mortal struct {
	address  string
	listener net.Listener
	work     sync.WaitGroup

	mu    sync.Mutex
	ended bool
	conns []net.Conn
}

func aMortal(t *testing.T, engine string) *mortal {
	t.Helper()
	socket := filepath.Join(t.TempDir(), "m")
	listener, err := net.Listen("unix", socket)
	require.NoError(t, err)
	m := &mortal{address: "unix://" + socket, listener: listener}
	t.Cleanup(m.die)
	m.work.Go(func() {
		for {
			theirs, err := listener.Accept()
			if err != nil {
				return
			}
			ours, err := net.Dial("unix", strings.TrimPrefix(engine, "unix://"))
			if err != nil || !m.owns(theirs, ours) {
				_ = theirs.Close()
				return
			}
			m.work.Go(func() { pass(ours, theirs) })
			m.work.Go(func() { pass(theirs, ours) })
		}
	})
	return m
}

// pass copies until one end is gone.
func pass(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	_ = to.(*net.UnixConn).CloseWrite() //nolint:forcetypeassert // both are
}

func (m *mortal) owns(conns ...net.Conn) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.conns = append(m.conns, conns...)
	return !m.ended
}

// die ends all connections and waits until nothing of them is left.
func (m *mortal) die() {
	_ = m.listener.Close()
	m.mu.Lock()
	m.ended = true
	for _, c := range m.conns {
		_ = c.Close()
	}
	m.mu.Unlock()
	m.work.Wait()
}

// TestRun_WhatIsKilledIsNeverAVerdict kills what a run depends on while a test runs.
func TestRun_WhatIsKilledIsNeverAVerdict(t *testing.T) {
	t.Parallel()
	w, dir := watch(t), pack(t)
	for _, victim := range []string{"engine", "grader", "sandbox", "command"} {
		m := aMortal(t, w.address)
		direct := w.address
		w.address = m.address
		p := w.start(t, "run", "slow", filepath.Join(dir, "good"), "--exercises", dir, "--json", "--warm", "0")
		w.address = direct
		running := w.running(t, p)
		want := exitRunner
		switch victim {
		case "engine":
			m.die()
		case "grader":
			w.kill(t, running[0])
		case "sandbox":
			w.kill(t, running[1])
		case "command":
			require.NoError(t, p.Process.Signal(syscall.SIGKILL))
			want = -1
		}
		assert.Equal(t, want, p.end(t), "%s: %s%s", victim, &p.out, &p.err)
		assert.NotContains(t, p.out.String(), `"verdict"`, victim)
		if want == exitRunner {
			assert.Contains(t, p.out.String(), `"kind": "runner"`, victim)
			assert.Contains(t, p.err.String(), "the submission was not judged", victim)
			assert.Equal(t, victim == "engine", strings.Contains(p.err.String(), "start the engine again"), "%s: %s", victim, &p.err)
		}
		w.sweep(t)
	}
}
