package main

import (
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"assay/runner"
)

// newRootCommand builds the command tree. Parsing -v lowers level to Debug.
func newRootCommand(a *app, level *slog.LevelVar) *cobra.Command {
	root := &cobra.Command{
		Use:           "assay",
		Short:         "Judge Python exercises in sandboxed containers",
		Long:          "Assay runs a solution against an exercise's hidden tests in sandboxed containers\nand reports the verdict with time and memory.\n\n" + exitHelp,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRun: func(*cobra.Command, []string) {
			if a.verbose {
				level.Set(slog.LevelDebug)
			}
		},
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SuggestionsMinimumDistance = 2
	root.SetVersionTemplate("assay {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usageError(cmd, err) })
	flags := root.PersistentFlags()
	flags.StringVar(&a.exercises, "exercises", "", "add or replace exercises with those in `DIR` (also $"+exercisesEnv+")")
	flags.BoolVarP(&a.verbose, "verbose", "v", false, "say more, on standard error and in reports")
	root.AddCommand(commands(a)...)
	return root
}

// args makes a failed check of positional arguments a usage error.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		if err := check(cmd, given); err != nil {
			return usageError(cmd, err)
		}
		return nil
	}
}

// knownCommand rejects the words that cobra took for arguments of the root.
func knownCommand(cmd *cobra.Command, given []string) error {
	if len(given) == 0 {
		return nil
	}
	hint := fmt.Sprintf("see %q", cmd.CommandPath()+" --help")
	if near := cmd.SuggestionsFor(given[0]); len(near) > 0 {
		hint = "did you mean " + strings.Join(near, " or ") + "?"
	}
	return &runner.Error{Kind: runner.KindUsage, Message: fmt.Sprintf("unknown command %q", given[0]), Hint: hint}
}

// usageError gives err the kind of a wrong command line.
func usageError(cmd *cobra.Command, err error) error {
	return &runner.Error{
		Kind: runner.KindUsage, Message: cmd.CommandPath(), Err: err,
		Hint: fmt.Sprintf("usage: %s; see %q", cmd.UseLine(), cmd.CommandPath()+" --help"),
	}
}

// version is the module version the binary was built from, or its commit.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "devel " + s.Value
		}
	}
	return "devel"
}
