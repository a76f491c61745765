package catalog

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"

	"assay/runner"
)

const (
	demosDir  = "demos"
	demoFile  = "demo.yaml"
	maxHue    = 6
	maxScript = 256 << 10
	maxDemos  = 1000
	maxProse  = 4000 // bytes of a demo's text
)

// Demos gives all demos by name. The caller owns the slice, not what the demos point to.
func (c *Catalog) Demos() []runner.Demo {
	all := make([]runner.Demo, 0, len(c.demos))
	for _, d := range c.demos {
		all = append(all, d)
	}
	slices.SortFunc(all, func(a, b runner.Demo) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// Demo finds a demo. An unknown name is an error of kind [runner.KindUsage] whose hint
// names the nearest.
func (c *Catalog) Demo(name string) (runner.Demo, error) {
	if d, ok := c.demos[name]; ok {
		return d, nil
	}
	return runner.Demo{}, unknown(name, c.demos, "demo", "assay demo")
}

// loadDemos reads demos/*/ of a layer.
func loadDemos(layer Layer) ([]runner.Demo, Problems) {
	entries, err := fs.ReadDir(layer.FS, demosDir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, Problems{&Problem{File: layer.file(demosDir), Message: err.Error()}}
	}
	var demos []runner.Demo
	var problems Problems
	for _, entry := range entries[:min(len(entries), maxDemos)] {
		dir := path.Join(demosDir, entry.Name())
		if _, err := fs.Stat(layer.FS, path.Join(dir, demoFile)); err != nil {
			continue
		}
		d, faults := loadDemo(layer, dir)
		problems = append(problems, faults...)
		demos = append(demos, d)
	}
	return demos, problems
}

func loadDemo(layer Layer, dir string) (runner.Demo, Problems) {
	r := &reader{file: layer.file(path.Join(dir, demoFile)), least: "name, title, text and panels"}
	var d runner.Demo
	source, err := readBounded(layer.FS, path.Join(dir, demoFile), maxMeta)
	if err != nil {
		r.fault(nil, "%v", err)
	} else {
		d = r.demo(source)
	}
	if d.Name != "" && d.Name != path.Base(dir) {
		r.fault(nil, "name %q must be the name of its folder, %q", d.Name, path.Base(dir))
	}
	for name, to := range map[string]*[]byte{"experiment.py": &d.Experiment, "measured.py": &d.Measured} {
		file := path.Join(dir, name)
		data, err := readBounded(layer.FS, file, maxScript)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			r.faultIn(layer.file(file), "missing")
		case err != nil:
			r.faultIn(layer.file(file), "%v", err)
		case !utf8.Valid(data):
			r.faultIn(layer.file(file), "not UTF-8")
		}
		*to = data
	}
	return d, r.problems
}

// demo reads a demo.yaml.
func (r *reader) demo(source []byte) runner.Demo {
	d := runner.Demo{Image: "python", Limits: runner.DefaultLimits()}
	doc := r.document(source)
	if doc == nil {
		return d
	}
	given := r.mapping(doc, "the demo", []field{
		{"name", r.identifier("name", &d.Name)},
		{"title", r.oneLine("title", maxTitle, &d.Title)},
		{"questions", r.questions(&d.Questions)},
		{"image", r.identifier("image", &d.Image)},
		{"limits", r.limits(&d.Limits)},
		{"panels", func(n ast.Node) {
			r.list(n, "panels", func(v ast.Node) { d.Panels = append(d.Panels, r.panel(v, d.Panels)) })
		}},
		{"text", r.paragraph(&d.Text)},
	})
	if len(r.problems) == 0 {
		r.require(doc, "the demo", given, "name", "title", "panels", "text")
	}
	return d
}

func (r *reader) paragraph(to *string) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n, "text")
		if words := strings.Fields(s); ok && (len(words) == 0 || len(s) > maxProse) {
			r.fault(n, "text must be a paragraph of 1 to %d bytes", maxProse)
		} else {
			*to = strings.Join(words, " ")
		}
	}
}

func (r *reader) panel(n ast.Node, others []runner.Panel) runner.Panel {
	p := runner.Panel{Kind: runner.PanelLines}
	given := r.mapping(n, "a panel", []field{
		{"name", r.identifier("name", &p.Name)},
		{"title", r.oneLine("title", maxTitle, &p.Title)},
		{"kind", oneOf(r, "kind", &p.Kind, runner.PanelLines, runner.PanelBars, runner.PanelDots)},
		{"x", r.axis("x", &p.X)},
		{"y", r.axis("y", &p.Y)},
		{"series", func(v ast.Node) {
			r.list(v, "series", func(s ast.Node) { p.Series = append(p.Series, r.series(s, p.Series)) })
		}},
	})
	r.require(n, "a panel", given, "name", "title", "x", "y", "series")
	switch named := len(p.X.Names) > 0; {
	case slices.ContainsFunc(others, func(o runner.Panel) bool { return o.Name == p.Name }):
		r.fault(n, "panel %q stands twice", p.Name)
	case named && p.Kind == runner.PanelLines:
		r.fault(n, "panel %q draws lines, so its x axis has no names", p.Name)
	case !named && p.Kind != runner.PanelLines:
		r.fault(n, "panel %q draws %s, so its x axis needs names", p.Name, p.Kind)
	case len(p.Y.Names) > 0:
		r.fault(n, "the y axis of panel %q has no names", p.Name)
	}
	return p
}

func (r *reader) axis(what string, to *runner.Axis) func(ast.Node) {
	return func(n ast.Node) {
		*to = runner.Axis{Scale: runner.ScaleLinear, Names: []string{}}
		given := r.mapping(n, "an axis", []field{
			{"label", r.oneLine("label", maxTitle, &to.Label)},
			{"unit", r.oneLine("unit", maxTitle, &to.Unit)},
			{"scale", oneOf(r, "scale", &to.Scale, runner.ScaleLinear, runner.ScaleLog)},
			{"names", func(v ast.Node) {
				r.list(v, "names", func(s ast.Node) {
					var name string
					r.oneLine("a name", maxTitle, &name)(s)
					to.Names = append(to.Names, name)
				})
			}},
		})
		r.require(n, "axis "+what, given, "label")
	}
}

func (r *reader) series(n ast.Node, others []runner.Series) runner.Series {
	s := runner.Series{Hue: len(others)%maxHue + 1}
	given := r.mapping(n, "a series", []field{
		{"name", r.oneLine("name", 80, &s.Name)},
		{"hue", r.whole("hue", &s.Hue, 1, maxHue)},
		{"dashed", r.flag("dashed", &s.Dashed)},
	})
	r.require(n, "a series", given, "name")
	if slices.ContainsFunc(others, func(o runner.Series) bool { return o.Name == s.Name }) {
		r.fault(n, "series %q stands twice", s.Name)
	}
	return s
}
