package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/report"
)

// documented gives the first column of the table below a heading of docs/result.md.
func documented(t *testing.T, heading string) []string {
	t.Helper()
	page, err := os.ReadFile("../../docs/result.md")
	require.NoError(t, err)
	_, section, ok := strings.Cut(string(page), "\n## "+heading+"\n")
	require.True(t, ok, "no section %q", heading)
	section, _, _ = strings.Cut(section, "\n## ")
	var names []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(section, -1) {
		names = append(names, m[1])
	}
	require.NotEmpty(t, names)
	return names
}

// fields lists the JSON paths of a type in order, as the documentation writes them.
func fields(typ reflect.Type, prefix string) []string {
	var all []string
	for i := range typ.NumField() {
		f := typ.Field(i)
		name := prefix + strings.Split(f.Tag.Get("json"), ",")[0]
		all = append(all, name)
		switch {
		case f.Type == reflect.TypeFor[time.Time]():
		case f.Type.Kind() == reflect.Struct:
			all = append(all, fields(f.Type, name+".")...)
		case f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct:
			all = append(all, fields(f.Type.Elem(), name+"[].")...)
		}
	}
	return all
}

// words gives the values of the constants of one string type in result.go.
func words(t *testing.T, typ string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../result.go", nil, 0)
	require.NoError(t, err)
	var values []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if name, ok := spec.Type.(*ast.Ident); ok && name.Name == typ {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			require.NoError(t, err)
			values = append(values, value)
		}
		return true
	})
	return values
}

func TestDocs_NameEveryField(t *testing.T) {
	t.Parallel()
	assert.Equal(t, fields(reflect.TypeFor[runner.Result](), ""), documented(t, "Result"))
}

func TestDocs_NameEveryVerdictAndOutcome(t *testing.T) {
	t.Parallel()
	assert.Equal(t, words(t, "Verdict"), documented(t, "Verdicts"))
	assert.Equal(t, words(t, "Outcome"), documented(t, "Outcomes"))
}

func TestDocs_NameEveryFieldOfErrorsAndExercises(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, report.JSONError(&out, errors.New("x")))
	assert.Equal(t, keys(t, out.Bytes()), documented(t, "Errors"))

	out.Reset()
	require.NoError(t, report.ListJSON(&out, []runner.Exercise{exerciseSample()}))
	var list struct{ Exercises []json.RawMessage }
	require.NoError(t, json.Unmarshal(out.Bytes(), &list))
	var want []string
	for _, k := range keys(t, list.Exercises[0]) {
		if !strings.HasPrefix(k, "limits.") {
			want = append(want, k)
		}
	}
	assert.Equal(t, want, documented(t, "The catalogue"))
}

// keys lists the keys of a JSON object with those of objects in it, in order.
func keys(t *testing.T, text []byte) []string {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	_, err := decoder.Token()
	require.NoError(t, err)
	var all []string
	for decoder.More() {
		key, err := decoder.Token()
		require.NoError(t, err)
		all = append(all, key.(string))
		var value json.RawMessage
		require.NoError(t, decoder.Decode(&value))
		if value[0] == '{' {
			for _, k := range keys(t, value) {
				all = append(all, key.(string)+"."+k)
			}
		}
	}
	return all
}
