package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// newTestApp is an app whose streams are kept and whose environment is env.
func newTestApp(env map[string]string) (a *app, out, errOut *bytes.Buffer) {
	out, errOut = &bytes.Buffer{}, &bytes.Buffer{}
	a = &app{
		Streams: Streams{In: strings.NewReader(""), Out: out, Err: errOut},
		env:     func(key string) string { return env[key] },
	}
	a.log = slog.New(a.logHandler(&slog.LevelVar{}))
	return a, out, errOut
}

func TestExitCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		err  error
		want int
	}{
		{"passed", nil, 0},
		{"not passed", errNotPassed, 1},
		{"usage", &runner.Error{Kind: runner.KindUsage}, 2},
		{"exercise, wrapped", fmt.Errorf("run: %w", &runner.Error{Kind: runner.KindExercise}), 3},
		{"runner", &runner.Error{Kind: runner.KindRunner}, 4},
		{"an error nobody gave a kind", errors.New("boom"), 4},
		{"interrupted", errInterrupted, 130},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, c.want, exitCode(c.err))
			if c.err != nil {
				assert.Equal(t, c.want, exitCode(fmt.Errorf("wrapped: %w", c.err)))
			}
		})
	}
}

func TestExitHelp_AgreesWithDocs(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/result.md")
	require.NoError(t, err)
	_, table, ok := strings.Cut(string(page), "## Exit status\n")
	require.True(t, ok)
	table, _, _ = strings.Cut(table, "\n## ")
	var documented []string
	for _, m := range regexp.MustCompile(`(?m)^\| (\d+) \| (.+) \|$`).FindAllStringSubmatch(table, -1) {
		documented = append(documented, m[1]+" "+m[2])
	}
	var helped []string
	for _, m := range regexp.MustCompile(`(?m)^  (\d+) +(.+)$`).FindAllStringSubmatch(exitHelp, -1) {
		helped = append(helped, m[1]+" "+m[2])
	}
	assert.Equal(t, documented, helped)
	assert.Len(t, helped, 6)
	for _, code := range []int{exitPassed, exitNotPassed, exitUsage, exitExercise, exitRunner, exitInterrupted} {
		assert.Contains(t, exitHelp, "\n  "+strconv.Itoa(code)+" ")
	}
}

func TestFinish_TellsAnInterruptFromOtherErrors(t *testing.T) {
	t.Parallel()
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name   string
		ctx    context.Context
		err    error
		status int
		json   bool // an error on standard output
		stderr string
	}{
		{"passed", t.Context(), nil, 0, false, ""},
		{"not passed has been reported", t.Context(), errNotPassed, 1, false, ""},
		{"a verdict stands although the user hurried", stopped, errNotPassed, 1, false, ""},
		{"stopped", stopped, errors.New("connection reset"), 130, false, "assay: interrupted\n"},
		{"usage", t.Context(), &runner.Error{Kind: runner.KindUsage, Message: "no", Hint: "yes"}, 2, false, "assay: no\nhint: yes\n"},
		{"exercise", t.Context(), &runner.Error{Kind: runner.KindExercise, Message: "no\x1b[2J"}, 3, true, "assay: no^[[2J\n"},
		{"runner", t.Context(), errors.New("no"), 4, true, "assay: no\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for _, json := range []bool{false, true} {
				a, out, errOut := newTestApp(nil)
				a.json = json
				assert.Equal(t, c.status, a.finish(c.ctx, c.err))
				assert.Equal(t, c.stderr, errOut.String())
				assert.Equal(t, c.json && json, strings.Contains(out.String(), `"error"`))
				assert.NotContains(t, out.String(), "verdict")
			}
		})
	}
}

func TestLog_HasNoEscapesOffTerminals(t *testing.T) {
	// termenv asks the process's environment.
	t.Setenv("CLICOLOR_FORCE", "1")
	t.Setenv("COLORTERM", "truecolor")
	a, _, errOut := newTestApp(nil)
	a.log.Info("started", "box", "x")
	a.log.Error("broken", "err", errors.New("boom"))
	assert.Contains(t, errOut.String(), "started box=x")
	assert.NotContains(t, errOut.String(), "\x1b")
}

func TestLog_VerboseLowersTheLevel(t *testing.T) {
	t.Parallel()
	for _, verbose := range []bool{false, true} {
		a, _, errOut := newTestApp(nil)
		level := &slog.LevelVar{}
		a.log = slog.New(a.logHandler(level)).With("run", "r1").WithGroup("g")
		root := newRootCommand(a, level)
		root.AddCommand(&cobra.Command{Use: "probe", Run: func(*cobra.Command, []string) { a.log.Debug("detail", "k", 1) }})
		root.SetArgs([]string{"probe"})
		if verbose {
			root.SetArgs([]string{"probe", "-v"})
		}
		require.NoError(t, root.ExecuteContext(t.Context()))
		assert.Equal(t, verbose, strings.Contains(errOut.String(), "detail"), errOut.String())
	}
}

func TestColor(t *testing.T) {
	t.Parallel()
	terminal, err := os.OpenFile("/dev/null", os.O_WRONLY, 0) // a character device, like a terminal
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, terminal.Close()) })
	for _, c := range []struct {
		name string
		env  map[string]string
		json bool
		want bool
	}{
		{"terminal", nil, false, true},
		{"NO_COLOR", map[string]string{"NO_COLOR": "1"}, false, false},
		{"dumb", map[string]string{"TERM": "dumb"}, false, false},
		{"json", nil, true, false},
	} {
		a, out, _ := newTestApp(c.env)
		a.json = c.json
		assert.Equal(t, c.want, a.color(terminal), c.name)
		assert.False(t, a.color(out), c.name)
	}
}

func TestWidth(t *testing.T) {
	t.Parallel()
	for columns, want := range map[string]int{"": 100, "x": 100, "0": 100, "39": 100, "40": 40, "132": 132, "99999": 100} {
		a, _, _ := newTestApp(map[string]string{"COLUMNS": columns})
		assert.Equal(t, want, a.width(), columns)
	}
}
