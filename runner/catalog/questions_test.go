package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/exercises"
	"assay/runner"
	"assay/runner/catalog"
)

const bank = `
sections:
  - name: memory
    title: Where the memory goes
    questions:
      - id: 1
        text: "Why: does it grow?"
        exercises: [leak-hunt, leak-reporter]
      - id: 2
        text: Which tools?
        parts:
          - {id: 2a, text: And live?, exercises: [leak-reporter]}
`

func TestQuestions_Loaded(t *testing.T) {
	t.Parallel()
	all, err := load(map[string]string{"questions.yaml": bank})
	require.NoError(t, err)
	want := []runner.Section{{Name: "memory", Title: "Where the memory goes", Questions: []runner.Question{
		{ID: "1", Text: "Why: does it grow?", Exercises: []string{"leak-hunt", "leak-reporter"}},
		{ID: "2", Text: "Which tools?", Parts: []runner.Question{{ID: "2a", Text: "And live?", Exercises: []string{"leak-reporter"}}}},
	}}}
	assert.Equal(t, want, all.Questions())
	part, ok := all.Question("2a")
	assert.True(t, ok)
	assert.Equal(t, want[0].Questions[1].Parts[0], part)
	_, ok = all.Question("3")
	assert.False(t, ok)

	_, err = all.Section("other")
	assert.Equal(t, runner.KindUsage, runner.KindOf(err))
	var known *runner.Error
	require.ErrorAs(t, err, &known)
	assert.Equal(t, "the sections are: memory", known.Hint)
}

func TestQuestions_PackWithoutThemKeepsThoseBelow(t *testing.T) {
	t.Parallel()
	below := catalog.Layer{FS: pack(map[string]string{"questions.yaml": bank})}
	other := strings.ReplaceAll(bank, "memory", "other")
	for want, above := range map[string]map[string]string{"memory": {}, "other": {"questions.yaml": other}} {
		all, err := catalog.Load(below, catalog.Layer{FS: pack(above)})
		require.NoError(t, err)
		assert.Equal(t, want, all.Questions()[0].Name)
	}
}

func TestQuestions_FaultsHaveTheirPlace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, old, new, want string }{
		{"empty", bank, "", "1:1: empty; write at least sections"},
		{"nothing in it", bank, "{}", "1:1: sections is missing"},
		{"a list", bank, "- 1", "1:1: the question bank must be keys with values, not a list"},
		{"unknown key", "title: Where", "tittle: Where", `4:5: unknown key "tittle" in a section (did you mean title?); allowed: name, title, questions`},
		{"unknown key of a question", `text: "Why`, `asks: "Why`, `7:9: unknown key "asks" in a question; allowed: id, text, exercises, parts`},
		{"section's name", "name: memory", "name: My memory", `3:11: name "My memory" must be lower-case letters`},
		{"no number", "id: 1\n", "id: one\n", `6:13: id "one" must be a number with an optional letter, like 31 or 44d`},
		{"number twice", "id: 2\n", "id: 1\n", "9:13: question 1 stands twice"},
		{"exercise twice", "leak-hunt, leak", "leak-reporter, leak", "8:36: exercise leak-reporter stands twice"},
		{"no exercise", "[leak-hunt, leak-reporter]", "[]", "6:11: question 1 names no exercise that is to answer it"},
		{"both", "text: Which tools?", "text: Which tools?\n        exercises: [leak-hunt]", "9:11: question 2 has parts, so its exercises belong to these"},
		{"part of another", "id: 2a", "id: 1a", `12:13: part "1a" of question 2 must be called 2a, 2b, …`},
		{"two lines", "text: Which tools?", "text: \"a\\nb\"", "10:15: text must be one line of 1 to 200 bytes of printable text"},
		{"no text", "        text: Which tools?\n", "", "9:11: text of a question is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := load(map[string]string{"questions.yaml": strings.Replace(bank, c.old, c.new, 1)})
			texts := problems(t, err)
			assert.Contains(t, strings.Join(texts, "\n"), "pack/questions.yaml:"+c.want)
		})
	}
}

// The embedded bank is whole, and it and the exercises' folders name the same pairs.
func TestQuestions_MapAndFoldersAgree(t *testing.T) {
	t.Parallel()
	all, err := catalog.Load(catalog.Layer{Name: "embedded", FS: exercises.FS(), Tidy: true})
	require.NoError(t, err)
	mapped := map[string][]string{} // questions by slug
	questions, parts := 0, 0
	for _, s := range all.Questions() {
		questions += len(s.Questions)
		for _, q := range s.Questions {
			parts += len(q.Parts)
			for _, one := range append([]runner.Question{q}, q.Parts...) {
				assert.True(t, strings.HasSuffix(one.Text, "?"), one.ID)
				for _, slug := range one.Exercises {
					mapped[slug] = append(mapped[slug], one.ID)
				}
			}
		}
	}
	assert.Len(t, all.Questions(), 16)
	assert.Equal(t, 61, questions)
	assert.Equal(t, 4, parts)
	for _, e := range all.Exercises() {
		stated := slices.Clone(e.Questions)
		slices.Sort(stated)
		in := mapped[e.Slug]
		slices.Sort(in)
		assert.Equal(t, in, stated, "questions of %s in questions.yaml (first) and in its exercise.yaml (second)", e.Slug)
	}
}
