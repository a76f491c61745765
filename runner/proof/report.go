package proof

import "assay/runner"

// Schema names the version of the JSON report; it changes only when a reader could break.
const Schema = "assay.proof/1"

// Report is what became of several exercises, `assay.proof/1`.
type Report struct {
	Schema    string  `json:"schema"`
	Proved    bool    `json:"proved"` // all of them
	Checks    Checks  `json:"checks"`
	TookS     float64 `json:"took_s"`
	Exercises []Proof `json:"exercises"`
}

// Checks counts what was checked: of each exercise its folder, each solution, the limits and that
// every test is tripped.
type Checks struct {
	Passed int `json:"passed"`
	Failed int `json:"failed"`
}

// Proof is what became of one exercise.
type Proof struct {
	Exercise  string     `json:"exercise"`
	Proved    bool       `json:"proved"`
	Problems  []string   `json:"problems"` // why it is not proved
	Remarks   []string   `json:"remarks"`  // what deserves a look
	TookS     float64    `json:"took_s"`
	Checks    Checks     `json:"checks"`
	Solutions []Solution `json:"solutions"` // the starter, the references and the flawed ones
	Limits    []Share    `json:"limits"`    // how much of each limit the references use at most
	Tests     []Test     `json:"tests"`     // in suite order; empty when no reference could run
	Margins   []Margin   `json:"margins"`   // of what the tests measure with assay.bound
	Mutation  Mutation   `json:"mutation"`
}

// Kind is what a solution is meant to be.
type Kind string

// The closed set of kinds.
const (
	KindStarter   Kind = "starter"
	KindReference Kind = "reference"
	KindFlawed    Kind = "flawed"
)

// Solution is what became of one solution.
type Solution struct {
	Name     string         `json:"name"` // "starter", or the folder below solutions/
	Kind     Kind           `json:"kind"`
	Runs     int            `json:"runs"`
	Verdict  runner.Verdict `json:"verdict"` // of the last run; empty when there was none
	Failed   []string       `json:"failed"`  // the tests that did not pass in some run
	WallS    float64        `json:"wall_s"`  // of the longest run
	Problems []string       `json:"problems"`
}

// Share is the largest use of one limit by any reference.
type Share struct {
	Limit    string  `json:"limit"`    // "wall", "test" or "memory"
	Solution string  `json:"solution"` // the one that used most
	Test     string  `json:"test"`     // where; empty for "wall"
	Measured float64 `json:"measured"` // seconds or bytes
	Allowed  float64 `json:"allowed"`
}

// Test is what trips a hidden test.
type Test struct {
	ID      string   `json:"id"`
	Flawed  []string `json:"flawed"`  // the flawed solutions that fail it
	Mutants int      `json:"mutants"` // the number of mutants that do
}

// Margin is how near good solutions come to a bound, and how far flawed ones are beyond it.
type Margin struct {
	Test     string          `json:"test"`
	Message  string          `json:"message"`
	Unit     string          `json:"unit"`
	Relation runner.Relation `json:"relation"`
	// Of the good run that left least room.
	Good      float64 `json:"good"`
	GoodBound float64 `json:"good_bound"`
	GoodRoom  float64 `json:"good_room"` // share of the bound
	GoodRuns  int     `json:"good_runs"`
	// Of the flawed solution that was least beyond, among those that broke the bound.
	Bad      float64  `json:"bad"`
	BadBound float64  `json:"bad_bound"`
	BadRoom  float64  `json:"bad_room"` // share of the bound
	BadRuns  int      `json:"bad_runs"`
	BrokenBy []string `json:"broken_by"`
}

// Mutation is what became of the mutants of the reference.
type Mutation struct {
	Possible int      `json:"possible"` // all that could be made
	Tried    int      `json:"tried"`
	Killed   int      `json:"killed"`
	TookS    float64  `json:"took_s"`
	Note     string   `json:"note"` // why fewer were tried than asked for; may be empty
	Survived []Mutant `json:"survived"`
}

// Mutant is one small change to the reference.
type Mutant struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // where the change begins
	Before string `json:"before"`
	After  string `json:"after"`
}
