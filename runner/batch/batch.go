package batch

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"assay/runner"
)

// Job is one submission to judge.
type Job struct {
	Name       string // the caller's own, for telling jobs apart
	Exercise   runner.Exercise
	Submission runner.Submission
}

// Outcome is what became of a job: a result, or an error as judge.Run gives it.
type Outcome struct {
	Job    Job
	Result runner.Result
	Err    error
}

// Config says how to run a batch.
type Config struct {
	Slots int // jobs at once; 0 means one for each CPU
	// Judge runs one job, normally with judge.Run. It is called by Slots goroutines at
	// once, and never while another process of the user runs an exclusive exercise.
	Judge func(ctx context.Context, job Job) (runner.Result, error)
}

func (c Config) validate() error {
	var problems []error
	if c.Judge == nil {
		problems = append(problems, errors.New("no Judge"))
	}
	if c.Slots < 0 {
		problems = append(problems, fmt.Errorf("%d slots", c.Slots))
	}
	return errors.Join(problems...)
}

// Run judges jobs and yields an outcome for each that was taken from jobs, in the
// order in which they end. No more jobs are taken than there are slots, plus one that
// waits. When ctx ends, or the caller stops ranging, no more are taken and those that run
// are cancelled; in the first case their outcomes are still yielded. Nothing runs any
// more when the iterator returns. jobs is ranged over by another goroutine.
func Run(ctx context.Context, config Config, jobs iter.Seq[Job]) (iter.Seq[Outcome], error) {
	if err := config.validate(); err != nil {
		return nil, fmt.Errorf("batch: %w", err)
	}
	if config.Slots == 0 {
		config.Slots = runtime.NumCPU()
	}
	return func(yield func(Outcome) bool) {
		ctx, cancel := context.WithCancel(ctx)
		taken, ended := make(chan Job), make(chan Outcome)
		var work sync.WaitGroup
		work.Go(func() {
			defer close(taken)
			feed(ctx, jobs, taken)
		})
		for range config.Slots {
			work.Go(func() {
				for job := range taken {
					ended <- config.judge(ctx, job)
				}
			})
		}
		var all sync.WaitGroup
		all.Go(func() { work.Wait(); close(ended) })
		defer all.Wait()
		defer func() { // whoever stops early still waits for what runs
			cancel()
			for range ended {
			}
		}()
		for outcome := range ended {
			if !yield(outcome) {
				return
			}
		}
	}, nil
}

// feed passes jobs on until there are no more or ctx ends.
func feed(ctx context.Context, jobs iter.Seq[Job], taken chan<- Job) {
	for job := range jobs {
		select {
		case taken <- job:
		case <-ctx.Done():
			return
		}
		if ctx.Err() != nil {
			return
		}
	}
}

// judge runs one job when the machine is free for it.
func (c Config) judge(ctx context.Context, job Job) Outcome {
	leave, err := Enter(ctx, job.Exercise.Exclusive, nil)
	if err != nil {
		return Outcome{Job: job, Err: fmt.Errorf("batch: %w", err)}
	}
	defer leave()
	result, err := c.Judge(ctx, job)
	return Outcome{Job: job, Result: result, Err: err}
}
