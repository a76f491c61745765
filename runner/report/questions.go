package report

import (
	"fmt"
	"io"
	"strings"

	"assay/runner"
)

// QuestionsSchema names the JSON of the question bank; docs/questions.md lists its fields.
const QuestionsSchema = "assay.questions/1"

// bankJSON is the question bank as JSON.
type bankJSON struct {
	Schema   string        `json:"schema"`
	Sections []sectionJSON `json:"sections"`
	Summary  coverage      `json:"summary"`
}

type sectionJSON struct {
	Name      string         `json:"name"`
	Title     string         `json:"title"`
	Questions []questionJSON `json:"questions"`
}

type questionJSON struct {
	ID        string       `json:"id"`
	PartOf    string       `json:"part_of"`
	Text      string       `json:"text"`
	Covered   bool         `json:"covered"`
	Exercises []answerJSON `json:"exercises"`
}

type answerJSON struct {
	Slug   string `json:"slug"`
	Exists bool   `json:"exists"`
}

// coverage counts the questions, and the parts of questions apart from them.
type coverage struct {
	Questions        int      `json:"questions"`
	QuestionsCovered int      `json:"questions_covered"`
	Parts            int      `json:"parts"`
	PartsCovered     int      `json:"parts_covered"`
	NotCovered       []string `json:"not_covered"`
}

// QuestionsJSON writes the question bank as JSON; exists says which exercises there are.
func QuestionsJSON(w io.Writer, sections []runner.Section, exists func(slug string) bool) error {
	return Encode(w, newBank(sections, exists))
}

// Questions writes the question bank in lines of at most width characters where words
// allow it, and says which questions no existing exercise answers.
func Questions(w io.Writer, sections []runner.Section, exists func(slug string) bool, width int) error {
	p := &page{w: w}
	all := newBank(sections, exists)
	for _, s := range all.Sections {
		p.printf("%s: %s\n", s.Name, line(s.Title))
		for _, q := range s.Questions {
			p.paragraph(fmt.Sprintf("  %4s  ", q.ID), line(q.Text), width)
			if len(q.Exercises) > 0 {
				p.paragraph("        ", answers(q), width)
			}
		}
		p.printf("\n")
	}
	c := all.Summary
	text := fmt.Sprintf("%d of %s", c.QuestionsCovered, plural(c.Questions, "question"))
	if c.Parts > 0 {
		text += fmt.Sprintf(" and %d of %s of a question", c.PartsCovered, plural(c.Parts, "part"))
	}
	text += " answered by an exercise."
	if len(c.NotCovered) > 0 {
		text += " Not covered yet: " + strings.Join(c.NotCovered, ", ") + "."
	}
	p.paragraph("", text, width)
	return p.err
}

// answers names the exercises of a question, those that exist first.
func answers(q questionJSON) string {
	var there, missing []string
	for _, e := range q.Exercises {
		if e.Exists {
			there = append(there, e.Slug)
		} else {
			missing = append(missing, e.Slug)
		}
	}
	var parts []string
	if q.Covered {
		parts = append(parts, "-> "+strings.Join(there, ", "))
	} else {
		parts = append(parts, "NOT COVERED YET")
	}
	if len(missing) > 0 {
		parts = append(parts, "to come: "+strings.Join(missing, ", "))
	}
	return strings.Join(parts, "; ")
}

func newBank(sections []runner.Section, exists func(slug string) bool) bankJSON {
	all := bankJSON{Schema: QuestionsSchema, Sections: []sectionJSON{}, Summary: coverage{NotCovered: []string{}}}
	for _, s := range sections {
		one := sectionJSON{Name: s.Name, Title: s.Title, Questions: []questionJSON{}}
		for _, q := range s.Questions {
			one.Questions = append(one.Questions, newQuestions(q, exists)...)
		}
		for _, q := range one.Questions {
			all.Summary.count(q)
		}
		all.Sections = append(all.Sections, one)
	}
	return all
}

// newQuestions gives a question and its parts. A question with parts is covered when all of them are.
func newQuestions(q runner.Question, exists func(slug string) bool) []questionJSON {
	whole := questionJSON{ID: q.ID, Text: q.Text, Covered: len(q.Parts) > 0, Exercises: []answerJSON{}}
	for _, slug := range q.Exercises {
		answer := answerJSON{Slug: slug, Exists: exists(slug)}
		whole.Covered = whole.Covered || answer.Exists
		whole.Exercises = append(whole.Exercises, answer)
	}
	all := []questionJSON{whole}
	for _, p := range q.Parts {
		part := newQuestions(p, exists)[0]
		part.PartOf = q.ID
		all[0].Covered = all[0].Covered && part.Covered
		all = append(all, part)
	}
	return all
}

func (c *coverage) count(q questionJSON) {
	n, covered := &c.Questions, &c.QuestionsCovered
	if q.PartOf != "" {
		n, covered = &c.Parts, &c.PartsCovered
	}
	*n++
	if q.Covered {
		*covered++
	} else {
		c.NotCovered = append(c.NotCovered, q.ID)
	}
}

// paragraph writes text in lines of at most width characters, the first behind head and
// the others indented as far; longer words stay whole.
func (p *page) paragraph(head, text string, width int) {
	indent := strings.Repeat(" ", len(head))
	used := len(head)
	current := head
	for i, word := range strings.Fields(text) {
		switch length := len([]rune(word)); {
		case i == 0:
			current, used = current+word, used+length
		case used+1+length > width:
			p.printf("%s\n", current)
			current, used = indent+word, len(indent)+length
		default:
			current, used = current+" "+word, used+1+length
		}
	}
	p.printf("%s\n", current)
}
