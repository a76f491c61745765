package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/catalog"
)

const (
	conformanceDir  = "../../images/harness/conformance"
	differencesSlug = "conformance-differences"
)

// suiteRun is one solution of one area of the conformance suite.
type suiteRun struct {
	slug  string
	name  string // "reference" or "flawed-..."
	dir   string
	fails []string // what must not pass, and nothing else
}

// Ordinary suites behave through the proxy as they do in one process. Both ways
// are held to the same declarations: a reference passes every test, a flawed twin
// fails exactly the tests that exercise.yaml names. The other way is
// images/harness/conformance/test_in_one_process.py.
func TestConformance_ThroughTheProxy(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, no suite went through the proxy: takes minutes")
	}
	requireEngine(t)
	runs := suiteRuns(t)
	require.Greater(t, len(runs), 100, "a walk that finds little proves little")
	slots := make(chan struct{}, 2)
	for _, one := range runs {
		t.Run(one.slug+"/"+one.name, func(t *testing.T) {
			t.Parallel()
			slots <- struct{}{}
			defer func() { <-slots }()
			one.check(t)
		})
	}
}

// check judges the solution with the real command.
func (one suiteRun) check(t *testing.T) {
	t.Helper()
	var out, log bytes.Buffer
	args := []string{"run", one.slug, one.dir, "--json", "--exercises", conformanceDir}
	code := Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &log}, os.Getenv)
	require.Contains(t, []int{exitPassed, exitNotPassed}, code, "no verdict\n%s%s", &out, &log)
	var result runner.Result
	require.NoError(t, json.Unmarshal(out.Bytes(), &result), "%s", &out)
	require.NotEmpty(t, result.Tests, "%s: %s", result.Verdict, result.Reason)
	if one.slug == differencesSlug {
		for _, test := range result.Tests {
			assert.NotEqual(t, runner.OutcomePassed, test.Outcome, "%s is a difference no longer: move it to an area", test.ID)
		}
		return
	}

	caught := map[string]bool{}
	for _, test := range result.Tests {
		if test.Outcome == runner.OutcomePassed {
			continue
		}
		message, _, _ := strings.Cut(test.Message, "\n")
		i := slices.IndexFunc(one.fails, func(declared string) bool { return means(declared, test.ID) })
		if assert.GreaterOrEqual(t, i, 0, "%s passes in one process, but: %s: %s", test.ID, test.Outcome, message) {
			caught[one.fails[i]] = true
		}
	}
	for _, declared := range one.fails {
		assert.True(t, caught[declared], "%s fails in one process, but passed", declared)
	}
}

// means says whether a declaration is this test's node id or the name of its
// function, with or without parameters.
func means(declared, id string) bool {
	name := id[strings.LastIndex(id, "::")+len("::"):]
	function, _, _ := strings.Cut(name, "[")
	return declared == id || declared == name || declared == function
}

// suiteRuns gives every solution below conformanceDir.
func suiteRuns(t *testing.T) []suiteRun {
	t.Helper()
	var all []suiteRun
	err := filepath.WalkDir(conformanceDir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "exercise.yaml" {
			return err
		}
		layer, err := catalog.Dir(filepath.Dir(path))
		if err != nil {
			return err
		}
		found, err := catalog.Load(layer)
		if err != nil {
			return err
		}
		for _, e := range found.Exercises() {
			all = append(all, solutionsOf(t, e, filepath.Join(filepath.Dir(path), "solutions"))...)
		}
		return filepath.SkipDir
	})
	require.NoError(t, err)
	return all
}

// solutionsOf gives the solutions in dir with the declarations of their exercise.
func solutionsOf(t *testing.T, e runner.Exercise, dir string) []suiteRun {
	t.Helper()
	var all []suiteRun
	for _, name := range folders(t, dir) {
		one := suiteRun{slug: e.Slug, name: name, dir: filepath.Join(dir, name)}
		for _, f := range e.Flawed {
			if f.Name == name {
				one.fails = f.Fails
			}
		}
		assert.Equal(t, name != "reference", len(one.fails) > 0, "%s: declared to fail %q", one.dir, one.fails)
		all = append(all, one)
	}
	return all
}
