package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"assay/runner/pod"
)

// sweepSchema names the version of the JSON of "assay sweep".
const sweepSchema = "assay.sweep/1"

// newSweepCommand builds "assay sweep".
func newSweepCommand(a *app) *cobra.Command {
	sweep := pod.Sweep{}
	cmd := &cobra.Command{
		Use:   "sweep",
		Short: "Remove what killed runs left behind",
		Long: "Removes containers, volumes and networks that carry the label " + pod.Label + " and whose\n" +
			"process is gone, and those that wait for the next run. Runs in progress and everything without the label are left alone.",
		Example: "  assay sweep\n  assay sweep --all --json",
		Args:    args(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.sweep(cmd.Context(), sweep) },
	}
	cmd.Flags().BoolVar(&sweep.All, "all", false, "also remove what runs in progress use, which breaks them")
	a.jsonFlag(cmd, sweepSchema)
	return cmd
}

func (a *app) sweep(ctx context.Context, sweep pod.Sweep) error {
	return a.withEngine(ctx, func(engine *pod.Engine) error {
		removed, err := engine.Sweep(ctx, sweep)
		if err != nil && (len(removed) == 0 || a.json) {
			return fmt.Errorf("sweep: %w", err)
		}
		if printErr := a.printSwept(removed); printErr != nil {
			return printErr
		}
		return err //nolint:wrapcheck // names the objects already
	})
}

func (a *app) printSwept(removed []pod.Object) error {
	if a.json {
		return a.printJSON(struct {
			Schema  string       `json:"schema"`
			Removed []pod.Object `json:"removed"`
		}{sweepSchema, removed})
	}
	for _, o := range removed {
		fmt.Fprintf(a.Out, "removed %s %s\n", o.Kind, o.Name)
	}
	if len(removed) == 0 {
		fmt.Fprintln(a.Out, "nothing to remove")
	}
	return nil
}
