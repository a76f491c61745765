package wire

// Version of the protocol; hello, serve, the ready messages and suite carry it.
const Version = 6

// Message is one of the structs of this file.
type Message interface {
	// Type is the frame's "type".
	Type() string
}

// The roles that a ready message names.
const (
	RoleGrader = "grader"
	RoleWarden = "warden"
)

// File is one file by its slash-separated path, relative to where the receiver keeps it.
type File struct {
	Path string `json:"path"`
	Data []byte `json:"data"`
}

// Limits are the part of an exercise's limits that the grader enforces.
type Limits struct {
	WallS       float64 `json:"wall_s"` // the whole run, seconds
	TestS       float64 `json:"test_s"` // one test, seconds
	MemoryBytes int64   `json:"memory_bytes"`
	OutputBytes int64   `json:"output_bytes"` // stdout and stderr together
}

// Measure is a number and how it was measured; method "none" says it was not.
type Measure struct {
	Value  float64 `json:"value"`
	Method string  `json:"method"`
}

// Usage is what the sandbox used, as its kernel counts.
type Usage struct {
	CPUS            Measure `json:"cpu_s"`
	MemoryPeakBytes Measure `json:"memory_peak_bytes"`
	MemoryBytes     Measure `json:"memory_bytes"`
	Pids            Measure `json:"pids"`
	PidsPeak        Measure `json:"pids_peak"`
	OOMKills        Measure `json:"oom_kills"`
}

// Output is what the candidate wrote on one stream, as much of it as is shown.
type Output struct {
	Text         string `json:"text"`
	DroppedBytes int64  `json:"dropped_bytes"` // bytes that Text leaves out
}

// GraderReady is the grader's first frame.
type GraderReady struct {
	V      int    `json:"v"`
	Role   string `json:"role"` // RoleGrader
	Python string `json:"python"`
}

// Hello claims a container of a warm pod, which then says that it is ready.
type Hello struct {
	V int `json:"v"`
}

// Next asks a container that serves several runs to remove all that is left of its last run; it
// then says that it is ready, or ends.
type Next struct{}

// Suite hands the grader everything it judges with. The submission's files are
// there to be read as text; the grader never runs them.
type Suite struct {
	V            int    `json:"v"`
	Files        []File `json:"files"`      // below tests/
	Submission   []File `json:"submission"` // what the warden was given too
	Limits       Limits `json:"limits"`
	RuntimeSkips string `json:"runtime_skips"` // "forbid" or "allow"
	Feedback     string `json:"feedback"`      // "full", "messages" or "verdict"

	Services []Service `json:"services"`

	Memo string `json:"memo"` // of an earlier [Collected] of this suite, or empty
}

// Service is a server beside the sandbox and the passwords of its two accounts. The
// candidate is told none of this but what the tests tell it.
type Service struct {
	Name      string `json:"name"` // a word of runner.Service
	Admin     string `json:"admin"`
	Candidate string `json:"candidate"`
}

// Collected fixes the expected tests; an index into Tests names one from here on.
type Collected struct {
	Tests   []string `json:"tests"`   // pytest node ids, in suite order, each once
	Skipped []string `json:"skipped"` // node ids that the suite itself marks as skipped
	// Memo is what the grader would know again, for another run of the same suite with
	// files of the same names submitted; empty if it must look again.
	Memo string `json:"memo"`
}

// Broken says that the exercise, not the candidate, is at fault.
type Broken struct {
	Message string `json:"message"` // one sentence
	Detail  string `json:"detail"`  // what pytest printed; may be empty
}

// Start says that a test is about to run.
type Start struct {
	Test int `json:"test"`
}

// Result is what became of a test; exactly one for each.
type Result struct {
	Test        int     `json:"test"`
	Outcome     string  `json:"outcome"` // a word of runner.Outcome
	Message     string  `json:"message"` // why it did not pass
	WallS       float64 `json:"wall_s"`
	CPUS        float64 `json:"cpu_s"`        // of the whole sandbox during the test
	MemoryBytes int64   `json:"memory_bytes"` // of the whole sandbox, highest during the test
	Bounds      []Bound `json:"bounds"`       // none unless feedback is "full"
}

// Bound is a value that a test has measured and held against a bound.
type Bound struct {
	Message  string  `json:"message"` // of the test's author: what was measured
	Value    float64 `json:"value"`
	Relation string  `json:"relation"` // a word of runner.Relation
	Bound    float64 `json:"bound"`
	Unit     string  `json:"unit"` // may be empty
}

// Points is what a test wants to have drawn; just before its result, at most once for
// each test, and not where feedback is less than "full".
type Points struct {
	Test   int     `json:"test"`
	Points []Point `json:"points"`
	Notes  []Note  `json:"notes"`
}

// Point is one measured value.
type Point struct {
	Panel  string  `json:"panel"`
	Series string  `json:"series"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Unit   string  `json:"unit"` // of Y
}

// Note is a fact about how points were measured.
type Note struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// The reasons for which a grader stops a run early.
const (
	StoppedNot         = ""
	StoppedTimeout     = "timeout"
	StoppedOutputLimit = "output_limit"
)

// Done is the grader's last frame. Tests without a result did not run, which only
// a Stopped other than [StoppedNot] can explain.
type Done struct {
	Stopped string `json:"stopped"`
	Reason  string `json:"reason"` // one sentence when stopped; names the limit and the measured value
	Usage   Usage  `json:"usage"`
	Stdout  Output `json:"stdout"`
	Stderr  Output `json:"stderr"`
}

// WardenReady is the warden's first frame.
type WardenReady struct {
	V      int    `json:"v"`
	Role   string `json:"role"` // RoleWarden
	Python string `json:"python"`
	Cgroup int    `json:"cgroup"` // 1 or 2
}

// Load hands the warden the submission.
type Load struct {
	Files []File `json:"files"`
}

// Loaded answers [Load].
type Loaded struct {
	BaselineBytes int64 `json:"baseline_bytes"` // memory of the sandbox before any candidate
}

// Join tells the warden to connect to the grader.
type Join struct{}

// Serve has a service open its server for this run's accounts. Both passwords are of
// letters and digits.
type Serve struct {
	V         int    `json:"v"`
	Admin     string `json:"admin"`
	Candidate string `json:"candidate"`
}

// ServiceReady says that clients can connect.
type ServiceReady struct {
	V    int    `json:"v"`
	Role string `json:"role"` // as [Service].Name
}

// AskUsage asks the warden for a [UsageReport].
type AskUsage struct{}

// UsageReport answers [AskUsage]; its fields are those of [Usage].
type UsageReport struct {
	Usage
}

// Type gives "ready".
func (GraderReady) Type() string { return "ready" }

// Type gives "hello".
func (Hello) Type() string { return "hello" }

// Type gives "next".
func (Next) Type() string { return "next" }

// Type gives "suite".
func (Suite) Type() string { return "suite" }

// Type gives "collected".
func (Collected) Type() string { return "collected" }

// Type gives "broken".
func (Broken) Type() string { return "broken" }

// Type gives "start".
func (Start) Type() string { return "start" }

// Type gives "result".
func (Result) Type() string { return "result" }

// Type gives "points".
func (Points) Type() string { return "points" }

// Type gives "done".
func (Done) Type() string { return "done" }

// Type gives "ready".
func (WardenReady) Type() string { return "ready" }

// Type gives "load".
func (Load) Type() string { return "load" }

// Type gives "loaded".
func (Loaded) Type() string { return "loaded" }

// Type gives "join".
func (Join) Type() string { return "join" }

// Type gives "serve".
func (Serve) Type() string { return "serve" }

// Type gives "ready".
func (ServiceReady) Type() string { return "ready" }

// Type gives "usage".
func (AskUsage) Type() string { return "usage" }

// Type gives "usage".
func (UsageReport) Type() string { return "usage" }
