package demo

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"assay/runner"
	"assay/runner/judge"
)

// MostRuns is how often a demo may be run.
const MostRuns = 100

// Config is what a demo needs besides itself.
type Config struct {
	Judge   judge.Config // its Points are not used
	Runs    int          // 1 to MostRuns
	Version string       // of the program, for the result
}

// CheckRuns gives an error of kind [runner.KindUsage] if a demo cannot be run so often.
func CheckRuns(runs int) error {
	if runs >= 1 && runs <= MostRuns {
		return nil
	}
	return &runner.Error{
		Kind: runner.KindUsage, Message: fmt.Sprintf("a demo cannot be run %d times", runs),
		Hint: fmt.Sprintf("it takes 1 to %d runs", MostRuns),
	}
}

// Step is how far a demo has come.
type Step struct {
	Run  int // from 1
	Runs int
	judge.Step
}

// Run runs the demo's experiment. The error is of kind [runner.KindExercise] if the
// experiment fails or draws what its demo.yaml does not declare, of kind
// [runner.KindRunner], or wraps that of ctx. progress may be nil.
func Run(ctx context.Context, config Config, demo runner.Demo, progress func(Step)) (runner.DemoResult, error) {
	if err := CheckRuns(config.Runs); err != nil {
		return runner.DemoResult{}, err
	}
	if progress == nil {
		progress = func(Step) {}
	}
	text, err := parseText(demo)
	if err != nil {
		return runner.DemoResult{}, err
	}
	began := time.Now()
	s := newSheet(demo)
	for run := range config.Runs {
		tell := func(step judge.Step) { progress(Step{Run: run + 1, Runs: config.Runs, Step: step}) }
		if err := one(ctx, config.Judge, demo, s, tell); err != nil {
			return runner.DemoResult{}, err
		}
	}
	result := runner.DemoResult{
		Schema: runner.DemoSchema, Demo: demo.Name, Title: demo.Title, Panels: s.summaries(),
		Runs: config.Runs, TookS: time.Since(began).Seconds(), StartedAt: began.UTC(),
		Assay: config.Version, Image: config.Judge.Image, Notes: s.notes,
		Machine: runner.Machine{System: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.NumCPU()},
	}
	if err := s.complete(); err != nil {
		return runner.DemoResult{}, err
	}
	if result.Text, err = fill(text, demo, result.Panels); err != nil {
		return runner.DemoResult{}, err
	}
	return result, nil
}

// one runs the experiment once and adds what it measures to the sheet.
func one(ctx context.Context, config judge.Config, demo runner.Demo, s *sheet, progress judge.Progress) error {
	var wrong []error
	config.Points = func(points []runner.Point, notes []runner.Note) {
		for _, p := range points {
			wrong = append(wrong, s.add(p))
		}
		s.note(notes)
	}
	result, err := judge.Run(ctx, config, exercise(demo), submission(demo), progress)
	if err != nil {
		return fmt.Errorf("demo %s: %w", demo.Name, err)
	}
	if result.Verdict != runner.VerdictPassed {
		return broken(demo, failure(result))
	}
	if err := errors.Join(wrong...); err != nil {
		return broken(demo, err)
	}
	return nil
}

// exercise is the demo as something to judge: what is judged is the experiment itself.
func exercise(demo runner.Demo) runner.Exercise {
	return runner.Exercise{
		Slug: demo.Name, Title: demo.Title, Image: demo.Image, Limits: demo.Limits,
		Feedback: runner.FeedbackFull, RuntimeSkips: runner.RuntimeSkipsForbid, Exclusive: true,
		Tests: []runner.File{{Path: "test_experiment.py", Data: demo.Experiment}},
	}
}

func submission(demo runner.Demo) runner.Submission {
	return runner.Submission{Files: []runner.File{{Path: "measured.py", Data: demo.Measured}}}
}

// failure says which part of an experiment did not do its work.
func failure(result runner.Result) error {
	i := slices.IndexFunc(result.Tests, func(t runner.Test) bool {
		return t.Outcome != runner.OutcomePassed && t.Outcome != runner.OutcomeNotRun
	})
	if i < 0 {
		return fmt.Errorf("%s: %s", result.Verdict, result.Reason)
	}
	return fmt.Errorf("%s: %s: %s", result.Verdict, result.Tests[i].ID, result.Tests[i].Message)
}

func broken(demo runner.Demo, err error) error {
	return &runner.Error{Kind: runner.KindExercise, Message: "demo " + demo.Name + " is broken", Err: err}
}
