package main

import (
	"context"
	"encoding/json"
	"fmt"

	"assay/runner/pod"
)

// podConfig says where to look for the Docker engine.
func (a *app) podConfig() pod.Config { return pod.Config{Env: a.env} }

// withEngine connects to the Docker engine for the time of use.
func (a *app) withEngine(ctx context.Context, use func(*pod.Engine) error) error {
	engine, err := pod.Connect(ctx, a.podConfig())
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer engine.Close() //nolint:errcheck // only idle connections
	return use(engine)
}

// printJSON writes a document to standard output, indented for people.
func (a *app) printJSON(document any) error {
	encoder := json.NewEncoder(a.Out)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return fmt.Errorf("print JSON: %w", err)
	}
	return nil
}
