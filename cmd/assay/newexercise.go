package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"assay/runner"
	"assay/runner/catalog"
	"assay/runner/proof"
)

// newNewExerciseCommand builds "assay new-exercise".
func newNewExerciseCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "new-exercise <topic>/<slug>",
		Short:   "Begin a new exercise",
		Long:    "Makes the folder of a new exercise in ./exercises, or in that of --exercises, with every\npart that it needs. \"assay prove\" says what is still to be written.\n\n" + exitHelp,
		Example: "  assay new-exercise memory/leak-hunt\n  assay new-exercise fundamentals/stack --exercises ./my-pack",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			topic, slug, ok := strings.Cut(given[0], "/")
			if !ok || !catalog.ValidName(topic) || !catalog.ValidName(slug) {
				return usageError(cmd, fmt.Errorf("%q is not <topic>/<slug>, two names of lower-case letters and digits in words joined by - or _", given[0]))
			}
			return a.newExercise(topic, slug)
		},
	}
}

func (a *app) newExercise(topic, slug string) error {
	dir, err := a.checkoutDir()
	if err != nil {
		return err
	}
	layer, err := catalog.Dir(dir)
	if err != nil {
		return fmt.Errorf("--exercises: %w", err)
	}
	all, err := catalog.Load(layer)
	if err != nil {
		return fmt.Errorf("load exercises: %w", err)
	}
	if _, err := all.Get(slug); err == nil {
		return &runner.Error{
			Kind: runner.KindUsage, Message: fmt.Sprintf("there is an exercise %q already, in %s", slug, all.Folder(slug)),
			Hint: "choose another slug",
		}
	}
	folder, err := proof.Scaffold(dir, topic, slug)
	if err != nil {
		return fmt.Errorf("new exercise: %w", err)
	}
	fmt.Fprintf(a.Out, "made %s\nwrite what it says %s, then: assay prove %s\n", filepath.ToSlash(folder), proof.Marker, slug)
	return nil
}
