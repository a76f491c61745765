package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"assay/runner"
	"assay/runner/judge"
	"assay/runner/pod"
)

// suite is an exercise with a solution that passes.
type suite struct {
	name, title, image, tests, solution string

	memos judge.Memos

	tag, pack, mixed string // image tag; folder for --exercises; folder with tests and solution together
}

func suites() []*suite {
	many := func(n int) string {
		return fmt.Sprintf(`import pytest
import solution

@pytest.mark.parametrize("n", range(%d))
def test_push_and_pop(n):
    stack = solution.Stack()
    for i in range(n %% 8 + 1):
        stack.push(i)
    assert len(stack) == n %% 8 + 1
    assert stack.pop() == n %% 8
`, n)
	}
	const stack = `class Stack:
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)

    def pop(self):
        return self.items.pop()

    def __len__(self):
        return len(self.items)
`
	return []*suite{
		{name: "bench-8", title: "8 tests", image: "python", tests: many(8), solution: stack},
		{name: "bench-100", title: "100 tests", image: "python", tests: many(100), solution: stack},
		{name: "bench-flask", title: "a Flask application, 8 tests", image: "web", tests: `import pytest
import solution

@pytest.mark.parametrize("n", range(8))
def test_double(n):
    answer = solution.app.test_client().get(f"/double/{n}")
    assert answer.status_code == 200
    assert answer.get_json() == {"double": 2 * n}
`, solution: `from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/double/<int:n>")
def double(n):
    return jsonify(double=2 * n)
`},
	}
}

// prepare makes the image and the folders.
func (s *suite) prepare(ctx context.Context, engine *pod.Engine, dir string) error {
	var err error
	if s.tag, err = engine.EnsureImage(ctx, s.image, os.Stderr); err != nil {
		return err
	}
	s.pack, s.mixed = filepath.Join(dir, "pack"), filepath.Join(dir, "mixed", s.name)
	files := map[string]string{
		filepath.Join(s.pack, s.name, "exercise.yaml"):       fmt.Sprintf("slug: %s\ntitle: %s\nimage: %s\n", s.name, s.name, s.image),
		filepath.Join(s.pack, s.name, "tests", "test_it.py"): s.tests,
		filepath.Join(s.mixed, "test_it.py"):                 s.tests,
		filepath.Join(s.mixed, "solution.py"):                s.solution,
	}
	for path, text := range files {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	// Others read it, in containers.
	for p := s.mixed; strings.HasPrefix(p, dir); p = filepath.Dir(p) {
		if err := os.Chmod(p, 0o755); err != nil {
			return err
		}
	}
	return nil
}

func (s *suite) exercise() runner.Exercise {
	return runner.Exercise{
		Slug: s.name, Image: s.image, Limits: runner.DefaultLimits(),
		Tests: []runner.File{{Path: "test_it.py", Data: []byte(s.tests)}},
	}
}

func (s *suite) submission() runner.Submission {
	return runner.Submission{Files: []runner.File{{Path: "solution.py", Data: []byte(s.solution)}}}
}
