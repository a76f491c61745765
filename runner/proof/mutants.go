package proof

import (
	"bytes"
	"context"
	_ "embed" // the program that makes the mutants
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay/runner"
	"assay/runner/batch"
)

// MostMutants is the largest number of mutants of one exercise that can be tried: they are
// handed over on a stream of which 128 KiB are kept.
const MostMutants = 200

// A mutant may take this many times what the reference took, and at least so many
// seconds, before it counts as one that hangs.
const (
	mutantTestFactor, mutantTestLeastS = 4, 5
	mutantWallFactor, mutantWallLeastS = 2.5, 15
)

//go:embed mutate/mutate.py
var mutateSource []byte

// edit is a mutant as mutate.py says it.
type edit struct {
	File string `json:"file"`
	From int    `json:"from"`
	To   int    `json:"to"`
	Text string `json:"text"`
}

// tryMutants judges mutants of the reference as long as the budget lasts.
func (p *prover) tryMutants(ctx context.Context) error {
	if p.Mutants == 0 {
		p.proof.Mutation.Note = "none were asked for"
		return nil
	}
	reference := p.reference()
	if reference == nil {
		p.proof.Mutation.Note = "the reference does not pass"
		return nil
	}
	sources := p.written(reference.files)
	if len(sources) == 0 {
		p.proof.Mutation.Note = "the reference has no Python file of its own"
		return nil
	}
	edits, err := p.makeMutants(ctx, sources)
	if err != nil {
		return err
	}
	if p.Budget > 0 {
		// Those that run when the budget is used up are cancelled, and count for nothing.
		limited, cancel := context.WithTimeout(ctx, p.Budget)
		defer cancel()
		err = p.runMutants(limited, reference.files, edits)
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			p.proof.Mutation.Note = fmt.Sprintf("the budget of %s was used up after %d of %d", p.Budget, p.proof.Mutation.Tried, len(edits))
			return nil
		}
		return err
	}
	return p.runMutants(ctx, reference.files, edits)
}

// reference gives solutions/reference if all its runs passed.
func (p *prover) reference() *solution {
	for i := range p.folder.solutions {
		s := &p.folder.solutions[i]
		if s.name != "reference" {
			continue
		}
		runs := p.of(s)
		if len(runs) == 0 || slices.ContainsFunc(runs, func(r runner.Result) bool { return r.Verdict != runner.VerdictPassed }) {
			return nil
		}
		return s
	}
	return nil
}

// written gives the Python files that are not handed out with the starter as they are.
func (p *prover) written(reference runner.Submission) []runner.File {
	var starter []runner.File
	for _, s := range p.folder.solutions {
		if s.kind == KindStarter {
			starter = s.files.Files
		}
	}
	var own []runner.File
	for _, file := range reference.Files {
		given := slices.ContainsFunc(starter, func(f runner.File) bool { return f.Path == file.Path && bytes.Equal(f.Data, file.Data) })
		if strings.HasSuffix(file.Path, ".py") && !given {
			own = append(own, file)
		}
	}
	return own
}

// makeMutants has mutate.py look at the sources, in a sandbox like any other: only
// Python parses Python.
func (p *prover) makeMutants(ctx context.Context, sources []runner.File) ([]edit, error) {
	test := fmt.Sprintf("import mutate\n\n\ndef test_mutate():\n    mutate.main(%d)\n", p.Mutants)
	maker := runner.Exercise{
		Slug: p.folder.Exercise.Slug, Image: p.folder.Exercise.Image, Limits: runner.DefaultLimits(),
		Feedback: runner.FeedbackFull, RuntimeSkips: runner.RuntimeSkipsForbid,
		Tests: []runner.File{{Path: "test_mutate.py", Data: []byte(test)}},
	}
	submission := runner.Submission{Files: []runner.File{{Path: "mutate.py", Data: mutateSource}}}
	for _, file := range sources {
		submission.Files = append(submission.Files, runner.File{Path: "source/" + file.Path, Data: file.Data})
	}
	var edits []edit
	var broken error
	err := p.run(ctx, []batch.Job{{Name: "mutate", Exercise: maker, Submission: submission}}, true, func(o batch.Outcome) {
		if o.Result.Verdict != runner.VerdictPassed || o.Result.Stdout.DroppedBytes > 0 {
			broken = fmt.Errorf("make mutants of %s: %s: %s %s", p.folder.Exercise.Slug, o.Result.Verdict, o.Result.Reason, messages(o.Result))
			return
		}
		edits, broken = p.parseMutants(o.Result.Stdout.Text, sources)
	})
	if err != nil {
		return nil, err
	}
	return edits, broken
}

func messages(result runner.Result) string {
	var all []string
	for _, t := range result.Tests {
		all = append(all, t.Message)
	}
	return strings.Join(all, "\n")
}

// parseMutants reads what mutate.py has printed.
func (p *prover) parseMutants(text string, sources []runner.File) ([]edit, error) {
	decoder := json.NewDecoder(strings.NewReader(text))
	var head struct{ Total int }
	if err := decoder.Decode(&head); err != nil {
		return nil, fmt.Errorf("read mutants: %w", err)
	}
	p.proof.Mutation.Possible = head.Total
	var edits []edit
	for decoder.More() {
		var e edit
		if err := decoder.Decode(&e); err != nil {
			return nil, fmt.Errorf("read mutants: %w", err)
		}
		i := slices.IndexFunc(sources, func(f runner.File) bool { return f.Path == e.File })
		if i < 0 || e.From < 0 || e.From > e.To || e.To > len(sources[i].Data) {
			return nil, fmt.Errorf("read mutants: no such place: %+v", e)
		}
		edits = append(edits, e)
	}
	return edits, nil
}

// runMutants judges each mutant.
func (p *prover) runMutants(ctx context.Context, reference runner.Submission, edits []edit) error {
	exercise := p.folder.Exercise
	exercise.Limits = p.mutantLimits()
	var jobs []batch.Job
	described := map[string]Mutant{}
	for i, e := range edits {
		submission, mutant := e.apply(reference)
		name := fmt.Sprintf("mutant %d", i+1)
		described[name] = mutant
		jobs = append(jobs, batch.Job{Name: name, Exercise: exercise, Submission: submission})
	}
	survived := map[string]bool{}
	err := p.run(ctx, jobs, true, func(o batch.Outcome) {
		p.proof.Mutation.Tried++
		if o.Result.Verdict == runner.VerdictPassed {
			survived[o.Job.Name] = true
			return
		}
		p.proof.Mutation.Killed++
		p.killers = append(p.killers, o.Result)
	})
	for _, job := range jobs { // in the order of the files
		if survived[job.Name] {
			p.proof.Mutation.Survived = append(p.proof.Mutation.Survived, described[job.Name])
		}
	}
	return err
}

// mutantLimits makes sure that a mutant that hangs does not cost the whole limit.
func (p *prover) mutantLimits() runner.Limits {
	limits := p.folder.Exercise.Limits
	wall, test := 0.0, 0.0
	for _, t := range p.results {
		if t.of.name != "reference" {
			continue
		}
		wall = max(wall, t.result.Usage.WallS.Value)
		for _, one := range t.result.Tests {
			test = max(test, one.WallS)
		}
	}
	limits.TestS = min(limits.TestS, max(mutantTestLeastS, mutantTestFactor*test))
	limits.WallS = min(limits.WallS, max(mutantWallLeastS, mutantWallFactor*wall))
	limits.TestS = min(limits.TestS, limits.WallS)
	return limits
}

// apply gives the reference with the edit, and what the edit is.
func (e edit) apply(reference runner.Submission) (runner.Submission, Mutant) {
	changed := runner.Submission{Files: slices.Clone(reference.Files)}
	mutant := Mutant{File: e.File, After: first(e.Text)}
	for i, file := range changed.Files {
		if file.Path != e.File {
			continue
		}
		mutant.Line = 1 + bytes.Count(file.Data[:e.From], []byte("\n"))
		mutant.Before = first(string(file.Data[e.From:e.To]))
		changed.Files[i].Data = slices.Concat(file.Data[:e.From], []byte(e.Text), file.Data[e.To:])
	}
	return changed, mutant
}
