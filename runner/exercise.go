package runner

// Limits bound one run. The zero value is not usable; start from [DefaultLimits].
type Limits struct {
	WallS       float64 `json:"wall_s"`       // whole run, seconds
	TestS       float64 `json:"test_s"`       // one test, seconds; also importing the submission
	MemoryBytes int64   `json:"memory_bytes"` // sandbox, memory and swap together
	CPUs        float64 `json:"cpus"`
	Pids        int64   `json:"pids"`
	OutputBytes int64   `json:"output_bytes"` // stdout and stderr together
}

// DefaultLimits are the limits of an exercise that states none.
func DefaultLimits() Limits {
	return Limits{WallS: 60, TestS: 20, MemoryBytes: 256 << 20, CPUs: 2, Pids: 64, OutputBytes: 8 << 20}
}

// File is one regular file by its slash-separated relative path.
type File struct {
	Path string
	Data []byte
}

// Feedback says how much of the hidden suite a candidate is shown.
type Feedback string

// The closed set of feedback policies.
const (
	FeedbackFull     Feedback = "full"     // messages with test source and values
	FeedbackMessages Feedback = "messages" // assertion messages, no test source
	FeedbackVerdict  Feedback = "verdict"  // outcomes only
)

// RuntimeSkips says what a skip raised while a test runs means.
type RuntimeSkips string

// The closed set of run-time skip policies.
const (
	RuntimeSkipsForbid RuntimeSkips = "forbid" // not a pass
	RuntimeSkipsAllow  RuntimeSkips = "allow"
)

// Isolation says what submissions share that are judged in one batch.
type Isolation string

// The closed set of isolations.
const (
	IsolationFresh  Isolation = "fresh"  // nothing: new containers for each
	IsolationShared Isolation = "shared" // containers, one after the other
)

// Valid says whether i is one of the set.
func (i Isolation) Valid() bool { return i == IsolationFresh || i == IsolationShared }

// Level says for whom an exercise is.
type Level string

// The closed set of levels.
const (
	LevelWarmUp   Level = "warm-up"
	LevelCore     Level = "core"
	LevelAdvanced Level = "advanced"
)

// Service names a server that runs beside the sandbox; there is an image with the same key.
type Service string

// The closed set of services.
const (
	ServicePostgres Service = "postgres"
	ServiceRedis    Service = "redis"
)

// Exercise is one loaded, validated exercise.
type Exercise struct {
	Slug         string
	Title        string
	Topic        string
	Level        Level
	Questions    []string // numbers in the question bank, e.g. "31" or "44d"
	Points       int      // what a pass is worth
	Image        string   // key of an image context, e.g. "python"
	Services     []Service
	Limits       Limits
	Deliverables []string // paths a submission must contain; empty means any
	Feedback     Feedback
	RuntimeSkips RuntimeSkips
	Isolation    Isolation
	Exclusive    bool   // no other run beside it on this machine
	Brief        string // README.md, Markdown; may be empty
	Tests        []File // everything below tests/, paths relative to it
	Flawed       []Flawed
}

// Flawed declares a known-bad solution and the tests that must catch it.
type Flawed struct {
	Name  string   // folder below solutions/, e.g. "flawed-builds-lists"
	Fails []string // node ids, or test names, that must not pass; all others must
	// Verdict is what it must be judged.
	Verdict Verdict
}

// Submission is what a candidate handed in, read into memory and already checked.
type Submission struct {
	Files []File
}
