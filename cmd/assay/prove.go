package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"assay/runner"
	"assay/runner/batch"
	"assay/runner/catalog"
	"assay/runner/judge"
	"assay/runner/pod"
	"assay/runner/proof"
)

// checkoutDir is where a checkout has its exercises.
const checkoutDir = "exercises"

// podRuns is how many solutions a pod serves.
const podRuns = 200

// proveOptions are the arguments of "assay prove".
type proveOptions struct {
	slugs   []string
	all     bool
	repeat  int
	jobs    int
	mutants int
	budget  time.Duration
}

// newProveCommand builds "assay prove".
func newProveCommand(a *app) *cobra.Command {
	o := proveOptions{}
	cmd := &cobra.Command{
		Use:   "prove {<exercise>... | --all}",
		Short: "Prove that exercises judge what they mean to judge",
		Long: "Tries every solution that lies beside an exercise in a checkout: references must pass\n" +
			"within half the limits, the starter and each flawed solution must fail by exactly the\n" +
			"tests that exercise.yaml declares, and every test must be tripped. Then tries small\n" +
			"changes to the reference, mutants, and lists those that the tests do not notice.\n\n" + exitHelp,
		Example: "  assay prove lazy-log-pipeline\n  assay prove --all --repeat 3 --mutants 0\n  assay prove stack --exercises ./my-pack --json",
		RunE: func(cmd *cobra.Command, given []string) error {
			o.slugs = given
			if err := o.check(cmd); err != nil {
				return err
			}
			return a.prove(cmd.Context(), o)
		},
	}
	a.jsonFlag(cmd, proof.Schema)
	cmd.Flags().BoolVar(&o.all, "all", false, "prove all exercises")
	cmd.Flags().IntVar(&o.repeat, "repeat", 1, "run each reference `N` times")
	cmd.Flags().IntVar(&o.jobs, "jobs", 2, "run `N` solutions at once; exclusive exercises run alone")
	cmd.Flags().IntVar(&o.mutants, "mutants", 24, "try `N` mutants of each reference at most")
	cmd.Flags().DurationVar(&o.budget, "budget", 0, "spend `TIME` on mutants at most, all exercises together; 0 for no limit")
	return cmd
}

// check refuses what makes no sense.
func (o proveOptions) check(cmd *cobra.Command) error {
	var problems []error
	if o.all == (len(o.slugs) > 0) {
		problems = append(problems, errors.New("name the exercises, or all of them with --all"))
	}
	if o.repeat < 1 {
		problems = append(problems, fmt.Errorf("--repeat is %d, but takes 1 or more", o.repeat))
	}
	if o.jobs < 1 {
		problems = append(problems, fmt.Errorf("--jobs is %d, but takes 1 or more", o.jobs))
	}
	if o.mutants < 0 || o.mutants > proof.MostMutants {
		problems = append(problems, fmt.Errorf("--mutants is %d, but takes 0 to %d", o.mutants, proof.MostMutants))
	}
	if o.budget < 0 {
		problems = append(problems, fmt.Errorf("--budget is %s, but takes a time", o.budget))
	}
	if err := errors.Join(problems...); err != nil {
		return usageError(cmd, err)
	}
	return nil
}

func (a *app) prove(ctx context.Context, o proveOptions) error {
	folders, err := a.checkout(ctx, o)
	if err != nil {
		return err
	}
	report := proof.Report{Schema: proof.Schema, Exercises: []proof.Proof{}}
	err = a.withEngine(ctx, func(engine *pod.Engine) error {
		left := o.budget
		for i, folder := range folders {
			config := proof.Config{Slots: o.jobs, Repeat: o.repeat, Mutants: o.mutants}
			if o.budget > 0 {
				config.Budget = max(left/time.Duration(len(folders)-i), time.Second)
			}
			one, err := a.proveOne(ctx, engine, config, folder)
			if err != nil {
				return err
			}
			left -= time.Duration(one.Mutation.TookS * float64(time.Second))
			report.Add(one)
			if a.json {
				continue
			}
			if err := proof.Text(a.Out, one); err != nil {
				return fmt.Errorf("print the report: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return a.printProof(report)
}

func (a *app) printProof(report proof.Report) error {
	var err error
	if a.json {
		err = proof.JSON(a.Out, report)
	} else {
		_, err = fmt.Fprintf(a.Out, "\n%s\n", report.Summary())
	}
	if err != nil {
		return fmt.Errorf("print the report: %w", err)
	}
	if !report.Proved {
		return errNotPassed
	}
	return nil
}

// checkout reads the exercises that are to be proved, with their solutions.
func (a *app) checkout(ctx context.Context, o proveOptions) ([]proof.Folder, error) {
	dir, err := a.checkoutDir()
	if err != nil {
		return nil, err
	}
	layer, err := catalog.Dir(dir)
	if err != nil {
		return nil, fmt.Errorf("--exercises: %w", err)
	}
	all, err := catalog.Load(layer)
	if err != nil {
		return nil, fmt.Errorf("load exercises: %w", err)
	}
	chosen := all.Exercises()
	if !o.all {
		chosen = nil
		for _, slug := range o.slugs {
			exercise, err := all.Get(slug)
			if err != nil {
				return nil, fmt.Errorf("prove: %w", err)
			}
			chosen = append(chosen, exercise)
		}
	}
	if len(chosen) == 0 {
		return nil, &runner.Error{Kind: runner.KindUsage, Message: "there are no exercises in " + dir}
	}
	var folders []proof.Folder
	for _, exercise := range chosen {
		folder, err := proof.Read(ctx, filepath.Join(dir, filepath.FromSlash(all.Folder(exercise.Slug))), exercise)
		if err != nil {
			return nil, fmt.Errorf("prove %s: %w", exercise.Slug, err)
		}
		folders = append(folders, folder)
	}
	return folders, nil
}

// checkoutDir is the folder of --exercises, or the one of the checkout we are in: the
// binary holds no solutions.
func (a *app) checkoutDir() (string, error) {
	if a.exercises != "" {
		return a.exercises, nil
	}
	if dir := a.env(exercisesEnv); dir != "" {
		return dir, nil
	}
	if info, err := os.Stat(checkoutDir); err != nil || !info.IsDir() {
		return "", &runner.Error{
			Kind: runner.KindUsage, Message: "there is no folder " + checkoutDir + " here, and assay itself holds no solutions",
			Hint: "run this in a checkout, or name a folder of exercises with --exercises DIR",
		}
	}
	return checkoutDir, nil
}

// proveOne proves one exercise in pods of its own.
func (a *app) proveOne(ctx context.Context, engine *pod.Engine, config proof.Config, folder proof.Folder) (proof.Proof, error) {
	pods := &enginePods{engine: engine}
	ready := batch.PoolConfig{Ahead: config.Slots, Runs: podRuns}
	if folder.Exercise.Exclusive {
		ready = batch.PoolConfig{} // making a pod is work that a run which is to be alone would feel
	}
	pool := batch.NewPool(ctx, pods, ready)
	var memos judge.Memos
	config.Judge = func(ctx context.Context, job batch.Job) (runner.Result, error) {
		if err := a.ensureImages(ctx, engine, job.Exercise); err != nil {
			return runner.Result{}, err
		}
		image, err := pod.ImageTag(job.Exercise.Image)
		if err != nil {
			return runner.Result{}, fmt.Errorf("image: %w", err)
		}
		return judge.Run(ctx, judge.Config{Pods: pool, Image: image, Log: a.log, Memos: &memos}, job.Exercise, job.Submission, nil)
	}
	progress := a.newProgress()
	config.Progress = func(s proof.Step) {
		of := "solutions"
		if s.Mutants {
			of = "mutants"
		}
		progress.show(fmt.Sprintf("%s: %d/%d %s, %s", s.Exercise, s.Done, s.Total, of, s.Name))
		a.log.DebugContext(ctx, "tried", "exercise", s.Exercise, "solution", s.Name, "verdict", s.Verdict, "took", s.Took.Round(time.Millisecond))
	}
	one, err := proof.Prove(ctx, config, folder)
	progress.end()
	if closeErr := pool.Close(); closeErr != nil {
		a.log.WarnContext(ctx, "pod is left behind", "err", closeErr)
	}
	return one, err //nolint:wrapcheck // prefixed
}
