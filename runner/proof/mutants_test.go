package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/batch"
)

// printed is what mutate.py prints for edits.
func printed(t *testing.T, edits ...edit) string {
	t.Helper()
	text := fmt.Sprintf(`{"total": %d}`+"\n", 40+len(edits))
	for _, e := range edits {
		line, err := json.Marshal(e)
		require.NoError(t, err)
		text += string(line) + "\n"
	}
	return text
}

func TestProve_Mutants(t *testing.T) {
	source := sound()["solutions/reference/solution.py"]
	at := strings.Index(source, "1 + 1")
	f := &fakeJudge{edits: printed(t,
		edit{File: "solution.py", From: at, To: at + 5, Text: "fails"},
		edit{File: "solution.py", From: 0, To: len(source), Text: "fails c"},
		edit{File: "solution.py", From: at, To: at + 1, Text: "2"})}
	files := sound()
	delete(files, "solutions/flawed-b/solution.py")
	files["solutions/flawed-b/solution.py"] = "hangs in b; fails c"
	p := proveWith(t, files, f, Config{Mutants: 3})
	assert.Equal(t, 43, p.Mutation.Possible)
	assert.Equal(t, 3, p.Mutation.Tried)
	assert.Equal(t, 1, p.Mutation.Killed)
	assert.Equal(t, []Mutant{
		{File: "solution.py", Line: 1, Before: "1 + 1", After: "fails"},
		{File: "solution.py", Line: 1, Before: "1", After: "2"},
	}, p.Mutation.Survived)
	assert.True(t, p.Proved, "survivors are no problem")
	assert.Equal(t, 1, p.Tests[3].Mutants)
	for _, job := range f.jobs {
		if strings.HasPrefix(job.Name, "mutant ") {
			assert.InDelta(t, 15, job.Exercise.Limits.WallS, 0)
			assert.InDelta(t, 5, job.Exercise.Limits.TestS, 0, "a mutant that hangs must not cost the whole limit")
			assert.Len(t, job.Submission.Files, 2)
		}
		if job.Name == "mutate" {
			var paths []string
			for _, file := range job.Submission.Files {
				paths = append(paths, file.Path)
			}
			assert.Equal(t, []string{"mutate.py", "source/solution.py"}, paths, "given.py is handed out as it is")
		}
	}
}

func TestProve_MutantTripsATest(t *testing.T) {
	files := sound()
	files["exercise.yaml"] = strings.Replace(files["exercise.yaml"], ", test_c]", "]", 1)
	files["solutions/flawed-b/solution.py"] = "hangs in b"
	source := files["solutions/reference/solution.py"]
	f := &fakeJudge{edits: printed(t, edit{File: "solution.py", From: 0, To: len(source), Text: "fails c"})}
	assert.Empty(t, proveWith(t, files, f, Config{Mutants: 1}).Problems)
	f.edits = printed(t, edit{File: "solution.py", From: 0, To: 1, Text: "x"})
	p := proveWith(t, files, f, Config{Mutants: 1})
	assert.Equal(t, []string{"no flawed solution fails test_it.py::test_c, and no mutant of the reference"}, p.Problems)
}

func TestProve_BudgetEndsTheMutants(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	f := &fakeJudge{edits: printed(t, edit{File: "solution.py"}, edit{File: "solution.py"}, edit{File: "solution.py"})}
	judge := func(ctx context.Context, job batch.Job) (runner.Result, error) {
		if job.Name == "mutant 2" {
			<-ctx.Done()
			return runner.Result{}, fmt.Errorf("judge: %w", ctx.Err())
		}
		return f.judge(ctx, job)
	}
	config := Config{Slots: 1, Repeat: 1, Mutants: 3, Budget: time.Second, Judge: judge}
	p, err := Prove(t.Context(), config, folder(t, sound()))
	require.NoError(t, err)
	assert.Equal(t, 1, p.Mutation.Tried)
	assert.Equal(t, "the budget of 1s was used up after 1 of 3", p.Mutation.Note)
}

func TestProve_MutantsThatMakeNoSenseAreAnError(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, text := range []string{"", "no JSON", printed(t, edit{File: "other.py"}), printed(t, edit{File: "solution.py", From: 2, To: 1})} {
		f := &fakeJudge{edits: text}
		_, err := Prove(t.Context(), Config{Slots: 1, Repeat: 1, Mutants: 3, Judge: f.judge}, folder(t, sound()))
		require.ErrorContains(t, err, "read mutants", text)
	}
}
