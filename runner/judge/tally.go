package judge

import (
	"fmt"
	"math"
	"strings"

	"assay/runner"
	"assay/runner/wire"
)

// tally is the expected tests with what has been reported of them. Its errors say
// what the grader did wrong.
type tally struct {
	tests   []runner.Test // Outcome is empty until it is known
	started []bool
	shown   []bool // their points have come
	done    int    // tests with an outcome
	current int    // the last test started, -1 before that
}

// newTally fixes the expected tests.
func newTally(ids []string) (tally, error) {
	t := tally{started: make([]bool, len(ids)), shown: make([]bool, len(ids)), current: -1}
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		if id == "" || seen[id] {
			return tally{}, fmt.Errorf("collected %q twice or without a name", id)
		}
		seen[id] = true
		t.tests = append(t.tests, runner.Test{ID: id, Bounds: []runner.Bound{}})
	}
	return t, nil
}

// start notes that a test runs.
func (t *tally) start(m wire.Start) error {
	if err := t.check(m.Test); err != nil {
		return err
	}
	if t.started[m.Test] {
		return fmt.Errorf("%s was started twice", t.tests[m.Test].ID)
	}
	t.started[m.Test] = true
	t.current = m.Test
	return nil
}

// result notes the outcome of a test, which need not have been started: a
// submission that cannot be imported fails them all.
func (t *tally) result(m wire.Result) error {
	if err := t.check(m.Test); err != nil {
		return err
	}
	outcome := runner.Outcome(m.Outcome)
	switch outcome {
	case runner.OutcomePassed:
		if !t.started[m.Test] {
			return fmt.Errorf("%s passed without having been started", t.tests[m.Test].ID)
		}
	case runner.OutcomeFailed, runner.OutcomeError, runner.OutcomeTimeout,
		runner.OutcomeOutOfMemory, runner.OutcomeCrashed, runner.OutcomeNotRun:
	default:
		return fmt.Errorf("%s has the unknown outcome %q", t.tests[m.Test].ID, m.Outcome)
	}
	if !(m.WallS >= 0 && m.CPUS >= 0 && m.MemoryBytes >= 0) || math.IsInf(m.WallS+m.CPUS, 0) {
		return fmt.Errorf("%s has negative numbers", t.tests[m.Test].ID)
	}
	test := &t.tests[m.Test]
	for _, b := range m.Bounds {
		if r := runner.Relation(b.Relation); r != runner.RelationAtMost && r != runner.RelationAtLeast {
			return fmt.Errorf("%s has a bound of the unknown relation %q", test.ID, b.Relation)
		}
		test.Bounds = append(test.Bounds, runner.Bound{
			Message: b.Message, Value: b.Value, Relation: runner.Relation(b.Relation), Bound: b.Bound, Unit: b.Unit,
		})
	}
	test.Outcome, test.Message = outcome, m.Message
	test.WallS, test.CPUS, test.MemoryBytes = m.WallS, m.CPUS, m.MemoryBytes
	t.done++
	return nil
}

// points notes that a running test has points.
func (t *tally) points(m wire.Points) error {
	if err := t.check(m.Test); err != nil {
		return err
	}
	if !t.started[m.Test] || t.shown[m.Test] {
		return fmt.Errorf("%s gave points twice or before it was started", t.tests[m.Test].ID)
	}
	t.shown[m.Test] = true
	return nil
}

// check says whether a frame may speak of test number i.
func (t *tally) check(i int) error {
	if i < 0 || i >= len(t.tests) {
		return fmt.Errorf("test %d of %d", i, len(t.tests))
	}
	if t.tests[i].Outcome != "" {
		return fmt.Errorf("%s already has a result", t.tests[i].ID)
	}
	return nil
}

// complete checks that a run that was not stopped left no test out.
func (t *tally) complete() error {
	var missing []string
	for _, test := range t.tests {
		if test.Outcome == "" || test.Outcome == runner.OutcomeNotRun {
			missing = append(missing, test.ID)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("done without %d of %d results: %s", len(missing), len(t.tests), strings.Join(missing[:min(3, len(missing))], ", "))
	}
	return nil
}

// cutShort gives the tests without a result theirs: the one that ran gets the
// outcome and message, those after it did not run.
func (t *tally) cutShort(outcome runner.Outcome, message string) {
	for i := range t.tests {
		switch {
		case t.tests[i].Outcome != "":
		case t.started[i]:
			t.tests[i].Outcome, t.tests[i].Message = outcome, message
		default:
			t.tests[i].Outcome, t.tests[i].Message = runner.OutcomeNotRun, message
		}
	}
}

func (t *tally) count(outcome runner.Outcome) (n int, first runner.Test) {
	for _, test := range t.tests {
		if test.Outcome == outcome {
			if n == 0 {
				first = test
			}
			n++
		}
	}
	return n, first
}

// ran says whether any test was started.
func (t *tally) ran() bool {
	return t.current >= 0
}

func (t *tally) allPassed() bool {
	n, _ := t.count(runner.OutcomePassed)
	return n == len(t.tests)
}
