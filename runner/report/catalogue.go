package report

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"assay/runner"
)

// The schemas of the catalogue's JSON; each changes only when a reader could break.
const (
	CatalogueSchema = "assay.catalogue/1"
	ExerciseSchema  = "assay.exercise/1"
)

// entry is one exercise as JSON. The hidden tests and the names of flawed
// solutions are not in it.
type entry struct {
	Slug         string              `json:"slug"`
	Title        string              `json:"title"`
	Topic        string              `json:"topic"`
	Level        runner.Level        `json:"level"`
	Questions    []string            `json:"questions"`
	Points       int                 `json:"points"`
	Image        string              `json:"image"`
	Services     []runner.Service    `json:"services"`
	Deliverables []string            `json:"deliverables"`
	Feedback     runner.Feedback     `json:"feedback"`
	RuntimeSkips runner.RuntimeSkips `json:"runtime_skips"`
	Isolation    runner.Isolation    `json:"isolation"`
	Exclusive    bool                `json:"exclusive"`
	Limits       runner.Limits       `json:"limits"`
}

func newEntry(e runner.Exercise) entry {
	return entry{
		Slug: e.Slug, Title: e.Title, Topic: e.Topic, Level: e.Level,
		Questions: orEmpty(e.Questions), Points: e.Points, Image: e.Image, Services: orEmpty(e.Services),
		Deliverables: orEmpty(e.Deliverables), Feedback: e.Feedback, RuntimeSkips: e.RuntimeSkips,
		Isolation: cmp.Or(e.Isolation, runner.IsolationFresh), Exclusive: e.Exclusive, Limits: e.Limits,
	}
}

// orEmpty keeps lists from becoming null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// ListJSON writes the exercises as JSON, in the order given.
func ListJSON(w io.Writer, exercises []runner.Exercise) error {
	list := struct {
		Schema    string  `json:"schema"`
		Exercises []entry `json:"exercises"`
	}{Schema: CatalogueSchema, Exercises: make([]entry, len(exercises))}
	for i, e := range exercises {
		list.Exercises[i] = newEntry(e)
	}
	return Encode(w, list)
}

// ExerciseJSON writes one exercise with its brief as JSON.
func ExerciseJSON(w io.Writer, e runner.Exercise) error {
	return Encode(w, struct {
		Schema string `json:"schema"`
		entry
		Brief string `json:"brief"`
	}{Schema: ExerciseSchema, entry: newEntry(e), Brief: e.Brief})
}

// List writes the exercises as a table under their topics, in the order given.
func List(w io.Writer, exercises []runner.Exercise) error {
	p := &page{w: w}
	widest := 0
	for _, e := range exercises {
		widest = max(widest, utf8.RuneCountInString(e.Slug))
	}
	topic := ""
	for i, e := range exercises {
		if i == 0 || e.Topic != topic {
			topic = e.Topic
			if i > 0 {
				p.printf("\n")
			}
			p.printf("%s\n", orElse(topic, "other"))
		}
		p.printf("  %-*s  %-8s  %s\n", widest, e.Slug, e.Level, Visible(e.Title))
	}
	if len(exercises) == 0 {
		p.printf("no exercises\n")
	}
	return p.err
}

// Exercise writes what a candidate may know about an exercise: its facts, its
// limits, the texts of its questions, and its brief.
func Exercise(w io.Writer, e runner.Exercise, questions []runner.Question) error {
	p := &page{w: w}
	p.printf("%s: %s\n\n", e.Slug, Visible(e.Title))
	p.fact("topic", e.Topic)
	p.fact("level", string(e.Level))
	p.fact("questions", strings.Join(e.Questions, ", "))
	p.fact("image", e.Image)
	p.fact("services", strings.Trim(fmt.Sprint(e.Services), "[]"))
	p.fact("hand in", strings.Join(e.Deliverables, ", "))
	p.fact("limits", fmt.Sprintf("%s in all, %s a test, %s of memory, %s CPUs, %d processes, %s of output",
		seconds(e.Limits.WallS), seconds(e.Limits.TestS), bytesText(e.Limits.MemoryBytes),
		strconv.FormatFloat(e.Limits.CPUs, 'g', 3, 64), e.Limits.Pids, bytesText(e.Limits.OutputBytes)))
	for i, q := range questions {
		if i == 0 {
			p.printf("\nIt answers:\n")
		}
		p.printf("  %4s  %s\n", q.ID, line(q.Text))
	}
	if brief := strings.TrimSpace(e.Brief); brief != "" {
		p.printf("\n%s\n", Visible(brief))
	}
	return p.err
}

func (p *page) fact(name, value string) {
	if value != "" {
		p.printf("  %-10s %s\n", name, line(value))
	}
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
