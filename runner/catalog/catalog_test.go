package catalog_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/exercises"
	"assay/runner"
	"assay/runner/catalog"
)

// minimal is the smallest exercise there is.
const minimal = "slug: %s\ntitle: A title\n"

// pack makes a file system from paths and their texts.
func pack(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

func meta(slug string) string { return strings.ReplaceAll(minimal, "%s", slug) }

func load(files map[string]string) (*catalog.Catalog, error) {
	return catalog.Load(catalog.Layer{Name: "pack", FS: pack(files)})
}

// problems gives the texts of all problems of err, which must be the exercise's fault.
func problems(t *testing.T, err error) []string {
	t.Helper()
	require.Error(t, err)
	assert.Equal(t, runner.KindExercise, runner.KindOf(err))
	var all catalog.Problems
	require.ErrorAs(t, err, &all)
	texts := make([]string, len(all))
	for i, p := range all {
		texts[i] = p.Error()
	}
	return texts
}

func TestLoad_MinimalExerciseHasDefaults(t *testing.T) {
	t.Parallel()
	all, err := load(map[string]string{"two-lines/exercise.yaml": meta("two-lines"), "two-lines/tests/test_a.py": "pass\n"})
	require.NoError(t, err)
	e, err := all.Get("two-lines")
	require.NoError(t, err)
	assert.Equal(t, runner.Exercise{
		Slug: "two-lines", Title: "A title", Level: runner.LevelCore, Points: 1, Image: "python",
		Limits:   runner.Limits{WallS: 60, TestS: 20, MemoryBytes: 256 << 20, CPUs: 2, Pids: 64, OutputBytes: 8 << 20},
		Feedback: runner.FeedbackFull, RuntimeSkips: runner.RuntimeSkipsForbid, Isolation: runner.IsolationFresh,
		Tests: []runner.File{{Path: "test_a.py", Data: []byte("pass\n")}},
	}, e)
}

const complete = `
slug: full
title: "Everything: stated"   # a comment
topic: memory
level: advanced
questions: [3, 44d]
points: 5
image: web
services: []
limits:
  wall: 2m
  test: 1500ms
  memory: 128MB
  cpus: 0.5
  pids: 16
  output: 64 KiB
deliverables:
  - solution.py
  - app/main.py
feedback: verdict
runtime_skips: allow
isolation: shared
exclusive: true
flawed:
  flawed-one: [test_a.py::test_x, "test_y[1]"]
  flawed-two:
    verdict: timeout
    fails:
      - test_z
`

func TestLoad_CompleteExercise(t *testing.T) {
	t.Parallel()
	all, err := load(map[string]string{
		"memory/full/exercise.yaml":                complete,
		"memory/full/README.md":                    "# Brief\n",
		"memory/full/hints.md":                     "hint",
		"memory/full/tests/a_test.py":              "1",
		"memory/full/tests/conftest.py":            "2",
		"memory/full/tests/pkg/__init__.py":        "",
		"memory/full/tests/data/.hidden":           "3",
		"memory/full/tests/data/exercise.yaml":     "not: an exercise",
		"memory/full/tests/__pycache__/a.py":       "stale",
		"memory/full/tests/old.pyc":                "stale",
		"memory/full/tests/.pytest_cache/x":        "stale",
		"memory/full/solutions/reference/test_.py": "answer",
	})
	require.NoError(t, err)
	e, err := all.Get("full")
	require.NoError(t, err)
	assert.Equal(t, runner.Exercise{
		Slug: "full", Title: "Everything: stated", Topic: "memory", Level: runner.LevelAdvanced,
		Questions: []string{"3", "44d"}, Points: 5, Image: "web",
		Limits:       runner.Limits{WallS: 120, TestS: 1.5, MemoryBytes: 128e6, CPUs: 0.5, Pids: 16, OutputBytes: 64 << 10},
		Deliverables: []string{"solution.py", "app/main.py"}, Feedback: runner.FeedbackVerdict,
		RuntimeSkips: runner.RuntimeSkipsAllow, Isolation: runner.IsolationShared, Exclusive: true, Brief: "# Brief\n",
		Tests: []runner.File{
			{Path: "a_test.py", Data: []byte("1")},
			{Path: "conftest.py", Data: []byte("2")},
			{Path: "data/.hidden", Data: []byte("3")},
			{Path: "data/exercise.yaml", Data: []byte("not: an exercise")},
			{Path: "pkg/__init__.py", Data: []byte{}},
		},
		Flawed: []runner.Flawed{
			{Name: "flawed-one", Fails: []string{"test_a.py::test_x", "test_y[1]"}, Verdict: runner.VerdictFailed},
			{Name: "flawed-two", Fails: []string{"test_z"}, Verdict: runner.VerdictTimeout},
		},
	}, e)
}

func TestLoad_FindsExercisesAtAnyDepth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, dir, topic string }{
		{"the folder itself", "", ""},
		{"below it", "deep/", ""},
		{"under a topic", "memory/deep/", "memory"},
		{"deeper", "a/b/memory/deep/", "memory"},
		{"a topic that is no word", "My Pack/deep/", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			all, err := load(map[string]string{c.dir + "exercise.yaml": meta("deep"), c.dir + "tests/test_a.py": ""})
			require.NoError(t, err)
			require.Len(t, all.Exercises(), 1)
			assert.Equal(t, c.topic, all.Exercises()[0].Topic)
		})
	}
}

func TestLoad_LaterLayerReplacesAndAdds(t *testing.T) {
	t.Parallel()
	below := pack(map[string]string{
		"a/same/exercise.yaml": "slug: same\ntitle: Old\n", "a/same/tests/test_a.py": "",
		"a/kept/exercise.yaml": meta("kept"), "a/kept/tests/test_a.py": "",
	})
	above := pack(map[string]string{
		"same/exercise.yaml": "slug: same\ntitle: New\n", "same/tests/test_a.py": "",
		"added/exercise.yaml": meta("added"), "added/tests/test_a.py": "",
	})
	all, err := catalog.Load(catalog.Layer{FS: below}, catalog.Layer{FS: above})
	require.NoError(t, err)
	var got []string
	for _, e := range all.Exercises() {
		got = append(got, e.Topic+"/"+e.Slug+"/"+e.Title)
	}
	assert.Equal(t, []string{"/added/A title", "/same/New", "a/kept/A title"}, got)
}

func TestLoad_OneBrokenExerciseNamesItselfAndStopsAll(t *testing.T) {
	t.Parallel()
	_, err := load(map[string]string{
		"good/exercise.yaml": meta("good"), "good/tests/test_a.py": "",
		"bad/exercise.yaml": "slug: bad\ntitle: Bad\nimmage: web\n", "bad/tests/test_a.py": "",
		"worse/exercise.yaml": "slug: [\n",
	})
	texts := problems(t, err)
	require.Len(t, texts, 3)
	assert.Contains(t, texts[0], "pack/bad/exercise.yaml:3:1: unknown key \"immage\" in the exercise (did you mean image?); allowed: slug, title,")
	assert.Contains(t, texts[1], "pack/worse/exercise.yaml:1:7: not YAML: ")
	assert.Contains(t, texts[2], "pack/worse/tests: the folder of the hidden tests is missing")
	for _, text := range texts {
		assert.Contains(t, err.Error(), text)
	}
}

func TestLoad_SameSlugTwiceInOneLayer(t *testing.T) {
	t.Parallel()
	_, err := load(map[string]string{
		"a/twin/exercise.yaml": meta("twin"), "a/twin/tests/test_a.py": "",
		"b/twin/exercise.yaml": meta("twin"), "b/twin/tests/test_a.py": "",
	})
	assert.Equal(t, []string{`pack/b/twin/exercise.yaml: slug "twin" is taken by pack/a/twin/exercise.yaml`}, problems(t, err))
}

func TestLoad_TidyLayerChecksFolders(t *testing.T) {
	t.Parallel()
	files := pack(map[string]string{"memory/other/exercise.yaml": meta("leak") + "topic: async\n", "memory/other/tests/test_a.py": ""})
	_, err := catalog.Load(catalog.Layer{Name: "pack", FS: files, Tidy: true})
	assert.Equal(t, []string{
		`pack/memory/other/exercise.yaml:1:1: slug "leak" must be the name of its folder, "other"`,
		`pack/memory/other/exercise.yaml:1:1: topic "async" must be the name of the folder above, "memory"`,
	}, problems(t, err))
	_, err = catalog.Load(catalog.Layer{Name: "pack", FS: files})
	require.NoError(t, err)
}

func TestLoad_EmbeddedCatalogueIsValidAndTidy(t *testing.T) {
	t.Parallel()
	all, err := catalog.Load(catalog.Layer{Name: "embedded", FS: exercises.FS(), Tidy: true})
	require.NoError(t, err)
	assert.NotEmpty(t, all.Exercises())
}

func TestGet_UnknownSlugSuggests(t *testing.T) {
	t.Parallel()
	all, err := load(map[string]string{
		"leak-hunt/exercise.yaml": meta("leak-hunt"), "leak-hunt/tests/test_a.py": "",
		"bounded-fetcher/exercise.yaml": meta("bounded-fetcher"), "bounded-fetcher/tests/test_a.py": "",
	})
	require.NoError(t, err)
	for slug, hint := range map[string]string{
		"leek-hunt":              "did you mean leak-hunt? See all with: assay list",
		"fetcher":                "did you mean bounded-fetcher? See all with: assay list",
		"zzz":                    "see the exercises with: assay list",
		strings.Repeat("a", 1e6): "see the exercises with: assay list",
	} {
		_, err := all.Get(slug)
		var known *runner.Error
		require.ErrorAs(t, err, &known)
		assert.Equal(t, runner.KindUsage, known.Kind)
		assert.Equal(t, hint, known.Hint)
	}
}

func TestDir(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "pack/real/tests"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "pack/real/exercise.yaml"), []byte(meta("real")), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "pack/real/tests/test_a.py"), nil, 0o644))
	require.NoError(t, os.Symlink(".", filepath.Join(dir, "pack/cycle")))

	layer, err := catalog.Dir(filepath.Join(dir, "pack"))
	require.NoError(t, err)
	all, err := catalog.Load(layer)
	require.NoError(t, err, "a cycle of links is not followed")
	assert.Len(t, all.Exercises(), 1)

	require.NoError(t, os.Symlink("../pack/real", filepath.Join(dir, "linked")))
	require.NoError(t, os.Mkdir(filepath.Join(dir, "links"), 0o755))
	require.NoError(t, os.Symlink("../pack/real", filepath.Join(dir, "links/real")))
	layer, err = catalog.Dir(filepath.Join(dir, "links"))
	require.NoError(t, err)
	all, err = catalog.Load(layer)
	require.NoError(t, err)
	assert.Len(t, all.Exercises(), 1, "a link to one exercise is followed")

	for _, bad := range []string{filepath.Join(dir, "none"), filepath.Join(dir, "pack/real/exercise.yaml")} {
		_, err := catalog.Dir(bad)
		require.Error(t, err)
		assert.Equal(t, runner.KindUsage, runner.KindOf(err))
		assert.Contains(t, err.Error(), bad)
	}
}

// noRead is a file system whose folders cannot be listed.
type noRead struct{}

func (noRead) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("input/output error")}
}

func TestLoad_UnreadableFolderIsAProblem(t *testing.T) {
	t.Parallel()
	_, err := catalog.Load(catalog.Layer{Name: "pack", FS: noRead{}})
	assert.Contains(t, problems(t, err)[0], "input/output error")
}
