package main

import "github.com/spf13/cobra"

// commands builds every subcommand, in the order in which help lists them. A
// constructor is called newXxxCommand and takes the app.
func commands(a *app) []*cobra.Command {
	return []*cobra.Command{
		newListCommand(a),
		newShowCommand(a),
		newQuestionsCommand(a),
		newRunCommand(a),
		newDemoCommand(a),
		newProveCommand(a),
		newNewExerciseCommand(a),
		newImagesCommand(a),
		newDoctorCommand(a),
		newSweepCommand(a),
		newNextCommand(a),
	}
}
