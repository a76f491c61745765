package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"assay/runner"
)

// Bounds on one exercise's files. Suite and submission travel in one frame of
// at most 64 MiB of base64, of which the largest submission takes 43.
const (
	maxTestFiles = 2000
	maxTestBytes = 12 << 20
	maxBrief     = 1 << 20
)

// loadFolder reads one exercise. It gives every fault it can find, not only the first.
func loadFolder(layer Layer, dir string) (runner.Exercise, Problems) {
	r := &reader{file: layer.file(path.Join(dir, metaFile)), least: "slug and title"}
	var e runner.Exercise
	source, err := readBounded(layer.FS, path.Join(dir, metaFile), maxMeta)
	if err != nil {
		r.fault(nil, "%v", err)
	} else {
		e = r.parse(source)
	}
	r.checkPlace(layer, dir, &e)

	e.Tests = r.tests(layer, path.Join(dir, "tests"))
	brief, err := readBounded(layer.FS, path.Join(dir, "README.md"), maxBrief)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		r.faultIn(layer.file(path.Join(dir, "README.md")), "%v", err)
	case !utf8.Valid(brief):
		r.faultIn(layer.file(path.Join(dir, "README.md")), "not UTF-8")
	}
	e.Brief = string(brief)
	return e, r.problems
}

// checkPlace compares slug and topic with the folders the exercise lies in.
func (r *reader) checkPlace(layer Layer, dir string, e *runner.Exercise) {
	above := path.Base(path.Dir(dir))
	if e.Topic == "" && slugPattern.MatchString(above) && len(above) <= maxName {
		e.Topic = above
	}
	if !layer.Tidy || e.Slug == "" {
		return
	}
	if path.Base(dir) != e.Slug {
		r.fault(nil, "slug %q must be the name of its folder, %q", e.Slug, path.Base(dir))
	}
	if above != e.Topic {
		r.fault(nil, "topic %q must be the name of the folder above, %q", e.Topic, above)
	}
}

func (r *reader) faultIn(file, format string, args ...any) {
	r.problems = append(r.problems, &Problem{File: file, Message: fmt.Sprintf(format, args...)})
}

// tests reads everything below dir that authors write.
func (r *reader) tests(layer Layer, dir string) []runner.File {
	var files []runner.File
	var total int
	suites := 0
	err := fs.WalkDir(layer.FS, dir, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && leftBehind(entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || leftBehind(entry.Name()):
			return nil
		}
		relative := strings.TrimPrefix(name, dir+"/")
		if err := runner.CheckPath(relative); err != nil {
			r.faultIn(layer.file(name), "%v", err)
			return nil
		}
		if isSuite(path.Base(name)) {
			suites++
		}
		data, err := readBounded(layer.FS, name, maxTestBytes)
		if err != nil {
			r.faultIn(layer.file(name), "%v", err)
			return nil
		}
		total += len(data)
		if total > maxTestBytes || len(files) == maxTestFiles {
			return fmt.Errorf("more than %d files or %d bytes; let the tests make large data", maxTestFiles, maxTestBytes)
		}
		files = append(files, runner.File{Path: relative, Data: data})
		return nil
	})
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.faultIn(layer.file(dir), "the folder of the hidden tests is missing")
	case err != nil:
		r.faultIn(layer.file(dir), "%v", err)
	case suites == 0:
		r.faultIn(layer.file(dir), "no test file; call at least one test_*.py or *_test.py")
	}
	return files
}

// isSuite tells pytest's test files by its default names.
func isSuite(name string) bool {
	stem, isPython := strings.CutSuffix(name, ".py")
	return isPython && (strings.HasPrefix(stem, "test_") || strings.HasSuffix(stem, "_test"))
}

// leftBehind tells what tools leave in a folder from what authors write there.
func leftBehind(name string) bool {
	switch name {
	case "__pycache__", ".git", ".pytest_cache", ".mypy_cache", ".hypothesis", ".DS_Store":
		return true
	default:
		return strings.HasSuffix(name, ".pyc")
	}
}

// readBounded reads a regular file of at most limit bytes.
func readBounded(from fs.FS, name string, limit int64) ([]byte, error) {
	info, err := fs.Stat(from, name)
	switch {
	case err != nil:
		return nil, fmt.Errorf("look at the file: %w", err)
	case !info.Mode().IsRegular():
		return nil, errors.New("not a regular file")
	case info.Size() > limit:
		return nil, fmt.Errorf("larger than %d bytes", limit)
	}
	data, err := fs.ReadFile(from, name)
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	return data, nil
}
