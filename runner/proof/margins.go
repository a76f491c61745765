package proof

import (
	"fmt"
	"math"
	"slices"

	"assay/runner"
)

// enough is the room that good runs should leave, as a share of the bound.
const enough = 0.25

// judgeMargins compares what the tests have measured with their bounds.
func (p *prover) judgeMargins() {
	for _, t := range p.results {
		for _, test := range t.result.Tests {
			for _, b := range test.Bounds {
				switch m := p.margin(test.ID, b); t.of.kind {
				case KindReference:
					m.good(b)
				case KindFlawed:
					m.bad(b, t.of.name)
				case KindStarter, kindNone:
				}
			}
		}
	}
	p.proof.Margins = slices.DeleteFunc(p.proof.Margins, func(m Margin) bool { return m.GoodRuns == 0 })
	for _, m := range p.proof.Margins {
		if m.GoodRoom < enough {
			p.proof.Remarks = append(p.proof.Remarks, fmt.Sprintf(
				"%s: good runs come near a bound: %s", m.Test, m.text()))
		}
	}
}

// margin gives the margin of a bound, a new one if need be.
func (p *prover) margin(test string, b runner.Bound) *Margin {
	i := slices.IndexFunc(p.proof.Margins, func(m Margin) bool {
		return m.Test == test && m.Message == b.Message && m.Relation == b.Relation && m.Unit == b.Unit
	})
	if i < 0 {
		i = len(p.proof.Margins)
		p.proof.Margins = append(p.proof.Margins, Margin{
			Test: test, Message: b.Message, Relation: b.Relation, Unit: b.Unit, BrokenBy: []string{},
		})
	}
	return &p.proof.Margins[i]
}

func (m *Margin) good(b runner.Bound) {
	if r := room(b); m.GoodRuns == 0 || r < m.GoodRoom {
		m.Good, m.GoodBound, m.GoodRoom = b.Value, b.Bound, r
	}
	m.GoodRuns++
}

// bad takes note of a value that breaks the bound; others say nothing about it.
func (m *Margin) bad(b runner.Bound, solution string) {
	r := -room(b)
	if r < 0 || b.Value == b.Bound {
		return
	}
	if m.BadRuns == 0 || r < m.BadRoom {
		m.Bad, m.BadBound, m.BadRoom = b.Value, b.Bound, r
	}
	m.BadRuns++
	if !slices.Contains(m.BrokenBy, solution) {
		m.BrokenBy = append(m.BrokenBy, solution)
	}
}

// room is how far a value is on the right side of its bound, as a share of the bound;
// of a bound of zero it is the distance itself.
func room(b runner.Bound) float64 {
	distance := b.Bound - b.Value
	if b.Relation == runner.RelationAtLeast {
		distance = -distance
	}
	if b.Bound == 0 {
		return distance
	}
	return distance / math.Abs(b.Bound)
}

// text gives the margin in one line.
func (m Margin) text() string {
	words := "at most"
	if m.Relation == runner.RelationAtLeast {
		words = "at least"
	}
	unit := ""
	if m.Unit != "" {
		unit = " " + m.Unit
	}
	text := fmt.Sprintf("%s: good %.3g%s, %s %.3g, room %.0f %%", m.Message, m.Good, unit, words, m.GoodBound, 100*m.GoodRoom)
	if m.BadRuns == 0 {
		return text + "; broken by no flawed solution"
	}
	return text + fmt.Sprintf("; flawed %.3g%s, %.0f %% beyond", m.Bad, unit, 100*m.BadRoom)
}
