package runner

import "time"

// Schema names the version of the JSON result; it changes only when a reader could break.
const Schema = "assay.result/1"

// Verdict is the judgement on one submission. It is only ever about the
// candidate's work: a broken exercise or runner is an [Error], never a verdict.
type Verdict string

// The closed set of verdicts.
const (
	VerdictPassed      Verdict = "passed"
	VerdictFailed      Verdict = "failed"        // a test's assertion did not hold
	VerdictError       Verdict = "error"         // the submission could not be imported, or a test could not run against it
	VerdictTimeout     Verdict = "timeout"       // the wall limit of the run or of a test was reached
	VerdictOutOfMemory Verdict = "out_of_memory" // the kernel ended the candidate at the memory limit
	VerdictCrashed     Verdict = "crashed"       // the candidate's process ended by itself
	VerdictOutputLimit Verdict = "output_limit"  // the candidate wrote more than it may
	VerdictRejected    Verdict = "rejected"      // the submission was refused before anything ran
)

// Outcome is what became of one expected test.
type Outcome string

// The closed set of outcomes.
const (
	OutcomePassed      Outcome = "passed"
	OutcomeFailed      Outcome = "failed"
	OutcomeError       Outcome = "error"
	OutcomeTimeout     Outcome = "timeout"
	OutcomeOutOfMemory Outcome = "out_of_memory"
	OutcomeCrashed     Outcome = "crashed"
	OutcomeNotRun      Outcome = "not_run"
)

// Test is the result of one expected test.
type Test struct {
	ID          string  `json:"id"`      // pytest node id without the folder
	Outcome     Outcome `json:"outcome"` // never empty
	Message     string  `json:"message"` // why it did not pass; empty when it did
	WallS       float64 `json:"wall_s"`  // seconds, by the grader's clock
	CPUS        float64 `json:"cpu_s"`   // CPU seconds of the whole sandbox during the test
	MemoryBytes int64   `json:"memory_bytes"`
	// Bounds are what the test has measured, whether it passed or not; never nil in a
	// result of runner/judge, and empty unless the exercise's feedback is "full".
	Bounds []Bound `json:"bounds"`
}

// Relation says on which side of its bound a value has to be.
type Relation string

// The closed set of relations.
const (
	RelationAtMost  Relation = "at_most"
	RelationAtLeast Relation = "at_least"
)

// Bound is a value that a test has measured and held against a bound. Both numbers are finite.
type Bound struct {
	Message  string   `json:"message"` // the author's words for what was measured
	Value    float64  `json:"value"`
	Relation Relation `json:"relation"`
	Bound    float64  `json:"bound"`
	Unit     string   `json:"unit"` // of both numbers; may be empty
}

// Measure is one number with the way it was obtained.
type Measure struct {
	Value  float64 `json:"value"`
	Method string  `json:"method"` // e.g. "cgroup v1 max_usage", "cgroup v2 memory.peak", "sampled", "none"
}

// Usage is what the run cost, each number with its method.
type Usage struct {
	WallS           Measure `json:"wall_s"`
	CPUS            Measure `json:"cpu_s"`
	MemoryPeakBytes Measure `json:"memory_peak_bytes"`
	PidsPeak        Measure `json:"pids_peak"`
	// BaselineBytes is the memory of the sandbox before the candidate's code: that of
	// the interpreter with what it has imported. The peak includes it.
	BaselineBytes Measure `json:"baseline_bytes"`
}

// Stream is what the candidate wrote on one stream, capped.
type Stream struct {
	Text         string `json:"text"`
	DroppedBytes int64  `json:"dropped_bytes"`
}

// Result is the report on one submission, `assay.result/1`.
type Result struct {
	Schema    string    `json:"schema"`
	Exercise  string    `json:"exercise"`
	Verdict   Verdict   `json:"verdict"`
	Reason    string    `json:"reason"` // one sentence; names the limit and the measured value where there is one
	Tests     []Test    `json:"tests"`  // every expected test, in suite order
	Usage     Usage     `json:"usage"`
	Stdout    Stream    `json:"stdout"`
	Stderr    Stream    `json:"stderr"`
	Limits    Limits    `json:"limits"`
	Image     string    `json:"image"`
	StartedAt time.Time `json:"started_at"`
}
