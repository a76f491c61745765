package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"assay/runner"
	"assay/runner/catalog"
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
	if a.json {
		err = report.ExerciseJSON(a.Out, exercise)
	} else {
		err = report.Exercise(a.Out, exercise, known(all, exercise.Questions))
	}
	if err != nil {
		return fmt.Errorf("print the exercise: %w", err)
	}
	return nil
}

// known gives those of the questions that the bank holds: packs may have their own numbers.
func known(all *catalog.Catalog, ids []string) []runner.Question {
	var found []runner.Question
	for _, id := range ids {
		if q, ok := all.Question(id); ok {
			found = append(found, q)
		}
	}
	return found
}
