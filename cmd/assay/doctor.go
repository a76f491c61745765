package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"assay/runner"
	"assay/runner/pod"
	"assay/runner/report"
)

// doctorSchema names the version of the JSON of "assay doctor".
const doctorSchema = "assay.doctor/1"

// newDoctorCommand builds "assay doctor".
func newDoctorCommand(a *app) *cobra.Command {
	asJSON := false // not the app's: a failed check is in the document already
	cmd := &cobra.Command{
		Use:     "doctor",
		Short:   "Check that this machine can run exercises",
		Long:    "Checks the Docker engine, what its kernel can limit and measure, the images and the disk.\nChanges nothing. The exit status is 4 when a check fails.",
		Example: "  assay doctor\n  assay doctor --json",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			write := a.printChecks
			if asJSON {
				write = a.printChecksJSON
			}
			return a.doctor(cmd.Context(), write)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print "+doctorSchema+" as JSON")
	return cmd
}

func (a *app) doctor(ctx context.Context, write func([]pod.Check) error) error {
	checks := pod.Doctor(ctx, a.podConfig())
	if ctx.Err() != nil {
		return errInterrupted
	}
	if err := write(checks); err != nil {
		return err
	}
	failed := 0
	for _, c := range checks {
		if c.Status == pod.StatusFail {
			failed++
		}
	}
	if failed > 0 {
		return &runner.Error{Kind: runner.KindRunner, Message: fmt.Sprintf("%d of %d checks failed", failed, len(checks))}
	}
	return nil
}

func (a *app) printChecks(checks []pod.Check) error {
	for _, c := range checks {
		fmt.Fprintf(a.Out, "%-4s  %s: %s\n", c.Status, c.Name, report.Visible(c.Detail))
		if c.Advice != "" {
			fmt.Fprintf(a.Out, "      → %s\n", report.Visible(c.Advice))
		}
	}
	return nil
}

func (a *app) printChecksJSON(checks []pod.Check) error {
	return a.printJSON(struct {
		Schema string      `json:"schema"`
		Checks []pod.Check `json:"checks"`
	}{doctorSchema, checks})
}
