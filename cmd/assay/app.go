package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"assay/exercises"
	"assay/runner"
	"assay/runner/catalog"
	"assay/runner/report"
)

// exercisesEnv names the variable that stands in for --exercises.
const exercisesEnv = "ASSAY_EXERCISES"

// app is what every command shares: the streams, the environment, the logger
// and the options of the root command. Constructors take it and keep it; its
// options are filled in only once a command runs.
type app struct {
	Streams
	env func(string) string // os.Getenv, or a test's
	log *slog.Logger        // to standard error; Info by default, Debug with -v

	exercises string // --exercises
	verbose   bool   // -v
	json      bool   // --json; errors of the exercise or the runner then also go to Out as JSON
}

// Main runs one command line and gives its exit status. The caller owns the
// streams, none of them nil; ctx ends when the user interrupts.
func Main(ctx context.Context, args []string, streams Streams, env func(string) string) int {
	a := &app{Streams: streams, env: env}
	level := &slog.LevelVar{}
	a.log = slog.New(a.logHandler(level))
	root := newRootCommand(a, level) //nolint:contextcheck // commands get ctx from ExecuteContext below
	root.SetArgs(args)
	root.SetIn(a.In)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	return a.finish(ctx, root.ExecuteContext(ctx))
}

// finish explains what a command returned and gives the exit status for it.
func (a *app) finish(ctx context.Context, err error) int {
	if err != nil && ctx.Err() != nil && !errors.Is(err, errNotPassed) {
		err = errInterrupted
	}
	a.explain(err)
	return exitCode(err)
}

// explain tells the user what went wrong. A verdict has been reported already.
func (a *app) explain(err error) {
	if err == nil || errors.Is(err, errNotPassed) {
		return
	}
	if kind := runner.KindOf(err); a.json && !errors.Is(err, errInterrupted) && kind != runner.KindUsage {
		// Even where this fails, the exit status and the text below stand.
		_ = report.JSONError(a.Out, err)
	}
	fmt.Fprintln(a.Err, "assay:", report.Visible(err.Error()))
	var known *runner.Error
	if errors.As(err, &known) && known.Hint != "" {
		fmt.Fprintln(a.Err, "hint:", report.Visible(known.Hint))
	}
}

// catalog loads the embedded exercises and, over them, those of --exercises or
// ASSAY_EXERCISES. Anything invalid in either is an error of kind
// [runner.KindExercise] that names every problem.
func (a *app) catalog() (*catalog.Catalog, error) {
	layers, err := a.layers()
	if err != nil {
		return nil, err
	}
	all, err := catalog.Load(layers...)
	if err != nil {
		return nil, fmt.Errorf("load exercises: %w", err)
	}
	return all, nil
}

// exercise finds one exercise; it takes less time than to load them all.
func (a *app) exercise(slug string) (runner.Exercise, error) {
	layers, err := a.layers()
	if err != nil {
		return runner.Exercise{}, err
	}
	one, err := catalog.One(slug, layers...)
	if err != nil {
		return runner.Exercise{}, fmt.Errorf("load exercise: %w", err)
	}
	return one, nil
}

func (a *app) layers() ([]catalog.Layer, error) {
	layers := []catalog.Layer{{Name: "embedded", FS: exercises.FS(), Tidy: true}}
	dir := a.exercises
	if dir == "" {
		dir = a.env(exercisesEnv)
	}
	if dir != "" {
		layer, err := catalog.Dir(dir)
		if err != nil {
			return nil, fmt.Errorf("--exercises: %w", err)
		}
		layers = append(layers, layer)
	}
	return layers, nil
}
