package proof

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assay/runner"
	"assay/runner/intake"
)

// Marker stands where the author of a scaffolded exercise has something to write.
const Marker = "TODO(author)"

// maxText bounds the files that are searched for [Marker], in bytes.
const maxText = 1 << 20

// Folder is an exercise with what lies beside it in a checkout.
type Folder struct {
	Exercise runner.Exercise
	// Problems is what can be said to be wrong before anything runs.
	Problems []string

	solutions []solution
}

// solution is one that is to be tried.
type solution struct {
	name     string
	kind     Kind
	declared runner.Flawed // of a flawed one
	files    runner.Submission
	problem  string // why it cannot be tried
}

// Read reads the solutions of an exercise whose folder is dir, and looks at its other
// parts. The error is a [*runner.Error] or wraps that of ctx.
func Read(ctx context.Context, dir string, exercise runner.Exercise) (Folder, error) {
	f := Folder{Exercise: exercise}
	f.parts(dir)
	if err := f.markers(dir); err != nil {
		return Folder{}, err
	}
	names, err := folders(filepath.Join(dir, "solutions"))
	if err != nil {
		return Folder{}, err
	}
	f.agree(names)
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(place(a), place(b)) })
	starter := solution{name: "starter", kind: KindStarter}
	if err := starter.read(ctx, filepath.Join(dir, "starter"), exercise); err != nil {
		return Folder{}, err
	}
	f.solutions = append(f.solutions, starter)
	for _, name := range names {
		s := solution{name: name, kind: kindOf(name)}
		if s.kind == kindNone {
			continue
		}
		for _, flawed := range exercise.Flawed {
			if flawed.Name == name {
				s.declared = flawed
			}
		}
		if err := s.read(ctx, filepath.Join(dir, "solutions", name), exercise); err != nil {
			return Folder{}, err
		}
		f.solutions = append(f.solutions, s)
	}
	return f, nil
}

// kindNone is the kind of a folder that holds no solution.
const kindNone Kind = ""

// kindOf tells a solution's kind from its name.
func kindOf(name string) Kind {
	switch {
	case name == "reference" || strings.HasPrefix(name, "reference-"):
		return KindReference
	case strings.HasPrefix(name, "flawed-"):
		return KindFlawed
	}
	return kindNone
}

// place puts references before flawed solutions.
func place(name string) int {
	if kindOf(name) == KindReference {
		return 0
	}
	return 1
}

func (f *Folder) problem(format string, args ...any) {
	f.Problems = append(f.Problems, fmt.Sprintf(format, args...))
}

// parts looks for the texts that every exercise has.
func (f *Folder) parts(dir string) {
	for _, name := range []string{"README.md", "hints.md", "explanation.md"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			f.problem("%s is missing", name)
		case err != nil:
			f.problem("%v", err)
		case len(bytes.TrimSpace(text)) == 0:
			f.problem("%s is empty", name)
		}
	}
}

// markers looks for what the author has not written yet.
func (f *Folder) markers(dir string) error {
	err := filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return fmt.Errorf("look at the file: %w", err)
		}
		if info.Size() > maxText {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read: %w", err)
		}
		relative, err := filepath.Rel(dir, name)
		if err != nil {
			return fmt.Errorf("name the file: %w", err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if _, left, found := strings.Cut(line, Marker); found {
				f.problem("%s:%d: still to be written: %s", filepath.ToSlash(relative), i+1, strings.Trim(left, ` ->:"`))
			}
		}
		return nil
	})
	if err != nil {
		return unreadable(dir, err)
	}
	return nil
}

// agree compares the folders below solutions/ with what exercise.yaml declares.
func (f *Folder) agree(names []string) {
	references, flawed := 0, 0
	for _, name := range names {
		switch kindOf(name) {
		case KindReference:
			references++
		case KindFlawed:
			flawed++
			if !slices.ContainsFunc(f.Exercise.Flawed, func(d runner.Flawed) bool { return d.Name == name }) {
				f.problem("solutions/%s is not declared: exercise.yaml names the tests that it fails below flawed:", name)
			}
		case KindStarter, kindNone:
			f.problem("solutions/%s is neither reference, reference-<variant> nor flawed-<misconception>", name)
		}
	}
	for _, declared := range f.Exercise.Flawed {
		if !slices.Contains(names, declared.Name) {
			f.problem("solutions/%s is missing, although exercise.yaml declares it", declared.Name)
		}
	}
	if !slices.Contains(names, "reference") {
		f.problem("solutions/reference is missing")
	}
	if references < 2 {
		f.problem("there is no solutions/reference-<variant>: a good solution of another shape shows that the tests ask for no incidental choice")
	}
	if flawed == 0 {
		f.problem("there is no solutions/flawed-<misconception>: nothing shows that the tests catch anything")
	}
}

// read takes the solution as a candidate's would be taken.
func (s *solution) read(ctx context.Context, dir string, exercise runner.Exercise) error {
	var err error
	s.files, err = intake.Read(ctx, dir, intake.Options{Deliverables: exercise.Deliverables})
	var rejection *intake.Rejection
	switch {
	case errors.As(err, &rejection):
		s.problem = "rejected: " + rejection.Reason
	case errors.Is(err, fs.ErrNotExist):
		s.problem = "the folder is missing"
	case err != nil:
		return fmt.Errorf("read %s: %w", s.name, err)
	case len(s.files.Files) == 0:
		s.problem = "the folder is empty"
	}
	return nil
}

// folders gives the names of the folders in dir, which need not be there.
func folders(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, unreadable(dir, err)
	}
	var found []string
	for _, entry := range entries {
		if entry.IsDir() && entry.Name() != "__pycache__" {
			found = append(found, entry.Name())
		}
	}
	return found, nil
}

func unreadable(dir string, err error) error {
	return &runner.Error{Kind: runner.KindUsage, Message: "cannot read " + filepath.ToSlash(dir), Err: err}
}
