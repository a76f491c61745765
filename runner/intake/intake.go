package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"assay/runner"
)

// Options says what the exercise expects of a submission.
type Options struct {
	Deliverables []string // paths that must be there; empty means any files
}

// Read reads the folder or the single file at name. The error is a [*Rejection],
// a [*runner.Error] of kind [runner.KindUsage], or wraps that of ctx.
//
// A single file keeps its name, unless the exercise asks for exactly one file
// of the same suffix: then it is taken for that one.
func Read(ctx context.Context, name string, options Options) (runner.Submission, error) {
	info, err := os.Lstat(name)
	if err != nil {
		return runner.Submission{}, unreadable(err)
	}
	var files []runner.File
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		err = reject("%s is a symbolic link; links are not followed", filepath.Base(name))
	case info.IsDir():
		files, err = readFolder(ctx, name, info)
	case info.Mode().IsRegular():
		files, err = readSingle(name, info, options)
	default:
		err = reject("%s is neither a folder nor a regular file", filepath.Base(name))
	}
	if err == nil {
		err = checkDeliverables(files, options.Deliverables)
	}
	if err != nil {
		return runner.Submission{}, err
	}
	return runner.Submission{Files: files}, nil
}

func unreadable(err error) error {
	return &runner.Error{
		Kind: runner.KindUsage, Message: "the submission cannot be read", Err: err,
		Hint: "name a folder or a .py file that you may read",
	}
}

func readSingle(name string, info fs.FileInfo, options Options) ([]runner.File, error) {
	own := filepath.Base(name)
	as := own
	if len(options.Deliverables) == 1 && path.Ext(options.Deliverables[0]) == path.Ext(own) {
		as = options.Deliverables[0]
	} else if path.Ext(own) != ".py" {
		return nil, &runner.Error{
			Kind: runner.KindUsage, Message: fmt.Sprintf("%s is not a submission", own),
			Hint: "name a folder or a .py file",
		}
	}
	if err := runner.CheckPath(as); err != nil {
		return nil, reject("%q: %v", as, err)
	}
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, unreadable(err)
	}
	defer root.Close() //nolint:errcheck // opened for reading
	data, err := readFile(root, own, info)
	if err != nil {
		return nil, err
	}
	return []runner.File{{Path: as, Data: data}}, nil
}

func readFolder(ctx context.Context, name string, info fs.FileInfo) ([]runner.File, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, unreadable(err)
	}
	defer root.Close() //nolint:errcheck // opened for reading
	if now, err := root.Stat("."); err != nil || !os.SameFile(info, now) {
		return nil, unreadable(errors.Join(fmt.Errorf("%s was replaced while it was read", name), err))
	}
	w := &walk{root: root}
	if err := w.folder(ctx, "."); err != nil {
		return nil, err
	}
	slices.SortFunc(w.files, func(a, b runner.File) int { return strings.Compare(a.Path, b.Path) })
	return w.files, nil
}

// readFile reads a file that was looked at before as info. What is opened must
// be that very file: the name may lead elsewhere by now.
func readFile(root *os.Root, name string, info fs.FileInfo) ([]byte, error) {
	// Without O_NONBLOCK a named pipe in the file's place would hold us up.
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close() //nolint:errcheck // opened for reading
	now, err := f.Stat()
	switch {
	case err != nil:
		return nil, unreadable(err)
	case !os.SameFile(info, now) || !now.Mode().IsRegular():
		return nil, reject("%q was replaced while it was read", name)
	case now.Size() > MaxFileBytes:
		return nil, reject("%q has %d bytes; a file may have %d", name, now.Size(), MaxFileBytes)
	}
	data, err := io.ReadAll(io.LimitReader(f, MaxFileBytes+1))
	if err != nil {
		return nil, unreadable(err)
	}
	if len(data) > MaxFileBytes {
		return nil, reject("%q grew beyond %d bytes while it was read", name, MaxFileBytes)
	}
	return data, nil
}
