package catalog

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"assay/runner"
)

// Layer is one source of exercises.
type Layer struct {
	Name string // stands before file names in errors; a folder's path
	FS   fs.FS
	// Tidy demands that an exercise's folder is called like its slug and lies in
	// a folder called like its topic, as the embedded catalogue promises.
	Tidy bool
}

// Dir is the layer of one folder: a pack of exercises or a single exercise. The
// error is of kind [runner.KindUsage].
func Dir(dir string) (Layer, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s: not a folder", dir)
	}
	if err != nil {
		return Layer{}, &runner.Error{
			Kind: runner.KindUsage, Message: "the folder of exercises cannot be used", Err: err,
			Hint: "name a folder that holds exercise folders, each with an exercise.yaml",
		}
	}
	return Layer{Name: filepath.ToSlash(dir), FS: os.DirFS(dir)}, nil
}

// Catalog is a set of valid exercises.
type Catalog struct {
	bySlug   map[string]runner.Exercise
	folders  map[string]string // by slug
	sections []runner.Section
	demos    map[string]runner.Demo
}

// Load reads the layers; a later question bank replaces an earlier one. A fault in any file is an error of kind
// [runner.KindExercise] that wraps one [*Problem] for each fault.
func Load(layers ...Layer) (*Catalog, error) {
	all := &Catalog{bySlug: map[string]runner.Exercise{}, folders: map[string]string{}, demos: map[string]runner.Demo{}}
	var problems Problems
	for _, layer := range layers {
		loaded, faults := loadLayer(layer, all.folders)
		problems = append(problems, faults...)
		for _, e := range loaded {
			all.bySlug[e.Slug] = e
		}
		demos, faults := loadDemos(layer)
		problems = append(problems, faults...)
		for _, d := range demos {
			all.demos[d.Name] = d
		}
		sections, faults := loadQuestions(layer)
		problems = append(problems, faults...)
		if sections != nil {
			all.sections = sections
		}
	}
	if len(problems) > 0 {
		return nil, invalid(problems)
	}
	return all, nil
}

// One gives the exercise that Get gives of the layers, without reading all the others:
// of a tidy layer only the folder that is called like it is read. Faults elsewhere in such a
// layer are not found.
func One(slug string, layers ...Layer) (runner.Exercise, error) {
	var problems Problems
	var found *runner.Exercise
	for _, layer := range layers {
		var loaded []runner.Exercise
		var faults Problems
		if layer.Tidy {
			loaded, faults = layer.just(slug)
		} else {
			loaded, faults = loadLayer(layer, map[string]string{})
		}
		problems = append(problems, faults...)
		for _, e := range loaded {
			if e.Slug == slug {
				found = &e
			}
		}
	}
	if len(problems) > 0 {
		return runner.Exercise{}, invalid(problems)
	}
	if found != nil {
		return *found, nil
	}
	all, err := Load(layers...) // which knows similar names
	if err != nil {
		return runner.Exercise{}, err
	}
	return all.Get(slug)
}

// just reads the exercise of a tidy layer that is called slug, if there is one.
func (l Layer) just(slug string) (loaded []runner.Exercise, problems Problems) {
	if !slugPattern.MatchString(slug) {
		return nil, nil
	}
	files, _ := fs.Glob(l.FS, path.Join("*", slug, metaFile)) // a slug is a good pattern
	for _, file := range files {
		e, faults := loadFolder(l, path.Dir(file))
		loaded, problems = append(loaded, e), append(problems, faults...)
	}
	return loaded, problems
}

func invalid(problems Problems) error {
	return &runner.Error{
		Kind: runner.KindExercise, Message: "the catalogue is invalid", Err: problems,
		Hint: "correct the files named above; no exercise runs before that",
	}
}

// loadLayer gives the exercises of a layer, and notes in which folders they lie.
func loadLayer(layer Layer, at map[string]string) ([]runner.Exercise, Problems) {
	folders, problems := find(layer)
	var loaded []runner.Exercise
	firstAt := map[string]string{}
	for _, folder := range folders {
		e, faults := loadFolder(layer, folder)
		problems = append(problems, faults...)
		if len(faults) > 0 {
			continue
		}
		if other, twice := firstAt[e.Slug]; twice {
			problems = append(problems, &Problem{
				File:    layer.file(path.Join(folder, metaFile)),
				Message: fmt.Sprintf("slug %q is taken by %s", e.Slug, layer.file(path.Join(other, metaFile))),
			})
			continue
		}
		firstAt[e.Slug] = folder
		at[e.Slug] = folder
		loaded = append(loaded, e)
	}
	return loaded, problems
}

// file is how errors name a file of the layer.
func (l Layer) file(name string) string { return path.Join(l.Name, name) }

// Exercises gives all exercises by topic and slug. The caller owns the slice,
// not what the exercises point to.
func (c *Catalog) Exercises() []runner.Exercise {
	all := make([]runner.Exercise, 0, len(c.bySlug))
	for _, e := range c.bySlug {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b runner.Exercise) int {
		return cmp.Or(strings.Compare(a.Topic, b.Topic), strings.Compare(a.Slug, b.Slug))
	})
	return all
}

// Folder gives the folder of an exercise as a slash-separated path in its layer; "." is the
// layer itself.
func (c *Catalog) Folder(slug string) string { return c.folders[slug] }

// Get finds an exercise. An unknown slug is an error of kind [runner.KindUsage]
// whose hint names the nearest slugs.
func (c *Catalog) Get(slug string) (runner.Exercise, error) {
	if e, ok := c.bySlug[slug]; ok {
		return e, nil
	}
	return runner.Exercise{}, unknown(slug, c.bySlug, "exercise", "assay list")
}
