package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain lets scripts run this binary as assay.
func TestMain(m *testing.M) {
	// Runs leave nothing, unless a test wants them to. This holds for scripts and for
	// processes that tests start, too.
	if err := os.Setenv(warmEnv, "0"); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){
		"assay": func() {
			streams := Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
			os.Exit(Main(context.Background(), os.Args[1:], streams, os.Getenv)) //nolint:forbidigo // a process of its own, like main
		},
	})
}

// TestScripts runs every file of testdata/script. UPDATE_SCRIPTS=1 rewrites what
// they compare.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") == "1",
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"status": status},
	})
}

// status runs a command and checks its exit status: status 2 assay list --nope.
func status(ts *testscript.TestScript, neg bool, args []string) { //nolint:revive // testscript calls it so
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status number command [argument...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	default:
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

func TestScripts_EveryCommandHasOne(t *testing.T) {
	t.Parallel()
	for _, cmd := range commands(&app{}) {
		scripts, err := filepath.Glob("testdata/script/" + cmd.Name() + "_*.txtar")
		require.NoError(t, err)
		assert.NotEmpty(t, scripts, "no testdata/script/%s_<case>.txtar", cmd.Name())
	}
}

func TestCommands_HaveHelpAndExamples(t *testing.T) {
	t.Parallel()
	var check func(cmd *cobra.Command)
	check = func(cmd *cobra.Command) {
		assert.NotEmpty(t, cmd.Short, cmd.CommandPath())
		assert.False(t, strings.HasSuffix(cmd.Short, "."), cmd.CommandPath())
		if !cmd.HasSubCommands() {
			assert.Contains(t, cmd.Example, "assay "+strings.TrimPrefix(cmd.CommandPath(), "assay "), cmd.CommandPath())
		}
		for _, sub := range cmd.Commands() {
			check(sub)
		}
	}
	for _, cmd := range commands(&app{}) {
		check(cmd)
	}
}
