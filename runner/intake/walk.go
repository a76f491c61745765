package intake

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"

	"assay/runner"
)

// walk collects the files of one folder. Each rule is applied before anything
// is read or kept, so a hostile folder costs no more than the bounds allow.
type walk struct {
	root    *os.Root
	files   []runner.File
	total   int
	entries int
}

func (w *walk) folder(ctx context.Context, dir string) error {
	entries, err := w.list(ctx, dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if dir != "." && entry.Name() == "pyvenv.cfg" {
			return nil // a virtual environment, whatever its name
		}
	}
	for _, entry := range entries {
		if passedOver(entry.Name()) {
			continue
		}
		if err := w.entry(ctx, path.Join(dir, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

// list reads a folder's names in portions, so that their number is checked in time.
func (w *walk) list(ctx context.Context, dir string) ([]fs.DirEntry, error) {
	const portion = 256
	f, err := w.root.Open(dir)
	if err != nil {
		return nil, unreadable(err)
	}
	defer f.Close() //nolint:errcheck // opened for reading
	var all []fs.DirEntry
	for {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("read the submission: %w", err)
		}
		some, err := f.ReadDir(portion)
		all = append(all, some...)
		w.entries += len(some)
		switch {
		case w.entries > maxEntries:
			return nil, reject("the submission has more than %d entries; hand in source files only", maxEntries)
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, unreadable(err)
		}
	}
}

func (w *walk) entry(ctx context.Context, name string) error {
	if err := runner.CheckPath(name); err != nil {
		return reject("%q: %v", name, err)
	}
	info, err := w.root.Lstat(name)
	if err != nil {
		return unreadable(err)
	}
	switch {
	case info.IsDir():
		return w.folder(ctx, name)
	case info.Mode()&fs.ModeSymlink != 0:
		return reject("%q is a symbolic link; hand in the file itself", name)
	case !info.Mode().IsRegular():
		return reject("%q is not a regular file", name)
	case len(w.files) == MaxFiles:
		return reject("the submission has more than %d files", MaxFiles)
	}
	data, err := readFile(w.root, name, info)
	if err != nil {
		return err
	}
	w.total += len(data)
	if w.total > MaxTotalBytes {
		return reject("the submission has more than %d bytes", MaxTotalBytes)
	}
	w.files = append(w.files, runner.File{Path: name, Data: data})
	return nil
}
