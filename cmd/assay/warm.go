package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"assay/runner"
	"assay/runner/batch"
	"assay/runner/pod"
)

const (
	// warmEnv names the variable that stands in for --warm.
	warmEnv = "ASSAY_WARM"
	// warmDefault is how long a pod waits for the next run.
	warmDefault = 3 * time.Minute
	// warmEach and warmMost bound the pods that wait: those for one exercise, and all.
	warmEach, warmMost = 1, 4
	// nextWithin bounds the life of the process that makes the next pod.
	nextWithin = 60 * time.Second
)

// warmFor settles --warm: how long a pod made ahead waits for a run, 0 for none.
func (a *app) warmFor(cmd *cobra.Command, given string) (time.Duration, error) {
	source := "--warm"
	if !cmd.Flags().Changed("warm") {
		if given, source = a.env(warmEnv), warmEnv; given == "" {
			return warmDefault, nil
		}
	}
	if given == "0" {
		return 0, nil
	}
	d, err := time.ParseDuration(given)
	if err != nil || d < 0 || d > 24*time.Hour || (d > 0 && d < time.Second) {
		return 0, usageError(cmd, fmt.Errorf("%s is %q, but takes a time such as 3m or 90s, at most 24h, or 0", source, given))
	}
	return d, nil
}

// nextTask is what "assay next" has to do, as JSON in its argument.
type nextTask struct {
	Image       string   `json:"image"` // empty: make no pod
	MemoryBytes int64    `json:"memory_bytes"`
	CPUs        float64  `json:"cpus"`
	Pids        int64    `json:"pids"`
	Shared      bool     `json:"shared"`
	IdleS       float64  `json:"idle_s"`
	Used        []string `json:"used"` // pods that have been let go of

	Services []runner.Service `json:"services"`
}

// newNextCommand builds the command that "assay run" leaves behind for a moment.
func newNextCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "next <task>",
		Short:   "Make the pod of the next run",
		Long:    "Started by \"assay run\" when it has printed its result, to make a pod for the next run\nand to see that its own is gone, and what killed runs have left.",
		Example: `  assay next '{"image":"","memory_bytes":0,"cpus":0,"pids":0,"shared":false,"idle_s":0,"used":[],"services":[]}'`,
		Args:    args(cobra.ExactArgs(1)),
		Hidden:  true,
		RunE: func(cmd *cobra.Command, given []string) error {
			var task nextTask
			if err := json.Unmarshal([]byte(given[0]), &task); err != nil {
				return usageError(cmd, fmt.Errorf("read task: %w", err))
			}
			return a.next(cmd.Context(), task)
		},
	}
}

func (a *app) next(ctx context.Context, task nextTask) error {
	ctx, cancel := context.WithTimeout(ctx, nextWithin)
	defer cancel()
	return a.withEngine(ctx, func(engine *pod.Engine) error {
		var problems []error
		if task.Image != "" {
			// Making a pod is work that a run which is to be alone would feel.
			leave, err := batch.Enter(ctx, false, nil)
			if err != nil {
				return err //nolint:wrapcheck // that of ctx
			}
			defer leave()
			limits := runner.Limits{MemoryBytes: task.MemoryBytes, CPUs: task.CPUs, Pids: task.Pids}
			stock := pod.Stock{Idle: time.Duration(task.IdleS * float64(time.Second)), Each: warmEach, Most: warmMost}
			spec := pod.Spec{Image: task.Image, Limits: limits, Services: task.Services, Shared: task.Shared}
			problems = append(problems, engine.Prepare(ctx, spec, stock))
		}
		for _, id := range task.Used {
			problems = append(problems, engine.Ended(ctx, id))
		}
		return errors.Join(append(problems, engine.Tidy(ctx))...)
	})
}

// prepareNext has another process make the pod of the next run, off the path of this
// one's answer. It is not worth an error: the next run then starts a pod itself.
//
// A run that ended in an error only has its used pod removed.
func (a *app) prepareNext(ctx context.Context, pods *enginePods, failed error) {
	if pods.warm == 0 || len(pods.started) == 0 || ctx.Err() != nil {
		return
	}
	task := nextTask{Used: pods.used()}
	if failed == nil {
		task.Image, task.Shared, task.IdleS = pods.spec.Image, pods.spec.Shared, pods.warm.Seconds()
		task.Services = pods.spec.Services
		task.MemoryBytes, task.CPUs, task.Pids = pods.spec.Limits.MemoryBytes, pods.spec.Limits.CPUs, pods.spec.Limits.Pids
	}
	text, err := json.Marshal(task)
	if err == nil {
		err = detach("next", string(text))
	}
	if err != nil {
		a.log.DebugContext(ctx, "no pod is made for the next run", "err", err)
	}
}
