package catalog

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

const (
	metaFile   = "exercise.yaml"
	maxDepth   = 8     // folders between a layer's root and an exercise
	maxVisited = 20000 // folders looked into, so that --exercises / ends
)

// finder walks one layer for exercise folders.
type finder struct {
	layer    Layer
	visited  int
	folders  []string
	problems Problems
}

// find gives the folders of a layer that hold an exercise.yaml, in lexical
// order. It does not look inside an exercise for further ones.
func find(layer Layer) ([]string, Problems) {
	f := &finder{layer: layer}
	f.walk(".", 0)
	return f.folders, f.problems
}

func (f *finder) walk(dir string, depth int) {
	f.visited++
	if depth > maxDepth || f.visited > maxVisited {
		if f.visited == maxVisited+1 {
			f.fail(dir, fmt.Errorf("more than %d folders to search; name a smaller folder", maxVisited))
		}
		return
	}
	if f.isExercise(dir) {
		f.folders = append(f.folders, dir)
		return
	}
	entries, err := fs.ReadDir(f.layer.FS, dir)
	if err != nil {
		f.fail(dir, err)
		return
	}
	for _, entry := range entries {
		sub := path.Join(dir, entry.Name())
		switch {
		case ignoredFolder(entry.Name()):
		case entry.IsDir():
			f.walk(sub, depth+1)
		case entry.Type()&fs.ModeSymlink != 0 && f.isExercise(sub):
			// A link to one exercise is followed; any other could be a cycle.
			f.folders = append(f.folders, sub)
		}
	}
}

func (f *finder) isExercise(dir string) bool {
	_, err := fs.Stat(f.layer.FS, path.Join(dir, metaFile))
	return err == nil
}

func (f *finder) fail(dir string, err error) {
	f.problems = append(f.problems, &Problem{File: f.layer.file(dir), Message: err.Error()})
}

// ignoredFolder tells folders that tools leave behind from those that authors write.
func ignoredFolder(name string) bool {
	return strings.HasPrefix(name, ".") || name == "__pycache__" || name == "node_modules"
}
