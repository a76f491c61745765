package proof

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"assay/runner"
	"assay/runner/batch"
)

// Config says how thoroughly to prove.
type Config struct {
	Slots   int           // runs at once; 0 means one for each CPU
	Repeat  int           // runs of each reference, at least 1
	Mutants int           // mutants to try at most; 0: none
	Budget  time.Duration // no further mutant is begun after this; 0: no such limit
	// Judge runs one job, normally with judge.Run; see [batch.Config].
	Judge    func(ctx context.Context, job batch.Job) (runner.Result, error)
	Progress func(Step)       // may be nil; called by one goroutine at a time
	Now      func() time.Time // nil means time.Now
}

// Step is how far a proof has come: what has ended now.
type Step struct {
	Exercise string
	Name     string // of a solution or a mutant
	Done     int
	Total    int
	Mutants  bool // the solutions are done, mutants are being tried
	Verdict  runner.Verdict
	Took     time.Duration // of the tests
}

func (c Config) validate() error {
	var problems []error
	if c.Judge == nil {
		problems = append(problems, errors.New("no Judge"))
	}
	if c.Repeat < 1 {
		problems = append(problems, fmt.Errorf("repeat %d, at least 1", c.Repeat))
	}
	if c.Mutants < 0 || c.Mutants > MostMutants {
		problems = append(problems, fmt.Errorf("%d mutants, at most %d", c.Mutants, MostMutants))
	}
	return errors.Join(problems...)
}

// Prove tries everything that lies in an exercise's folder. The error is one of the runner's
// or wraps that of ctx; an exercise that is not proved is none.
func Prove(ctx context.Context, config Config, folder Folder) (Proof, error) {
	if err := config.validate(); err != nil {
		return Proof{}, fmt.Errorf("proof: %w", err)
	}
	if config.Progress == nil {
		config.Progress = func(Step) {}
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	// What the tests measure is in a result only where the candidate may see everything.
	folder.Exercise.Feedback = runner.FeedbackFull
	p := &prover{Config: config, folder: folder, began: config.Now()}
	p.proof = Proof{
		Exercise: folder.Exercise.Slug, Problems: []string{}, Remarks: []string{},
		Solutions: []Solution{}, Limits: []Share{}, Tests: []Test{}, Margins: []Margin{},
		Mutation: Mutation{Survived: []Mutant{}},
	}
	p.check(folder.Problems)
	if err := p.trySolutions(ctx); err != nil {
		return Proof{}, err
	}
	if !p.stopped {
		mutants := config.Now()
		if err := p.tryMutants(ctx); err != nil {
			return Proof{}, err
		}
		p.proof.Mutation.TookS = config.Now().Sub(mutants).Seconds()
	}
	p.judgeSolutions()
	if !p.stopped { // what some of the solutions show says little of the tests
		p.judgeLimits()
		p.judgeTests()
		p.judgeMargins()
	}
	p.proof.Proved = len(p.proof.Problems) == 0
	p.proof.TookS = config.Now().Sub(p.began).Seconds()
	return p.proof, nil
}

// prover is one proof while it goes on.
type prover struct {
	Config
	folder  Folder
	began   time.Time
	results []trial
	stopped bool            // the suite cannot run, so not all solutions were tried
	killers []runner.Result // of the mutants that were killed
	proof   Proof
}

// trial is one run of a solution.
type trial struct {
	of     *solution
	result runner.Result
}

// check counts one check and notes its problems.
func (p *prover) check(problems []string) {
	if len(problems) == 0 {
		p.proof.Checks.Passed++
		return
	}
	p.proof.Checks.Failed++
	p.proof.Problems = append(p.proof.Problems, problems...)
}

// trySolutions runs every solution as often as asked for.
func (p *prover) trySolutions(ctx context.Context) error {
	of := map[string]*solution{}
	var jobs []batch.Job
	for i := range p.folder.solutions {
		s := &p.folder.solutions[i]
		if s.problem != "" {
			continue
		}
		of[s.name] = s
		for range p.runs(s) {
			jobs = append(jobs, batch.Job{Name: s.name, Exercise: p.folder.Exercise, Submission: s.files})
		}
	}
	return p.run(ctx, jobs, false, func(o batch.Outcome) {
		p.results = append(p.results, trial{of[o.Job.Name], o.Result})
	})
}

func (p *prover) runs(s *solution) int {
	if s.kind == KindReference {
		return p.Repeat
	}
	return 1
}

// run judges jobs. A suite that cannot run is a problem of the exercise, after which
// nothing else is tried.
func (p *prover) run(ctx context.Context, jobs []batch.Job, mutants bool, each func(batch.Outcome)) error {
	outcomes, err := batch.Run(ctx, batch.Config{Slots: p.Slots, Judge: p.Judge}, slices.Values(jobs))
	if err != nil {
		return fmt.Errorf("proof: %w", err)
	}
	done := 0
	for o := range outcomes {
		if o.Err != nil {
			if runner.KindOf(o.Err) != runner.KindExercise {
				return fmt.Errorf("%s of %s: %w", o.Job.Name, p.folder.Exercise.Slug, o.Err)
			}
			p.check([]string{fmt.Sprintf("the hidden tests cannot run against %s: %v", o.Job.Name, o.Err)})
			p.stopped = true
			break
		}
		done++
		each(o)
		p.Progress(Step{
			Exercise: p.folder.Exercise.Slug, Name: o.Job.Name, Done: done, Total: len(jobs), Mutants: mutants,
			Verdict: o.Result.Verdict, Took: time.Duration(o.Result.Usage.WallS.Value * float64(time.Second)),
		})
	}
	if ctx.Err() != nil {
		return fmt.Errorf("proof: %w", context.Cause(ctx))
	}
	return nil
}

// judgeSolutions says of each solution whether it did what it should.
func (p *prover) judgeSolutions() {
	for i := range p.folder.solutions {
		s := &p.folder.solutions[i]
		told := Solution{Name: s.name, Kind: s.kind, Failed: []string{}, Problems: []string{}}
		if s.problem != "" {
			told.Problems = append(told.Problems, s.problem)
		}
		wrong := 0
		for _, r := range p.of(s) {
			told.Runs++
			told.Verdict = r.Verdict
			told.WallS = max(told.WallS, r.Usage.WallS.Value)
			for _, id := range notPassed(r) {
				if !slices.Contains(told.Failed, id) {
					told.Failed = append(told.Failed, id)
				}
			}
			if problems := s.judge(r); len(problems) > 0 {
				wrong++
				told.Problems = append(told.Problems, problems...)
			}
		}
		told.Problems = distinct(told.Problems)
		if told.Runs > 1 && wrong > 0 {
			told.Problems = append(told.Problems, fmt.Sprintf("%d of %d runs were wrong", wrong, told.Runs))
		}
		if told.Runs > 0 || s.problem != "" {
			p.check(prefixed(s.name, told.Problems))
		}
		p.proof.Solutions = append(p.proof.Solutions, told)
	}
}

// of gives the results of a solution's runs.
func (p *prover) of(s *solution) []runner.Result {
	var all []runner.Result
	for _, t := range p.results {
		if t.of == s {
			all = append(all, t.result)
		}
	}
	return all
}

func prefixed(name string, problems []string) []string {
	all := make([]string, len(problems))
	for i, text := range problems {
		all[i] = name + ": " + text
	}
	return all
}

// distinct leaves out what is there already.
func distinct(texts []string) []string {
	kept := []string{}
	for _, text := range texts {
		if !slices.Contains(kept, text) {
			kept = append(kept, text)
		}
	}
	return kept
}

// first gives the first line of a text, shortened.
func first(text string) string {
	const most = 160
	line, _, _ := strings.Cut(text, "\n")
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return line
}
