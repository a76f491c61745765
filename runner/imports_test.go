package runner_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// module is this module's path; its packages are named relative to it.
const module = "assay/"

// layers puts every package on a layer. Imports go from a layer to lower ones
// only; a package that is not here fails the test. Those of layer 0 import the
// standard library and nothing else.
var layers = map[string]int{
	"cmd/assay": 5,

	"runner/proof": 4,

	"runner/batch": 3,
	"runner/demo":  3,

	"runner/judge": 2,

	"runner/catalog": 1,
	"runner/intake":  1,
	"runner/report":  1,
	"runner/pod":     1,

	"runner":       0,
	"runner/wire":  0,
	"runner/lock":  0,
	"runner/chart": 0,
	"exercises":    0,
	"images":       0,
}

// dependency is a module we chose to build on. docs/adr/0002-dependencies.md
// holds the decisions.
type dependency struct {
	path   string
	reason string
	users  []string // packages that may import it; none means tests only
}

var dependencies = []dependency{
	{"github.com/charmbracelet/log", "readable records on a terminal, as a slog handler", []string{"cmd/assay"}},
	{"github.com/containerd/errdefs", "tells the engine's errors apart by kind, as the Docker client wraps them", []string{"runner/pod"}},
	{"github.com/docker/docker", "the Docker Engine's client", []string{"runner/pod"}},
	{"github.com/goccy/go-yaml", "exercise.yaml with the line and column of every fault; the table of a test", []string{"runner/catalog", "cmd/assay"}},
	{"github.com/rogpeppe/go-internal", "testscript: the command line tested by scripts", nil},
	{"github.com/spf13/cobra", "the command line", []string{"cmd/assay"}},
	{"github.com/stretchr/testify", "assertions", nil},
}

// imported is one import of one file.
type imported struct {
	file string // from the root of the repository
	from string // the file's package
	path string
}

func (i imported) inTest() bool { return strings.HasSuffix(i.file, "_test.go") }

// imports reads the import clauses of every Go file. It parses the files itself:
// the test cache would not notice what a go list in a subprocess reads.
func imports(t *testing.T) []imported {
	t.Helper()
	var all []imported
	err := filepath.WalkDir("..", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() && file != ".." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "solutions" || name == "bin") {
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		relative := filepath.ToSlash(strings.TrimPrefix(file, ".."+string(filepath.Separator)))
		for _, spec := range parsed.Imports {
			importPath, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			all = append(all, imported{file: relative, from: path.Dir(relative), path: importPath})
		}
		return nil
	})
	require.NoError(t, err)
	require.Greater(t, len(all), 50, "the walk found the repository")
	return all
}

// fault says what is wrong with an import, or nothing.
func (i imported) fault() string {
	layer, listed := layers[i.from]
	own, isOwn := strings.CutPrefix(i.path, module)
	first, _, _ := strings.Cut(i.path, "/")
	switch {
	case !listed:
		return "package " + i.from + " is not on the list of layers"
	case isOwn && own == i.from && i.inTest():
		return "" // an external test imports its package
	case isOwn:
		below, ok := layers[own]
		if !ok {
			return own + " is not on the list of layers"
		}
		if below >= layer {
			return "imports go down only"
		}
		return ""
	case !strings.Contains(first, "."):
		return "" // the standard library
	}
	k := slices.IndexFunc(dependencies, func(d dependency) bool { return i.path == d.path || strings.HasPrefix(i.path, d.path+"/") })
	switch {
	case k < 0:
		return "no dependency on the list"
	case dependencies[k].users == nil && !i.inTest():
		return "for tests only"
	case dependencies[k].users != nil && !slices.Contains(dependencies[k].users, i.from):
		return "only for " + strings.Join(dependencies[k].users, ", ")
	default:
		return ""
	}
}

func TestImports_GoDownOnly(t *testing.T) {
	t.Parallel()
	for _, i := range imports(t) {
		assert.Empty(t, i.fault(), "%s imports %s", i.file, i.path)
	}
}

func TestImports_FaultsAreSeen(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file, path string
		ok               bool
	}{
		{"down", "cmd/assay/run.go", "assay/runner/judge", true},
		{"standard library", "runner/wire/frame.go", "encoding/json", true},
		{"own package from its test", "runner/wire/frame_test.go", "assay/runner/wire", true},
		{"up", "runner/pod/pod.go", "assay/runner/judge", false},
		{"sideways", "runner/catalog/catalog.go", "assay/runner/intake", false},
		{"up from a test", "runner/wire/frame_test.go", "assay/runner/pod", false},
		{"out of layer 0", "runner/exercise.go", "assay/exercises", false},
		{"a package nobody listed", "runner/utils/utils.go", "fmt", false},
		{"from a package nobody listed", "cmd/assay/run.go", "assay/runner/utils", false},
		{"docker elsewhere", "runner/judge/judge.go", "github.com/docker/docker/client", false},
		{"docker in a test elsewhere", "cmd/assay/run_test.go", "github.com/docker/docker/client", false},
		{"docker in its place", "runner/pod/engine.go", "github.com/docker/docker/client", true},
		{"test library in the program", "cmd/assay/run.go", "github.com/stretchr/testify/assert", false},
		{"test library in a test", "cmd/assay/run_test.go", "github.com/stretchr/testify/assert", true},
		{"unlisted dependency", "cmd/assay/run.go", "github.com/pkg/errors", false},
	} {
		i := imported{file: c.file, from: path.Dir(c.file), path: c.path}
		assert.Equal(t, c.ok, i.fault() == "", "%s: %q", c.name, i.fault())
	}
}

// direct gives the modules that go.mod requires for our own imports.
func direct(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../go.mod")
	require.NoError(t, err)
	var all []string
	for _, m := range regexp.MustCompile(`(?m)^(?:require)?\s+(\S+) v\S+$`).FindAllStringSubmatch(string(text), -1) {
		all = append(all, m[1])
	}
	return all
}

func TestDependencies_AreThoseOnTheList(t *testing.T) {
	t.Parallel()
	decisions, err := os.ReadFile("../docs/adr/0002-dependencies.md")
	require.NoError(t, err)
	var listed []string
	for _, d := range dependencies {
		listed = append(listed, d.path)
		assert.NotEmpty(t, d.reason, d.path)
		assert.Contains(t, string(decisions), "`"+d.path+"`", "docs/adr/0002-dependencies.md gives the reason")
	}
	assert.ElementsMatch(t, listed, direct(t), "go.mod")
}

func TestDependencies_AreAllUsed(t *testing.T) {
	t.Parallel()
	all := imports(t)
	for _, d := range dependencies {
		assert.True(t, slices.ContainsFunc(all, func(i imported) bool { return strings.HasPrefix(i.path, d.path) }), d.path)
	}
}
