package judge

// Phase is what a run is busy with.
type Phase string

// The closed set of phases, in the order in which they come.
const (
	PhaseStarting   Phase = "starting"   // making the pod
	PhaseCollecting Phase = "collecting" // the grader finds out which tests there are
	PhaseRunning    Phase = "running"    // tests run
	PhaseCleaning   Phase = "cleaning"   // removing the pod
)

// Step is how far a run has come.
type Step struct {
	Phase Phase
	Test  string // the test that starts now, if one does
	Done  int    // tests with a result
	Total int    // tests in all; 0 until that is known
}

// Progress is told of every step, one at a time; it must not take long.
type Progress func(Step)
