package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"assay/runner/report"
)

// newListCommand builds "assay list".
func newListCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the exercises",
		Example: "  assay list\n  assay list --exercises ./my-pack --json",
		Args:    args(cobra.NoArgs),
		RunE:    func(*cobra.Command, []string) error { return a.list() },
	}
	cmd.Flags().BoolVar(&a.json, "json", false, "print "+report.CatalogueSchema+" as JSON")
	return cmd
}

func (a *app) list() error {
	all, err := a.catalog()
	if err != nil {
		return err
	}
	write := report.List
	if a.json {
		write = report.ListJSON
	}
	if err := write(a.Out, all.Exercises()); err != nil {
		return fmt.Errorf("print the catalogue: %w", err)
	}
	return nil
}
