package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"assay/runner"
	"assay/runner/batch"
	"assay/runner/demo"
	"assay/runner/judge"
	"assay/runner/pod"
	"assay/runner/report"
)

// demoOptions are the arguments of "assay demo".
type demoOptions struct {
	name string // empty: list
	html string // path, or empty
	runs int
}

// newDemoCommand builds "assay demo".
func newDemoCommand(a *app) *cobra.Command {
	o := demoOptions{}
	cmd := &cobra.Command{
		Use:   "demo [name]",
		Short: "Run an experiment and show what it measures",
		Long: "Runs a small experiment several times in sandboxed containers and shows the measurements\n" +
			"as charts and numbers, with a paragraph that says what is seen and why.\n" +
			"Nothing else of Assay runs on the machine meanwhile. Without a name it lists the demos.",
		Example: "  assay demo\n  assay demo gil-contention\n  assay demo gil-contention --html gil.html",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			if len(given) == 0 {
				return a.demos(cmd)
			}
			o.name = given[0]
			return a.demo(cmd.Context(), o)
		},
		ValidArgsFunction: func(_ *cobra.Command, given []string, _ string) ([]string, cobra.ShellCompDirective) {
			return a.demoNames(given), cobra.ShellCompDirectiveNoFileComp
		},
	}
	cmd.Flags().BoolVar(&a.json, "json", false, "print "+runner.DemoSchema+" as JSON, or the list as "+report.DemosSchema)
	cmd.Flags().StringVar(&o.html, "html", "", "also write a self-contained page to `FILE`")
	cmd.Flags().IntVar(&o.runs, "runs", 3, "measure everything `N` times")
	return cmd
}

// demoNames are the completions of a first argument.
func (a *app) demoNames(given []string) []string {
	names := []string{}
	if all, err := a.catalog(); err == nil && len(given) == 0 {
		for _, d := range all.Demos() {
			names = append(names, d.Name+"\t"+d.Title)
		}
	}
	return names
}

func (a *app) demos(cmd *cobra.Command) error {
	for _, flag := range []string{"html", "runs"} {
		if cmd.Flags().Changed(flag) {
			return usageError(cmd, fmt.Errorf("--%s needs the name of a demo", flag))
		}
	}
	all, err := a.catalog()
	if err != nil {
		return err
	}
	write := report.Demos
	if a.json {
		write = report.DemosJSON
	}
	if err := write(a.Out, all.Demos()); err != nil {
		return fmt.Errorf("print the demos: %w", err)
	}
	return nil
}

func (a *app) demo(ctx context.Context, o demoOptions) error {
	all, err := a.catalog()
	if err != nil {
		return err
	}
	wanted, err := all.Demo(o.name)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	if err := demo.CheckRuns(o.runs); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	page, err := createOutput(o.html) // a bad path is better found now than after the runs
	if err != nil {
		return err
	}
	defer page.discard()
	result, err := a.experiment(ctx, wanted, o.runs)
	if err != nil {
		return err
	}
	if err := page.write(func(f *output) error { return report.DemoHTML(f, result) }); err != nil {
		return err
	}
	if a.json {
		err = report.DemoJSON(a.Out, result)
	} else {
		err = report.DemoText(a.Out, result, report.TextOptions{Color: a.color(a.Out), Width: a.width()})
	}
	if err != nil {
		return fmt.Errorf("print the demo: %w", err)
	}
	return nil
}

// experiment runs a demo alone on this machine.
func (a *app) experiment(ctx context.Context, wanted runner.Demo, runs int) (runner.DemoResult, error) {
	image, err := pod.ImageTag(wanted.Image)
	if err != nil {
		return runner.DemoResult{}, fmt.Errorf("image: %w", err)
	}
	var result runner.DemoResult
	err = a.withEngine(ctx, func(engine *pod.Engine) error {
		if _, err := engine.EnsureImage(ctx, wanted.Image, a.Err); err != nil {
			return err //nolint:wrapcheck // says it all
		}
		leave, err := batch.Enter(ctx, true, func() {
			a.log.InfoContext(ctx, "waiting: a demo runs alone on this machine")
		})
		if err != nil {
			return err //nolint:wrapcheck // that of ctx
		}
		defer leave()
		config := demo.Config{
			Judge: judge.Config{Pods: &enginePods{engine: engine}, Image: image, Log: a.log},
			Runs:  runs, Version: version(),
		}
		progress := a.newProgress()
		defer progress.end()
		result, err = demo.Run(ctx, config, wanted, func(s demo.Step) {
			progress.prefix = fmt.Sprintf("run %d/%d: ", s.Run, s.Runs)
			progress.step(s.Step)
		})
		return err //nolint:wrapcheck // of our own making, and prefixed
	})
	return result, err
}
