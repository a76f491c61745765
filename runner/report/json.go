package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"assay/runner"
)

// failure is the JSON of an error that is not a verdict.
type failure struct {
	Schema string        `json:"schema"`
	Error  failureDetail `json:"error"`
}

type failureDetail struct {
	Kind    runner.ErrorKind `json:"kind"`
	Message string           `json:"message"`
	Hint    string           `json:"hint"`
}

// JSON writes a result as one indented JSON object with a final newline. An
// empty schema becomes [runner.Schema]; lists are never null.
func JSON(w io.Writer, result runner.Result) error {
	if result.Schema == "" {
		result.Schema = runner.Schema
	}
	if result.Tests == nil {
		result.Tests = []runner.Test{}
	}
	return encode(w, result)
}

// JSONError writes an error of the exercise or the runner as JSON. It never
// holds a verdict.
func JSONError(w io.Writer, err error) error {
	f := failure{Schema: runner.Schema, Error: failureDetail{Kind: runner.KindOf(err), Message: err.Error()}}
	var known *runner.Error
	if errors.As(err, &known) {
		f.Error.Hint = known.Hint
	}
	return encode(w, f)
}

func encode(w io.Writer, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	if _, err := w.Write(append(text, '\n')); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}
