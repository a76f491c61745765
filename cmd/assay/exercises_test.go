package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/catalog"
	"assay/runner/pod"
)

const (
	exercisesDir = "../../exercises"
	runsAtOnce   = 2 // exclusive exercises run alone
)

// trial is one solution of the checkout and what must become of it.
type trial struct {
	exercise runner.Exercise
	name     string // "starter", "reference", "reference-..." or "flawed-..."
	dir      string
	fails    []string // what must not pass, and nothing else; nil means "any test"
	passes   bool
}

func TestExercises_FoldersAndDeclarationsAgree(t *testing.T) {
	t.Parallel()
	for _, e := range checkedOut(t) {
		t.Run(e.Slug, func(t *testing.T) {
			t.Parallel()
			var references, flawed, declared []string
			for _, name := range folders(t, filepath.Join(exerciseDir(e), "solutions")) {
				switch {
				case name == "reference" || strings.HasPrefix(name, "reference-"):
					references = append(references, name)
				case strings.HasPrefix(name, "flawed-"):
					flawed = append(flawed, name)
				default:
					assert.Fail(t, "solutions/"+name+" is neither reference, reference-<variant> nor flawed-<misconception>")
				}
			}
			assert.Contains(t, references, "reference")
			assert.GreaterOrEqual(t, len(references), 2, "a good solution of another shape shows that the tests ask for no incidental choice")
			for _, f := range e.Flawed {
				declared = append(declared, f.Name)
				for _, test := range f.Fails {
					assert.True(t, hasTest(e, test), "%s names %s, which no file of the tests defines", f.Name, test)
				}
			}
			assert.ElementsMatch(t, flawed, declared, "folders below solutions/ (first) and flawed: in exercise.yaml (second)")
			for _, part := range []string{"README.md", "hints.md", "explanation.md", "starter"} {
				_, err := os.Stat(filepath.Join(exerciseDir(e), part))
				assert.NoError(t, err)
			}
		})
	}
}

// The line numbers of leaks.json are those of a file that lies in three places.
func TestExercises_LeakHuntCopiesOfTheGivenFileAreEqual(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(exercisesDir, "memory", "leak-hunt")
	given, err := os.ReadFile(filepath.Join(dir, "starter", "service.py"))
	require.NoError(t, err)
	for _, name := range []string{"starter/service_as_given.py", "tests/given_service.py"} {
		other, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		require.NoError(t, err)
		assert.Equal(t, string(given), string(other), name)
	}
}

// The key of a review and the versions of the code it is tried on are made from copies of what the starter holds.
func TestExercises_SpotTheDefectsCopiesOfTheGivenFilesAreEqual(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(exercisesDir, "review", "spot-the-defects")
	copies, err := filepath.Glob(filepath.Join(dir, "tests", "given", "*.txt"))
	require.NoError(t, err)
	require.NotEmpty(t, copies)
	for _, name := range copies {
		stem := strings.TrimSuffix(filepath.Base(name), ".txt")
		folder := "shop"
		if stem == "test_shop" {
			folder = "tests"
		}
		given, err := os.ReadFile(filepath.Join(dir, "starter", folder, stem+".py"))
		require.NoError(t, err)
		copied, err := os.ReadFile(filepath.Clean(name))
		require.NoError(t, err)
		assert.Equal(t, string(given), string(copied), name)
	}
}

// Every reference must pass; the starter and every flawed solution must fail,
// the latter by its declared tests and by no other.
func TestExercises_SolutionsGetTheirVerdicts(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, no solution was judged: takes minutes")
	}
	requireEngine(t)
	var beside, alone []trial
	for _, e := range checkedOut(t) {
		if e.Exclusive {
			alone = append(alone, trials(t, e)...)
		} else {
			beside = append(beside, trials(t, e)...)
		}
	}
	t.Run("beside", func(t *testing.T) {
		slots := make(chan struct{}, runsAtOnce)
		for _, one := range beside {
			t.Run(one.exercise.Slug+"/"+one.name, func(t *testing.T) {
				t.Parallel()
				slots <- struct{}{}
				defer func() { <-slots }()
				one.check(t)
			})
		}
	})
	t.Run("alone", func(t *testing.T) {
		for _, one := range alone {
			t.Run(one.exercise.Slug+"/"+one.name, one.check)
		}
	})
}

// check judges the solution with the real command.
func (one trial) check(t *testing.T) {
	t.Helper()
	var out, log bytes.Buffer
	args := []string{"run", one.exercise.Slug, one.dir, "--json", "--exercises", exercisesDir}
	code := Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &log}, os.Getenv)
	require.Contains(t, []int{exitPassed, exitNotPassed}, code, "no verdict\n%s%s", &out, &log)
	var result runner.Result
	require.NoError(t, json.Unmarshal(out.Bytes(), &result), "%s", &out)

	if one.passes {
		assert.Equal(t, exitPassed, code)
		assert.Equal(t, runner.VerdictPassed, result.Verdict, "%s\n%s", result.Reason, notPassed(result))
		return
	}
	assert.Equal(t, exitNotPassed, code)
	require.NotEqual(t, runner.VerdictPassed, result.Verdict)
	if verdict, stated := verdictsOfLimits()[one.name]; stated {
		assert.Equal(t, verdict, result.Verdict, result.Reason)
	}
	if one.fails != nil {
		one.checkFailures(t, result)
	}
}

// verdictsOfLimits says which flawed solutions a limit must end, and which limit.
func verdictsOfLimits() map[string]runner.Verdict {
	return map[string]runner.Verdict{"flawed-builds-lists": runner.VerdictOutOfMemory}
}

// checkFailures compares what did not pass with what is declared.
func (one trial) checkFailures(t *testing.T, result runner.Result) {
	t.Helper()
	require.NotEmpty(t, result.Tests, "%s: %s", result.Verdict, result.Reason)
	var caught, undeclared []string
	for _, test := range result.Tests {
		if test.Outcome == runner.OutcomePassed {
			continue
		}
		i := slices.IndexFunc(one.fails, func(declared string) bool { return names(declared, test.ID) })
		if i < 0 {
			undeclared = append(undeclared, test.ID)
		} else if !slices.Contains(caught, one.fails[i]) {
			caught = append(caught, one.fails[i])
		}
	}
	assert.ElementsMatch(t, one.fails, caught, "declared tests (first) and those of them that failed (second)")
	if len(undeclared) > 0 {
		assert.Fail(t, "tests failed that are not declared to", "%s", notPassed(result))
	}
}

// notPassed lists what did not pass, a line for each test.
func notPassed(result runner.Result) string {
	var lines []string
	for _, test := range result.Tests {
		if test.Outcome != runner.OutcomePassed {
			message, _, _ := strings.Cut(test.Message, "\n")
			lines = append(lines, test.ID+" "+string(test.Outcome)+": "+message)
		}
	}
	return strings.Join(lines, "\n")
}

// names says whether a declared test, a node id or the name of a function, means id.
func names(declared, id string) bool {
	function, _, _ := strings.Cut(id, "[")
	return declared == id || declared == function || strings.HasSuffix(function, "::"+declared) || strings.HasSuffix(id, "::"+declared)
}

func trials(t *testing.T, e runner.Exercise) []trial {
	t.Helper()
	dir := exerciseDir(e)
	all := []trial{{exercise: e, name: "starter", dir: filepath.Join(dir, "starter")}}
	for _, name := range folders(t, filepath.Join(dir, "solutions")) {
		one := trial{exercise: e, name: name, dir: filepath.Join(dir, "solutions", name), passes: strings.HasPrefix(name, "reference")}
		for _, f := range e.Flawed {
			if f.Name == name {
				one.fails = f.Fails
			}
		}
		all = append(all, one)
	}
	return all
}

// checkedOut gives the exercises of this checkout.
func checkedOut(t *testing.T) []runner.Exercise {
	t.Helper()
	layer, err := catalog.Dir(exercisesDir)
	require.NoError(t, err)
	all, err := catalog.Load(layer)
	require.NoError(t, err)
	require.NotEmpty(t, all.Exercises(), "a walk that finds nothing proves nothing")
	return all.Exercises()
}

func exerciseDir(e runner.Exercise) string { return filepath.Join(exercisesDir, e.Topic, e.Slug) }

// hasTest says whether a file of the tests defines the test.
func hasTest(e runner.Exercise, test string) bool {
	function, _, _ := strings.Cut(test[strings.LastIndex(test, ":")+1:], "[")
	return slices.ContainsFunc(e.Tests, func(f runner.File) bool {
		return bytes.Contains(f.Data, []byte("def "+function+"("))
	})
}

// folders gives the names of the folders in dir.
func folders(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var found []string
	for _, entry := range entries {
		if entry.IsDir() && entry.Name() != "__pycache__" {
			found = append(found, entry.Name())
		}
	}
	return found
}

// requireEngine skips the test where no Docker engine answers, unless
// REQUIRE_DOCKER forbids that.
func requireEngine(t *testing.T) {
	t.Helper()
	engine, err := pod.Connect(t.Context(), pod.Config{Env: os.Getenv})
	if err != nil && os.Getenv("REQUIRE_DOCKER") == "" {
		t.Skipf("SKIPPED, no solution was judged; set REQUIRE_DOCKER=1 to forbid this: %v", err)
	}
	require.NoError(t, err)
	require.NoError(t, engine.Close())
}
