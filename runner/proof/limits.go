package proof

import (
	"fmt"

	"assay/runner"
)

// The limits of which a reference may use half.
const (
	limitWall   = "wall"
	limitTest   = "test"
	limitMemory = "memory"
)

// judgeLimits finds the largest use of each limit by a reference: a good solution
// on a slower machine has to pass, too.
func (p *prover) judgeLimits() {
	limits := p.folder.Exercise.Limits
	shares := []Share{
		{Limit: limitWall, Allowed: limits.WallS},
		{Limit: limitTest, Allowed: limits.TestS},
		{Limit: limitMemory, Allowed: float64(limits.MemoryBytes)},
	}
	use := func(i int, measured float64, t trial, test string) {
		if measured > shares[i].Measured {
			shares[i].Measured, shares[i].Solution, shares[i].Test = measured, t.of.name, test
		}
	}
	runs := 0
	for _, t := range p.results {
		if t.of.kind != KindReference {
			continue
		}
		runs++
		use(0, t.result.Usage.WallS.Value, t, "")
		for _, test := range t.result.Tests {
			use(1, test.WallS, t, test.ID)
			// Not the peak of the run, which counts the page cache too.
			use(2, float64(test.MemoryBytes), t, test.ID)
		}
	}
	if runs == 0 {
		return
	}
	p.proof.Limits = shares
	var problems []string
	for _, s := range shares {
		if s.Measured > s.Allowed/2 {
			problems = append(problems, fmt.Sprintf("%s uses more than half of limits.%s: %s", s.Solution, s.Limit, s.text()))
		}
	}
	p.check(problems)
}

// text gives what was measured, and the limit.
func (s Share) text() string {
	var used string
	if s.Limit == limitMemory {
		used = fmt.Sprintf("%.0f of %.0f MiB", s.Measured/(1<<20), s.Allowed/(1<<20))
	} else {
		used = fmt.Sprintf("%.1f of %g s", s.Measured, s.Allowed)
	}
	if s.Test != "" {
		used += " in " + s.Test
	}
	return used
}

// judgeTests finds out what trips each test. A test that nothing fails may well judge
// nothing.
func (p *prover) judgeTests() {
	var reference *runner.Result
	for i := range p.results {
		if p.results[i].of.kind == KindReference && len(p.results[i].result.Tests) > 0 {
			reference = &p.results[i].result
			break
		}
	}
	if reference == nil {
		return
	}
	tripped := map[string]bool{} // by function: not each set of parameters needs a flaw of its own
	for _, expected := range reference.Tests {
		test := p.trippedBy(expected.ID)
		if len(test.Flawed) > 0 || test.Mutants > 0 {
			tripped[function(expected.ID)] = true
		}
		p.proof.Tests = append(p.proof.Tests, test)
	}
	var problems []string
	for _, test := range p.proof.Tests {
		if name := function(test.ID); !tripped[name] {
			tripped[name] = true // said once
			text := "no flawed solution fails " + name
			if p.proof.Mutation.Tried > 0 {
				text += ", and no mutant of the reference"
			}
			problems = append(problems, text)
		}
	}
	p.check(problems)
}

// trippedBy finds out what fails a test.
func (p *prover) trippedBy(id string) Test {
	test := Test{ID: id, Flawed: []string{}}
	for _, t := range p.results {
		if t.of.kind == KindFlawed && failed(t.result, id) {
			test.Flawed = append(test.Flawed, t.of.name)
		}
	}
	for _, r := range p.killers {
		if failed(r, id) {
			test.Mutants++
		}
	}
	return test
}

func failed(result runner.Result, id string) bool {
	for _, t := range result.Tests {
		if t.ID == id {
			return t.Outcome != runner.OutcomePassed && t.Outcome != runner.OutcomeNotRun
		}
	}
	return false
}
