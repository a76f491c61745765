package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"assay/runner/report"
)

// newShowCommand builds "assay show".
func newShowCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "show <exercise>",
		Short:   "Show an exercise's brief and limits",
		Example: "  assay show lazy-log-pipeline",
		Args:    args(cobra.ExactArgs(1)),
		RunE:    func(_ *cobra.Command, given []string) error { return a.show(given[0]) },
	}
	cmd.Flags().BoolVar(&a.json, "json", false, "print "+report.ExerciseSchema+" as JSON")
	return cmd
}

func (a *app) show(slug string) error {
	all, err := a.catalog()
	if err != nil {
		return err
	}
	exercise, err := all.Get(slug)
	if err != nil {
		return fmt.Errorf("show: %w", err)
	}
	write := report.Exercise
	if a.json {
		write = report.ExerciseJSON
	}
	if err := write(a.Out, exercise); err != nil {
		return fmt.Errorf("print the exercise: %w", err)
	}
	return nil
}
