package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"

	"assay/runner"
)

const (
	questionsFile = "questions.yaml"
	maxText       = 200 // bytes of a question
)

// Questions gives the question bank, empty where no layer has one. The caller must
// not change it.
func (c *Catalog) Questions() []runner.Section { return c.sections }

// Section finds a section of the question bank. An unknown name is an error of kind
// [runner.KindUsage] that lists the names.
func (c *Catalog) Section(name string) (runner.Section, error) {
	names := make([]string, len(c.sections))
	for i, s := range c.sections {
		if s.Name == name {
			return s, nil
		}
		names[i] = s.Name
	}
	e := &runner.Error{Kind: runner.KindUsage, Message: fmt.Sprintf("there is no section %q of questions", name)}
	if len(names) > 0 {
		e.Hint = "the sections are: " + strings.Join(names, ", ")
	}
	return runner.Section{}, e
}

// Question finds a question or a part of one; false if the bank does not hold it.
func (c *Catalog) Question(id string) (runner.Question, bool) {
	for _, s := range c.sections {
		for _, q := range s.Questions {
			for _, one := range append([]runner.Question{q}, q.Parts...) {
				if one.ID == id {
					return one, true
				}
			}
		}
	}
	return runner.Question{}, false
}

// loadQuestions reads a layer's question bank, nil if it has none.
func loadQuestions(layer Layer) ([]runner.Section, Problems) {
	r := &reader{file: layer.file(questionsFile), least: "sections"}
	source, err := readBounded(layer.FS, questionsFile, maxMeta)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		r.fault(nil, "%v", err)
		return nil, r.problems
	}
	b := &bank{reader: r, ids: map[string]bool{}}
	if doc := r.document(source); doc != nil {
		given := r.mapping(doc, "the question bank", []field{{"sections", func(n ast.Node) { r.list(n, "sections", b.section) }}})
		if len(given) == 0 && len(r.problems) == 0 {
			r.fault(doc, "sections is missing")
		}
	}
	return b.sections, r.problems
}

// bank collects the sections of one file.
type bank struct {
	*reader
	sections []runner.Section
	ids      map[string]bool
}

func (b *bank) section(n ast.Node) {
	var s runner.Section
	given := b.mapping(n, "a section", []field{
		{"name", b.identifier("name", &s.Name)},
		{"title", b.oneLine("title", maxTitle, &s.Title)},
		{"questions", func(v ast.Node) {
			b.list(v, "questions", func(q ast.Node) { s.Questions = append(s.Questions, b.question(q, "")) })
		}},
	})
	b.require(n, "a section", given, "name", "title", "questions")
	if slices.ContainsFunc(b.sections, func(other runner.Section) bool { return other.Name == s.Name }) {
		b.fault(n, "section %q stands twice", s.Name)
	}
	b.sections = append(b.sections, s)
}

// question reads a question, or a part of the question whose id is given.
func (b *bank) question(n ast.Node, whole string) runner.Question {
	var q runner.Question
	fields := []field{
		{"id", b.id(&q.ID)},
		{"text", b.oneLine("text", maxText, &q.Text)},
		{"exercises", b.slugs(&q.Exercises)},
	}
	if whole == "" {
		fields = append(fields, field{"parts", func(v ast.Node) {
			b.list(v, "parts", func(p ast.Node) { q.Parts = append(q.Parts, b.question(p, q.ID)) })
		}})
	}
	given := b.mapping(n, "a question", fields)
	b.require(n, "a question", given, "id", "text")
	switch hasParts := len(q.Parts) > 0; {
	case len(q.Exercises) == 0 && !hasParts:
		b.fault(n, "question %s names no exercise that is to answer it", q.ID)
	case len(q.Exercises) > 0 && hasParts:
		b.fault(n, "question %s has parts, so its exercises belong to these", q.ID)
	}
	if letter, isPart := strings.CutPrefix(q.ID, whole); whole != "" && (!isPart || len(letter) != 1) {
		b.fault(n, "part %q of question %s must be called %sa, %sb, …", q.ID, whole, whole, whole)
	}
	return q
}

func (b *bank) id(to *string) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := b.scalar(n, "id")
		switch {
		case !ok:
		case !questionPattern.MatchString(s):
			b.fault(n, "id %q must be a number with an optional letter, like 31 or 44d", s)
		case b.ids[s]:
			b.fault(n, "question %s stands twice", s)
		}
		b.ids[s] = true
		*to = s
	}
}

func (b *bank) slugs(to *[]string) func(ast.Node) {
	return func(n ast.Node) {
		b.list(n, "exercises", func(v ast.Node) {
			var slug string
			b.identifier("exercise", &slug)(v)
			switch {
			case slug == "":
			case slices.Contains(*to, slug):
				b.fault(v, "exercise %s stands twice", slug)
			default:
				*to = append(*to, slug)
			}
		})
	}
}

// require notes keys that are not there.
func (r *reader) require(n ast.Node, what string, given []string, keys ...string) {
	for _, key := range keys {
		if !slices.Contains(given, key) {
			r.fault(n, "%s of %s is missing", key, what)
		}
	}
}

// oneLine reads printable text on one line.
func (r *reader) oneLine(what string, limit int, to *string) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n, what)
		if ok && (strings.TrimSpace(s) == "" || len(s) > limit || strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsPrint(c) })) {
			r.fault(n, "%s must be one line of 1 to %d bytes of printable text", what, limit)
			return
		}
		*to = s
	}
}
