package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"assay/runner"
	"assay/runner/batch"
	"assay/runner/intake"
	"assay/runner/judge"
	"assay/runner/pod"
	"assay/runner/report"
)

// runOptions are the arguments of "assay run".
type runOptions struct {
	exercise   string // slug
	submission string // path of a folder or a .py file
	format     string // "text" or "json"
	junit      string // path, or empty
	keep       bool
	isolation  string        // empty: what the exercise says
	warm       time.Duration // how long a pod waits for the next run; 0: none is made or used
}

// newRunCommand builds "assay run".
func newRunCommand(a *app) *cobra.Command {
	o, warm := runOptions{}, ""
	cmd := &cobra.Command{
		Use:   "run <exercise> <submission>",
		Short: "Judge a submission",
		Long: "Runs the exercise's hidden tests against a submission, a folder or a single .py file,\n" +
			"in sandboxed containers and reports the verdict with time and memory.\n\n" + exitHelp,
		Example: "  assay run lazy-log-pipeline ./my-solution\n  assay run lazy-log-pipeline solution.py --json",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			o.exercise, o.submission = given[0], given[1]
			if err := a.chooseFormat(cmd, o.format); err != nil {
				return err
			}
			if o.isolation != "" && !runner.Isolation(o.isolation).Valid() {
				return usageError(cmd, fmt.Errorf("unknown --isolation %q, there are fresh and shared", o.isolation))
			}
			var err error
			if o.warm, err = a.warmFor(cmd, warm); err != nil {
				return err
			}
			return a.run(cmd.Context(), o)
		},
	}
	a.jsonFlag(cmd, runner.Schema)
	cmd.Flags().StringVar(&o.format, "format", "text", "report as `{text | json}`")
	cmd.Flags().StringVar(&o.junit, "junit", "", "also write the result as JUnit XML to `FILE`")
	cmd.Flags().StringVar(&o.isolation, "isolation", "", "judge in `{fresh | shared}` containers, whatever the exercise says; only a batch shares them")
	cmd.Flags().BoolVar(&o.keep, "keep", false, "leave the containers for inspection")
	cmd.Flags().StringVar(&warm, "warm", warmDefault.String(), "keep containers ready for the next run for `TIME`, 0 for none (also $"+warmEnv+")")
	return cmd
}

// chooseFormat settles --format and --json, which is short for --format json.
func (a *app) chooseFormat(cmd *cobra.Command, format string) error {
	switch {
	case format == "json":
		a.json = true
	case format != "text":
		return usageError(cmd, fmt.Errorf("unknown --format %q, there are text and json", format))
	case a.json && cmd.Flags().Changed("format"):
		return usageError(cmd, errors.New("--json contradicts --format text"))
	}
	return nil
}

func (a *app) run(ctx context.Context, o runOptions) error {
	exercise, err := a.exercise(o.exercise)
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	exercise.Isolation = cmp.Or(runner.Isolation(o.isolation), exercise.Isolation)
	junit, err := createOutput(o.junit) // a bad path is better found now than after the run
	if err != nil {
		return err
	}
	defer junit.discard()
	pods := &enginePods{keep: o.keep, warm: o.warm, once: true}
	if o.keep {
		pods.warm = 0
	}
	result, err := a.judge(ctx, exercise, o, pods)
	defer a.prepareNext(ctx, pods, err) // once the answer is out
	if err != nil {
		return err
	}
	if err := a.printResult(result); err != nil {
		return err
	}
	if err := junit.write(func(f *output) error { return report.JUnit(f, result) }); err != nil {
		return err
	}
	if result.Verdict != runner.VerdictPassed {
		return errNotPassed
	}
	return nil
}

// judge reads the submission and runs it in a pod of pods.
func (a *app) judge(ctx context.Context, exercise runner.Exercise, o runOptions, pods *enginePods) (runner.Result, error) {
	submission, err := intake.Read(ctx, o.submission, intake.Options{Deliverables: exercise.Deliverables})
	var rejection *intake.Rejection
	if errors.As(err, &rejection) {
		return judge.Rejected(exercise, rejection.Reason, time.Now()), nil
	}
	if err != nil {
		return runner.Result{}, fmt.Errorf("submission: %w", err)
	}
	image, err := pod.ImageTag(exercise.Image)
	if err != nil {
		return runner.Result{}, fmt.Errorf("image: %w", err)
	}
	var result runner.Result
	err = a.withEngine(ctx, func(engine *pod.Engine) error {
		leave, err := batch.Enter(ctx, exercise.Exclusive, func() {
			a.log.InfoContext(ctx, "waiting: an exercise on this machine runs alone")
		})
		if err != nil {
			return err //nolint:wrapcheck // that of ctx
		}
		defer leave()
		pods.engine = engine
		pods.ensure = func(ctx context.Context) error {
			return a.ensureImages(ctx, engine, exercise)
		}
		progress := a.newProgress()
		result, err = judge.Run(ctx, judge.Config{Pods: pods, Image: image, Log: a.log}, exercise, submission, progress.step)
		progress.end()
		a.explainKept(pods)
		return err //nolint:wrapcheck // of our own making, and prefixed
	})
	return result, err
}

// ensureImages makes the images of an exercise that are missing.
func (a *app) ensureImages(ctx context.Context, engine *pod.Engine, exercise runner.Exercise) error {
	keys := []string{exercise.Image}
	for _, name := range exercise.Services {
		keys = append(keys, string(name))
	}
	for _, key := range keys {
		if _, err := engine.EnsureImage(ctx, key, a.Err); err != nil {
			return err //nolint:wrapcheck // says it all
		}
	}
	return nil
}

func (a *app) printResult(result runner.Result) error {
	var err error
	if a.json {
		err = report.JSON(a.Out, result)
	} else {
		err = report.Text(a.Out, result, report.TextOptions{Color: a.color(a.Out), Width: a.width(), Verbose: a.verbose})
	}
	if err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	return nil
}

// explainKept tells how to look into containers that were left and how to remove them.
func (a *app) explainKept(pods *enginePods) {
	for _, name := range pods.kept() {
		fmt.Fprintf(a.Err, "kept: docker exec -it %s sh\n", name)
	}
	if len(pods.kept()) > 0 {
		fmt.Fprintln(a.Err, "remove them with: assay sweep")
	}
}
