package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/catalog"
)

// What the pages say is run, looked up or compared here.

const repository = "../.."

// block is one fenced block of a page.
type block struct {
	lang string
	name string // the file that a first line like "# dir/name.py, solution other.py" or "<!-- name.md -->" names
	of   string // the solution in such a line
	in   string // the image in such a line, or nothing for the default
	text string
}

var (
	fence     = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```$")
	firstLine = regexp.MustCompile(`\A(?:# |<!-- )([\w./-]+\.\w+)(?:, solution ([\w./-]+))?(?:, image (\w+))?(?: -->)?\n`)
)

func page(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, name))
	require.NoError(t, err)
	return string(data)
}

// blocks gives the fenced blocks of a page in order.
func blocks(t *testing.T, name string) []block {
	t.Helper()
	var all []block
	for _, m := range fence.FindAllStringSubmatch(page(t, name), -1) {
		b := block{lang: m[1], text: m[2]}
		if first := firstLine.FindStringSubmatch(b.text); first != nil {
			b.name, b.of, b.in = first[1], first[2], first[3]
		}
		all = append(all, b)
	}
	require.NotEmpty(t, all, name)
	return all
}

// write puts text into a file below dir.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
}

// example is a suite of docs/writing-tests.md, the solution it judges, and the
// message it ends with unless it passes.
type example struct {
	test, solution block
	message        string
}

// examples pairs the blocks of docs/writing-tests.md.
func examples(t *testing.T) []example {
	t.Helper()
	solutions := map[string]block{}
	var all []example
	found := blocks(t, "docs/writing-tests.md")
	for i, b := range found {
		switch {
		case b.lang == "python" && b.of != "":
			require.Contains(t, solutions, b.of, "%s: the solution must stand above", b.name)
			e := example{test: b, solution: solutions[b.of]}
			if i+1 < len(found) && found[i+1].lang == "text" {
				e.message = strings.TrimSpace(found[i+1].text)
			}
			all = append(all, e)
		case b.lang == "python":
			require.NotEmpty(t, b.name, "an example must begin with the name of its file:\n%s", b.text)
			solutions[b.name] = b
		case b.lang == "text":
			require.NotEmpty(t, found[i-1].of, "a message must follow the test that gives it:\n%s", b.text)
		}
	}
	require.Greater(t, len(all), 10)
	return all
}

func TestDocs_ExamplesOfWritingTestsDoWhatTheySay(t *testing.T) {
	t.Parallel()
	requireEngine(t)
	for _, e := range examples(t) {
		t.Run(e.test.name, func(t *testing.T) {
			t.Parallel()
			attacksAtOnce <- struct{}{}
			defer func() { <-attacksAtOnce }()
			e.check(t)
		})
	}
}

// check judges the example with the real command.
func (e example) check(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "pack/example/exercise.yaml", "slug: example\ntitle: Example\nimage: "+cmp.Or(e.test.in, "python")+"\n")
	write(t, dir, "pack/example/tests/"+e.test.name, e.test.text)
	write(t, dir, "submission/"+e.solution.name, e.solution.text)
	var out, log bytes.Buffer
	args := []string{"run", "example", filepath.Join(dir, "submission"), "--json", "--exercises", filepath.Join(dir, "pack")}
	code := Main(t.Context(), args, Streams{In: strings.NewReader(""), Out: &out, Err: &log}, os.Getenv)
	var result struct {
		runner.Result
		Error struct{ Kind, Message string }
	}
	require.NoError(t, json.Unmarshal(out.Bytes(), &result), "%s%s", &out, &log)
	switch {
	case e.message == "":
		assert.Equal(t, exitPassed, code, "%s\n%s", &log, failures(result.Result))
	case result.Error.Message != "":
		assert.Equal(t, exitExercise, code)
		assert.Contains(t, result.Error.Message, e.message)
	default:
		assert.Equal(t, exitNotPassed, code)
		require.Len(t, result.Tests, 1, "an example that fails has one test")
		assert.Contains(t, result.Tests[0].Message, e.message)
	}
}

// The module of test authors and the page about it name the same things.
func TestDocs_WritingTestsNamesAllOfTheModule(t *testing.T) {
	t.Parallel()
	_, list, ok := strings.Cut(page(t, "images/harness/assay/__init__.py"), "__all__ = [")
	require.True(t, ok)
	list, _, _ = strings.Cut(list, "]")
	var exported, named []string
	for _, m := range regexp.MustCompile(`"(\w+)"`).FindAllStringSubmatch(list, -1) {
		exported = append(exported, m[1])
	}
	for _, m := range regexp.MustCompile(`\bassay\.(\w+)`).FindAllStringSubmatch(page(t, "docs/writing-tests.md"), -1) {
		named = append(named, m[1])
	}
	slices.Sort(named)
	slices.Sort(exported)
	assert.Equal(t, exported, slices.Compact(named))
}

// A page's exercise.yaml loads, and what it says are the defaults are.
func TestDocs_ExerciseFilesLoad(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"docs/writing-tests.md", "README.md"} {
		loaded := 0
		for _, b := range blocks(t, name) {
			if b.lang != "yaml" {
				continue
			}
			e := load(t, b.text)
			minimal := load(t, "slug: "+e.Slug+"\ntitle: "+e.Title+"\n")
			e.Deliverables = nil
			assert.Equal(t, minimal, e, "%s:\n%s", name, b.text)
			loaded++
		}
		assert.Positive(t, loaded, name)
	}
}

// load reads an exercise.yaml.
func load(t *testing.T, source string) runner.Exercise {
	t.Helper()
	all, err := catalog.Load(catalog.Layer{Name: "page", FS: fstest.MapFS{
		"x/exercise.yaml": {Data: []byte(source)}, "x/tests/test_x.py": {Data: []byte("\n")},
	}})
	require.NoError(t, err)
	require.Len(t, all.Exercises(), 1)
	return all.Exercises()[0]
}

// The table of promises in README.md is made of the names of the tests;
// UPDATE_SCRIPTS=1 writes it anew.
func TestDocs_ReadmeListsEveryPromise(t *testing.T) {
	t.Parallel()
	const begin, end = "<!-- promises: begin -->\n", "<!-- promises: end -->"
	table := "| promise | test |\n|---|---|\n"
	names := promises(t)
	require.Greater(t, len(names), 15)
	for _, name := range names {
		table += "| " + words(strings.TrimPrefix(name, "TestSandbox_")) + " | `" + name + "` |\n"
	}
	readme := page(t, "README.md")
	before, rest, ok := strings.Cut(readme, begin)
	require.True(t, ok)
	listed, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	if os.Getenv("UPDATE_SCRIPTS") == "1" && listed != table {
		require.NoError(t, os.WriteFile(filepath.Join(repository, "README.md"), []byte(before+begin+table+end+after), 0o600))
		return
	}
	assert.Equal(t, table, listed)
}

// words makes a sentence of a name: NoNewPrivileges is "No new privileges".
func words(name string) string {
	spaced := regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(name, "$1 $2")
	return spaced[:1] + strings.ToLower(spaced[1:])
}

// promises gives the names of all tests called TestSandbox_..., sorted.
func promises(t *testing.T) []string {
	t.Helper()
	var names []string
	walk(t, func(file string) {
		if !strings.HasSuffix(file, "_test.go") {
			return
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, decl := range parsed.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && strings.HasPrefix(f.Name.Name, "TestSandbox_") {
				names = append(names, f.Name.Name)
			}
		}
	})
	slices.Sort(names)
	return names
}

// walk visits the files of the repository.
func walk(t *testing.T, visit func(file string)) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(repository, func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == ".cache" || entry.Name() == "bin"):
			return fs.SkipDir
		case !entry.IsDir():
			visit(file)
		}
		return nil
	}))
}

// pages lists what is written for readers of the repository.
func pages(t *testing.T) []string {
	t.Helper()
	names := []string{"README.md", "CHANGELOG.md", "CONTRIBUTING.md"}
	for _, pattern := range []string{"docs/*.md", "docs/adr/*.md"} {
		found, err := filepath.Glob(filepath.Join(repository, pattern))
		require.NoError(t, err)
		for _, file := range found {
			names = append(names, strings.TrimPrefix(filepath.ToSlash(file), repository+"/"))
		}
	}
	require.Greater(t, len(names), 5)
	return names
}

func TestDocs_LinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\(([^)#:]+)(#[^)]*)?\)`)
	path := regexp.MustCompile("`((?:runner|images|docs|cmd|exercises)/[\\w./-]*\\w)`")
	for _, name := range pages(t) {
		text := page(t, name)
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			assert.FileExists(t, filepath.Join(repository, filepath.Dir(name), m[1]), name)
		}
		for _, m := range path.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(m[1], "NNNN") {
				_, err := os.Stat(filepath.Join(repository, m[1]))
				assert.NoError(t, err, name)
			}
		}
	}
}

// Modules of the harness and symbols of Go packages that the pages name exist.
func TestDocs_NamesExist(t *testing.T) {
	t.Parallel()
	modules, packages, symbols := map[string]bool{}, map[string]bool{}, map[string]bool{}
	walk(t, func(file string) {
		folder := filepath.Base(filepath.Dir(file))
		if base := filepath.Base(file); folder == "assay" && strings.HasSuffix(base, ".py") && base != "__init__.py" {
			modules[strings.TrimSuffix(base, ".py")] = true
		} else if strings.HasSuffix(base, ".go") {
			packages[folder] = true
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			require.NoError(t, err)
			for symbol := range parsed.Scope.Objects {
				symbols[folder+"."+symbol] = true
			}
		}
	})
	for _, name := range pages(t) {
		for _, m := range regexp.MustCompile("`(\\w+)(\\.[A-Z]\\w+)`").FindAllStringSubmatch(page(t, name), -1) {
			if packages[m[1]] && m[1] != "assay" { // which is also the name of the Python package
				assert.True(t, symbols[m[1]+m[2]], "%s: there is no %s", name, m[1]+m[2])
			}
		}
	}
	table := regexp.MustCompile("(?m)^\\| (`[a-z_`, ]+`) \\|").FindAllStringSubmatch(page(t, "docs/design.md"), -1)
	for _, row := range table {
		for _, m := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(row[1], -1) {
			assert.True(t, modules[m[1]], "docs/design.md: there is no module %s", m[1])
			delete(modules, m[1])
		}
	}
	assert.Empty(t, modules, "docs/design.md must say what these modules are")
}

func TestDocs_DecisionsAreShort(t *testing.T) {
	t.Parallel()
	for _, name := range pages(t) {
		if filepath.Dir(name) == "docs/adr" {
			text := page(t, name)
			assert.LessOrEqual(t, strings.Count(text, "\n"), 60, name)
			assert.Regexp(t, `\A# `+filepath.Base(name)[:4]+`: .+\n\nStatus: \w+`, text)
		}
	}
}
