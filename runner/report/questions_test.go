package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/report"
)

func bankSample() []runner.Section {
	return []runner.Section{{Name: "memory", Title: "Where the memory goes", Questions: []runner.Question{
		{ID: "1", Text: "Why does a process that does nothing but wait for its next request grow?", Exercises: []string{"leak-hunt", "leak-reporter"}},
		{ID: "2", Text: "Which tools?", Parts: []runner.Question{
			{ID: "2a", Text: "While it runs?", Exercises: []string{"leak-hunt"}},
			{ID: "2b", Text: "Afterwards?", Exercises: []string{"leak-reporter"}},
		}},
	}}}
}

func exists(slug string) bool { return slug == "leak-hunt" }

func TestQuestions_SayWhatIsNotCovered(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, report.Questions(&out, bankSample(), exists, 60))
	assert.Equal(t, `memory: Where the memory goes
     1  Why does a process that does nothing but wait for
        its next request grow?
        -> leak-hunt; to come: leak-reporter
     2  Which tools?
    2a  While it runs?
        -> leak-hunt
    2b  Afterwards?
        NOT COVERED YET; to come: leak-reporter

1 of 2 questions and 1 of 2 parts of a question answered by
an exercise. Not covered yet: 2, 2b.
`, out.String())
}

func TestQuestions_JSONIsDocumented(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, report.QuestionsJSON(&out, bankSample(), exists))
	var bank any
	require.NoError(t, json.Unmarshal(out.Bytes(), &bank))
	page, err := os.ReadFile("../../docs/questions.md")
	require.NoError(t, err)
	var named []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(string(page), -1) {
		named = append(named, m[1])
	}
	assert.ElementsMatch(t, paths(bank, ""), named)
	assert.Contains(t, out.String(), `"schema": "assay.questions/1"`)
	assert.Contains(t, out.String(), `"part_of": "2"`)
}

// paths lists the paths of everything in a decoded JSON value, as documentation writes them.
func paths(v any, prefix string) []string {
	seen := map[string]bool{}
	var walk func(v reflect.Value, prefix string)
	walk = func(v reflect.Value, prefix string) {
		switch v := v.Interface().(type) {
		case map[string]any:
			for key, inner := range v {
				name := strings.TrimPrefix(prefix+"."+key, ".")
				seen[name] = true
				if inner != nil {
					walk(reflect.ValueOf(inner), name)
				}
			}
		case []any:
			for _, inner := range v {
				walk(reflect.ValueOf(inner), prefix+"[]")
			}
		}
	}
	walk(reflect.ValueOf(v), prefix)
	var all []string
	for name := range seen {
		all = append(all, name)
	}
	return all
}
