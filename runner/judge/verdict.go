package judge

import (
	"fmt"

	"assay/runner"
	"assay/runner/wire"
)

const (
	methodNone  = "none"
	methodClock = "monotonic clock of assay"
)

// fill writes what the run came to into the result.
func (s *session) fill(result *runner.Result, end ending) {
	result.Verdict, result.Reason = s.judge(end)
	result.Tests = s.tally.tests
	none := runner.Measure{Method: methodNone}
	result.Usage = runner.Usage{
		WallS: runner.Measure{Value: end.wall.Seconds(), Method: methodClock},
		CPUS:  none, MemoryPeakBytes: none, PidsPeak: none,
		BaselineBytes: runner.Measure{Value: float64(s.baseline), Method: fmt.Sprintf("cgroup v%d memory.stat", s.cgroup)},
	}
	if end.done != nil {
		result.Usage.CPUS = runner.Measure(end.done.Usage.CPUS)
		result.Usage.MemoryPeakBytes = runner.Measure(end.done.Usage.MemoryPeakBytes)
		result.Usage.PidsPeak = runner.Measure(end.done.Usage.PidsPeak)
		result.Stdout = runner.Stream(end.done.Stdout)
		result.Stderr = runner.Stream(end.done.Stderr)
	}
}

// judge gives the verdict and its reason, and the tests that the end of the run left
// without an outcome theirs. The table is in the package comment.
func (s *session) judge(end ending) (runner.Verdict, string) {
	limits := s.exercise.Limits
	cut := func(verdict runner.Verdict, running runner.Outcome, reason string) (runner.Verdict, string) {
		if end.done != nil && end.done.Stopped != wire.StoppedNot && end.done.Reason != "" {
			reason = end.done.Reason
		}
		s.tally.cutShort(running, reason)
		return verdict, reason
	}
	switch end.why {
	case causeDone:
		return s.gravest(end)
	case causeOutputLimit:
		return cut(runner.VerdictOutputLimit, runner.OutcomeError,
			"the submission wrote more than the limit of "+size(limits.OutputBytes))
	case causeTimeout, causeOverstayed:
		return cut(runner.VerdictTimeout, runner.OutcomeTimeout,
			fmt.Sprintf("the run took %.1f s; the limit is %g s", end.wall.Seconds(), limits.WallS))
	case causeDied:
		return cut(runner.VerdictOutOfMemory, runner.OutcomeOutOfMemory,
			"the kernel ended the sandbox at its memory limit of "+size(limits.MemoryBytes))
	case causeService:
		return cut(runner.VerdictCrashed, runner.OutcomeCrashed,
			fmt.Sprintf("the kernel ended the service %s at its memory limit, for what the submission made it do", end.service))
	}
	panic("judge: internal error: no verdict for " + string(end.why))
}

// ordinary says whether nothing happened in a run that makes its pod suspect.
func (s *session) ordinary(end ending) bool {
	for _, outcome := range []runner.Outcome{runner.OutcomeOutOfMemory, runner.OutcomeTimeout, runner.OutcomeCrashed} {
		if n, _ := s.tally.count(outcome); n > 0 {
			return false
		}
	}
	return end.why == causeDone && end.done.Usage.OOMKills.Value == 0
}

// gravity lists what can become of a test that does not pass, gravest first.
func gravity() []runner.Outcome {
	return []runner.Outcome{
		runner.OutcomeOutOfMemory, runner.OutcomeTimeout, runner.OutcomeCrashed, runner.OutcomeError, runner.OutcomeFailed,
	}
}

// gravest judges a run that came to its end.
func (s *session) gravest(end ending) (runner.Verdict, string) {
	if s.tally.allPassed() {
		return runner.VerdictPassed, ""
	}
	limits, total := s.exercise.Limits, len(s.tally.tests)
	for _, outcome := range gravity() {
		n, first := s.tally.count(outcome)
		if n == 0 {
			continue
		}
		some := fmt.Sprintf("%d of %s", n, plural(total, "test"))
		switch outcome {
		case runner.OutcomeOutOfMemory:
			reason := fmt.Sprintf("%s used up the %s of memory", some, size(limits.MemoryBytes))
			if peak := end.done.Usage.MemoryPeakBytes; peak.Method != methodNone {
				reason += fmt.Sprintf(" (peak %s, %s)", size(int64(peak.Value)), peak.Method)
			}
			return runner.VerdictOutOfMemory, reason
		case runner.OutcomeTimeout:
			if !s.tally.ran() {
				return runner.VerdictTimeout, fmt.Sprintf("importing the submission did not end within %g s, the limit for a test", limits.TestS)
			}
			return runner.VerdictTimeout, fmt.Sprintf("%s took too long; %s was stopped after %.1f s, the limit for a test is %g s",
				some, first.ID, first.WallS, limits.TestS)
		case runner.OutcomeCrashed:
			return runner.VerdictCrashed, some + " ended the submission's process"
		case runner.OutcomeError:
			return runner.VerdictError, some + " could not run"
		case runner.OutcomeFailed:
			return runner.VerdictFailed, some + " failed"
		case runner.OutcomePassed, runner.OutcomeNotRun:
		}
	}
	panic("judge: internal error: a complete run that neither passed nor did not")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// size is a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.4g MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.4g KiB", float64(n)/(1<<10))
	}
	return plural(int(n), "byte")
}
