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
	"assay/runner/proof"
)

// proveExercises runs "assay prove --json" on all exercises of a folder.
func proveExercises(t *testing.T, dir string, arguments ...string) (proof.Report, int) {
	t.Helper()
	var out, log bytes.Buffer
	args := append([]string{"prove", "--all", "--json", "--exercises", dir}, arguments...)
	code := Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &log}, os.Getenv)
	var report proof.Report
	require.NoError(t, json.Unmarshal(out.Bytes(), &report), "%s%s", &out, &log)
	require.Equal(t, proof.Schema, report.Schema, "%s%s", &out, &log)
	return report, code
}

// Every reason for which an exercise is not proved, by real runs.
func TestProve_ShowsEachDefect(t *testing.T) {
	t.Parallel()
	requireEngine(t)
	attacksAtOnce <- struct{}{}
	defer func() { <-attacksAtOnce }()
	report, code := proveExercises(t, "testdata/unproved", "--mutants", "5")
	assert.Equal(t, exitNotPassed, code)
	assert.False(t, report.Proved)
	require.Len(t, report.Exercises, 1)
	p := report.Exercises[0]
	for _, want := range []string{
		"hints.md is missing",
		"explanation.md is empty",
		"README.md:1: still to be written: the brief",
		"solutions/mine is neither",
		"solutions/flawed-undeclared is not declared",
		"solutions/flawed-forgotten is missing",
		"starter: passes",
		"reference-wrong: must pass, but is judged failed: 1 of 3 tests failed",
		"reference-slow uses more than half of limits.test: 4.",
		"flawed-passes: passes test_double, which it is declared to fail",
		"flawed-fails-more: test_it.py::test_of_nothing failed, which is not declared: assert 1 == 0",
		"flawed-hangs: its verdict is timeout (",
		"flawed-unknown-test: is declared to fail test_triple, which is no test",
		"no flawed solution fails test_it.py::test_that_nothing_trips, and no mutant of the reference",
	} {
		assert.True(t, slices.ContainsFunc(p.Problems, func(said string) bool { return strings.HasPrefix(said, want) }),
			"no problem begins with %q:\n%s", want, strings.Join(p.Problems, "\n"))
	}
	require.Len(t, p.Margins, 1, "from assay.bound")
	assert.InDelta(t, 12, p.Margins[0].Good, 0, "reference-wrong comes nearest: it is beyond")
	assert.InDelta(t, 16, p.Margins[0].Bad, 0)
	assert.Contains(t, p.Margins[0].BrokenBy, "flawed-unknown-test")
	assert.Positive(t, p.Mutation.Killed)
	assert.Equal(t, p.Mutation.Tried, p.Mutation.Killed+len(p.Mutation.Survived))
}

// What new-exercise makes says what is missing, and is proved once that is written.
func TestProve_ScaffoldIsProvedOnceItIsFilledIn(t *testing.T) {
	t.Parallel()
	requireEngine(t)
	attacksAtOnce <- struct{}{}
	defer func() { <-attacksAtOnce }()
	dir := t.TempDir()
	folder, err := proof.Scaffold(dir, "basics", "largest")
	require.NoError(t, err)

	report, code := proveExercises(t, dir, "--mutants", "0")
	assert.Equal(t, exitNotPassed, code)
	var missing []string
	for _, problem := range report.Exercises[0].Problems {
		file, _, _ := strings.Cut(problem, ":")
		missing = append(missing, file)
		assert.Contains(t, problem, "still to be written", "and nothing else is wrong with it")
	}

	var files []string
	err = filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(folder, name)
		require.NoError(t, err)
		files = append(files, filepath.ToSlash(relative))
		text, err := os.ReadFile(filepath.Clean(name))
		require.NoError(t, err)
		return os.WriteFile(name, bytes.ReplaceAll(text, []byte(proof.Marker), []byte("Written.")), 0o600)
	})
	require.NoError(t, err)
	slices.Sort(missing)
	slices.Sort(files)
	assert.Equal(t, files, slices.Compact(missing), "every file has something to be written")

	report, code = proveExercises(t, dir, "--mutants", "10", "--repeat", "2")
	assert.Equal(t, exitPassed, code, "%s", report.Exercises[0].Problems)
	assert.True(t, report.Proved)
	assert.Positive(t, report.Exercises[0].Mutation.Killed)
	assert.Equal(t, 2, report.Exercises[0].Solutions[1].Runs)
}

// Of each kind of change that mutate.py makes one example: the text, and what takes its place.
func TestProve_MutantsOfEachKind(t *testing.T) {
	t.Parallel()
	requireEngine(t)
	attacksAtOnce <- struct{}{}
	defer func() { <-attacksAtOnce }()
	cases := map[string]struct {
		source string
		want   []string // what is replaced -> what by
	}{
		"compare":   {"x = a < b\n", []string{"a < b -> a <= b", "a < b -> a >= b", "x = a < b -> pass"}},
		"chain":     {"f(a == b is c)\n", []string{"a == b is c -> a != b is c", "a == b is c -> a == b is not c", "f(a == b is c) -> (a == b is c)", "f(a == b is c) -> pass"}},
		"add":       {"x += a + 'é' * b\n", []string{"a + 'é' * b -> ((a) - ('é' * b))", "x += a + 'é' * b -> pass", "x += a + 'é' * b -> x -= a + 'é' * b"}},
		"bool":      {"if a and not b: f()\n", []string{"a and not b -> (a or not b)", "a and not b -> not (a and not b)", "f() -> pass", "not b -> (b)"}},
		"constants": {"x: int = 0 if True else y\n", []string{"0 -> (-1)", "0 -> 1", "True -> False", "True -> not (True)"}},
		"slice":     {"f(a[1:n], key=k)\n", []string{"1 -> 0", "1 -> 2", "f(a[1:n], key=k) -> f(a[1:n])", "f(a[1:n], key=k) -> pass", "n -> (n) + 1"}},
		"return":    {"def f():\n    \"\"\"Doc 1.\"\"\"\n    return g()\n", []string{"g() -> None"}},
		"generator": {"def f():\n    yield a\n", []string{"a -> None", "yield a -> pass"}},
		"with":      {"with lock:\n    f()\n", []string{"f() -> pass", "with lock -> if True"}},
		"await":     {"async def f():\n    async with a, b:\n        await c\n", []string{"async with a, b -> if True", "await c -> pass"}},
		"decorator": {"@cache\ndef f() -> None:\n    raise E\n", []string{"@cache -> ", "raise E -> pass"}},
		"main":      {"import a\nif __name__ == '__main__':\n    a.b()\n", nil},
	}
	dir := t.TempDir()
	for name, c := range cases {
		write(t, dir, "submission/source/"+name+".py", c.source)
	}
	program, err := os.ReadFile("../../runner/proof/mutate/mutate.py")
	require.NoError(t, err)
	write(t, dir, "submission/mutate.py", string(program))
	write(t, dir, "pack/x/exercise.yaml", "slug: x\ntitle: X\n")
	write(t, dir, "pack/x/tests/test_x.py", "import mutate\n\n\ndef test_x():\n    mutate.main(200)\n")
	var out, log bytes.Buffer
	args := []string{"run", "x", filepath.Join(dir, "submission"), "--json", "--exercises", filepath.Join(dir, "pack")}
	code := Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &log}, os.Getenv)
	require.Equal(t, exitPassed, code, "%s%s", &out, &log)
	var result runner.Result
	require.NoError(t, json.Unmarshal(out.Bytes(), &result))

	decoder := json.NewDecoder(strings.NewReader(result.Stdout.Text))
	var head struct{ Total int }
	require.NoError(t, decoder.Decode(&head))
	got := map[string][]string{}
	number := 0
	for decoder.More() {
		var e struct {
			File, Text string
			From, To   int
		}
		require.NoError(t, decoder.Decode(&e))
		name := strings.TrimSuffix(e.File, ".py")
		got[name] = append(got[name], cases[name].source[e.From:e.To]+" -> "+e.Text)
		number++
	}
	assert.Equal(t, head.Total, number)
	for name, c := range cases {
		slices.Sort(got[name])
		assert.Equal(t, c.want, got[name], name)
	}
}
