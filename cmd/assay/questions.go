package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"assay/runner"
	"assay/runner/report"
)

// newQuestionsCommand builds "assay questions".
func newQuestionsCommand(a *app) *cobra.Command {
	section := ""
	cmd := &cobra.Command{
		Use:     "questions",
		Short:   "List the questions of the bank and the exercises that answer them",
		Example: "  assay questions\n  assay questions --section databases\n  assay questions --json",
		Args:    args(cobra.NoArgs),
		RunE:    func(*cobra.Command, []string) error { return a.questions(section) },
	}
	cmd.Flags().StringVar(&section, "section", "", "show the questions of the section called `NAME` only")
	cmd.Flags().BoolVar(&a.json, "json", false, "print "+report.QuestionsSchema+" as JSON")
	// Completion is a convenience: a broken catalogue is reported by the command itself.
	_ = cmd.RegisterFlagCompletionFunc("section", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		names := []string{}
		if all, err := a.catalog(); err == nil {
			for _, s := range all.Questions() {
				names = append(names, s.Name+"\t"+s.Title)
			}
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

func (a *app) questions(section string) error {
	all, err := a.catalog()
	if err != nil {
		return err
	}
	sections := all.Questions()
	if section != "" {
		one, err := all.Section(section)
		if err != nil {
			return fmt.Errorf("questions: %w", err)
		}
		sections = []runner.Section{one}
	}
	exists := func(slug string) bool {
		_, err := all.Get(slug)
		return err == nil
	}
	if a.json {
		err = report.QuestionsJSON(a.Out, sections, exists)
	} else {
		err = report.Questions(a.Out, sections, exists, a.width())
	}
	if err != nil {
		return fmt.Errorf("print the questions: %w", err)
	}
	return nil
}
