package proof

import (
	"fmt"
	"slices"
	"strings"

	"assay/runner"
)

// judge says what a run of the solution did that it should not have.
func (s *solution) judge(result runner.Result) []string {
	switch s.kind {
	case KindReference:
		return judgeReference(result)
	case KindStarter:
		if result.Verdict == runner.VerdictPassed {
			return []string{"passes, so there is nothing to do"}
		}
		return nil
	case KindFlawed:
		return s.judgeFlawed(result)
	case kindNone:
	}
	panic("proof: internal error: a solution of no kind")
}

func judgeReference(result runner.Result) []string {
	if result.Verdict == runner.VerdictPassed {
		return nil
	}
	problems := []string{fmt.Sprintf("must pass, but is judged %s: %s", result.Verdict, result.Reason)}
	for _, t := range result.Tests {
		if t.Outcome != runner.OutcomePassed {
			problems = append(problems, fmt.Sprintf("%s %s: %s", t.ID, t.Outcome, first(t.Message)))
		}
	}
	return problems
}

// judgeFlawed compares what did not pass, and the verdict, with what is declared.
func (s *solution) judgeFlawed(result runner.Result) []string {
	if s.declared.Name == "" {
		return nil // that it is not declared has been said
	}
	var problems []string
	caught := map[string]bool{}
	for _, t := range result.Tests {
		if t.Outcome == runner.OutcomePassed {
			continue
		}
		i := slices.IndexFunc(s.declared.Fails, func(declared string) bool { return means(declared, t.ID) })
		if i < 0 {
			problems = append(problems, fmt.Sprintf("%s %s, which is not declared: %s", t.ID, t.Outcome, first(t.Message)))
			continue
		}
		caught[s.declared.Fails[i]] = true
	}
	for _, declared := range s.declared.Fails {
		switch {
		case caught[declared]:
		case !slices.ContainsFunc(result.Tests, func(t runner.Test) bool { return means(declared, t.ID) }):
			problems = append(problems, fmt.Sprintf("is declared to fail %s, which is no test", declared))
		default:
			problems = append(problems, fmt.Sprintf("passes %s, which it is declared to fail", declared))
		}
	}
	if result.Verdict != s.declared.Verdict {
		problems = append(problems, fmt.Sprintf("its verdict is %s (%s); declared is %s", result.Verdict, result.Reason, s.declared.Verdict))
	}
	return problems
}

// means says whether a declared test, a node id or the name of a function, means id.
func means(declared, id string) bool {
	function := function(id)
	return declared == id || declared == function ||
		strings.HasSuffix(function, "::"+declared) || strings.HasSuffix(id, "::"+declared)
}

// function gives a node id without its parameters.
func function(id string) string {
	name, _, _ := strings.Cut(id, "[")
	return name
}

// notPassed gives the ids of the tests that did not pass.
func notPassed(result runner.Result) []string {
	var ids []string
	for _, t := range result.Tests {
		if t.Outcome != runner.OutcomePassed {
			ids = append(ids, t.ID)
		}
	}
	return ids
}
