package catalog

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"assay/runner"
)

const (
	maxName   = 64  // bytes of a slug or another identifier
	maxTitle  = 120 // bytes
	maxPoints = 1000
)

var (
	slugPattern     = regexp.MustCompile(`^[a-z0-9]+(?:[-_][a-z0-9]+)*$`)
	questionPattern = regexp.MustCompile(`^[1-9][0-9]{0,3}[a-z]?$`)
)

// parse reads an exercise.yaml; what the file leaves out has its default.
func (r *reader) parse(source []byte) runner.Exercise {
	e := runner.Exercise{
		Level: runner.LevelCore, Points: 1, Image: "python", Limits: runner.DefaultLimits(),
		Feedback: runner.FeedbackFull, RuntimeSkips: runner.RuntimeSkipsForbid, Isolation: runner.IsolationFresh,
	}
	doc := r.document(source)
	if _, ok := doc.(ast.MapNode); !ok {
		if doc != nil {
			r.fault(doc, "an exercise must be keys with values, not %s", kind(doc))
		}
		return e
	}
	given := r.mapping(doc, "the exercise", []field{
		{"slug", r.identifier("slug", &e.Slug)},
		{"title", r.oneLine("title", maxTitle, &e.Title)},
		{"topic", r.identifier("topic", &e.Topic)},
		{"level", oneOf(r, "level", &e.Level, runner.LevelWarmUp, runner.LevelCore, runner.LevelAdvanced)},
		{"questions", r.questions(&e.Questions)},
		{"points", r.whole("points", &e.Points, 0, maxPoints)},
		{"image", r.identifier("image", &e.Image)},
		{"services", r.services(&e.Services)},
		{"limits", r.limits(&e.Limits)},
		{"deliverables", r.deliverables(&e.Deliverables)},
		{"feedback", oneOf(r, "feedback", &e.Feedback, runner.FeedbackFull, runner.FeedbackMessages, runner.FeedbackVerdict)},
		{"runtime_skips", oneOf(r, "runtime_skips", &e.RuntimeSkips, runner.RuntimeSkipsForbid, runner.RuntimeSkipsAllow)},
		{"isolation", oneOf(r, "isolation", &e.Isolation, runner.IsolationFresh, runner.IsolationShared)},
		{"exclusive", r.flag("exclusive", &e.Exclusive)},
		{"flawed", r.flawed(&e.Flawed)},
	})
	if e.Isolation == runner.IsolationShared && len(e.Services) > 0 {
		r.fault(nil, "isolation is shared, but services keep what they were told: leave out one of the two")
	}
	for _, required := range []string{"slug", "title"} {
		if !slices.Contains(given, required) {
			r.fault(nil, "%s is missing", required)
		}
	}
	return e
}

func (r *reader) identifier(what string, to *string) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n, what)
		if ok && (!ValidName(s)) {
			r.fault(n, "%s %q must be lower-case letters and digits, in words joined by - or _, at most %d characters", what, s, maxName)
			return
		}
		*to = s
	}
}

// oneOf reads a word of a closed set.
func oneOf[T ~string](r *reader, what string, to *T, allowed ...T) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n, what)
		if !ok {
			return
		}
		if !slices.Contains(allowed, T(s)) {
			names := make([]string, len(allowed))
			for i, a := range allowed {
				names[i] = string(a)
			}
			r.fault(n, "%s is %q%s; allowed: %s", what, s, meant(s, names), strings.Join(names, ", "))
			return
		}
		*to = T(s)
	}
}

func (r *reader) flag(what string, to *bool) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n, what)
		switch {
		case !ok:
		case s == "true" || s == "false":
			*to = s == "true"
		default:
			r.fault(n, "%s is %q; allowed: true, false", what, s)
		}
	}
}

// whole reads a decimal integer from lowest to highest.
func (r *reader) whole(what string, to *int, lowest, highest int) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n, what)
		if !ok {
			return
		}
		v, err := strconv.Atoi(s)
		if err != nil || v < lowest || v > highest {
			r.fault(n, "%s is %q; allowed: whole numbers from %d to %d", what, s, lowest, highest)
			return
		}
		*to = v
	}
}

// decimal reads a number from lowest to highest.
func (r *reader) decimal(what string, to *float64, lowest, highest float64) func(ast.Node) {
	return func(n ast.Node) {
		s, ok := r.scalar(n, what)
		if !ok {
			return
		}
		v, err := strconv.ParseFloat(s, 64)
		if err != nil || math.IsNaN(v) || v < lowest || v > highest {
			r.fault(n, "%s is %q; allowed: numbers from %g to %g", what, s, lowest, highest)
			return
		}
		*to = v
	}
}

func (r *reader) questions(to *[]string) func(ast.Node) {
	return func(n ast.Node) {
		r.list(n, "questions", func(v ast.Node) {
			s, ok := r.scalar(v, "a question")
			switch {
			case !ok:
			case !questionPattern.MatchString(s):
				r.fault(v, "question %q must be a number of the question bank, like 31 or 44d", s)
			case slices.Contains(*to, s):
				r.fault(v, "question %s stands twice", s)
			default:
				*to = append(*to, s)
			}
		})
	}
}

func (r *reader) services(to *[]runner.Service) func(ast.Node) {
	return func(n ast.Node) {
		r.list(n, "services", func(v ast.Node) {
			var s runner.Service
			oneOf(r, "service", &s, runner.ServicePostgres, runner.ServiceRedis)(v)
			switch {
			case s == "":
			case slices.Contains(*to, s):
				r.fault(v, "service %s stands twice", s)
			default:
				*to = append(*to, s)
			}
		})
	}
}

func (r *reader) deliverables(to *[]string) func(ast.Node) {
	return func(n ast.Node) {
		r.list(n, "deliverables", func(v ast.Node) {
			s, ok := r.scalar(v, "a deliverable")
			if !ok {
				return
			}
			if err := runner.CheckPath(s); err != nil {
				r.fault(v, "deliverable %q: %v; write paths like solution.py or app/main.py", s, err)
				return
			}
			if slices.Contains(*to, s) {
				r.fault(v, "deliverable %q stands twice", s)
				return
			}
			*to = append(*to, s)
		})
	}
}

func (r *reader) flawed(to *[]runner.Flawed) func(ast.Node) {
	return func(n ast.Node) {
		r.entries(n, "flawed", func(at ast.Node, name string, tests ast.Node) {
			if !ValidName(name) {
				r.fault(at, "flawed solution %q must be called like a folder below solutions/, in lower case", name)
				return
			}
			f := runner.Flawed{Name: name, Verdict: runner.VerdictFailed}
			fails := func(n ast.Node) {
				r.list(n, "flawed."+name, func(v ast.Node) {
					if s, ok := r.scalar(v, "a test of flawed."+name); ok {
						f.Fails = append(f.Fails, s)
					}
				})
			}
			if _, keys := tests.(ast.MapNode); keys {
				r.mapping(tests, "flawed."+name, []field{
					{"fails", fails},
					{"verdict", oneOf(r, "flawed."+name+".verdict", &f.Verdict, runner.VerdictFailed, runner.VerdictError,
						runner.VerdictTimeout, runner.VerdictOutOfMemory, runner.VerdictCrashed, runner.VerdictOutputLimit)},
				})
			} else {
				fails(tests)
			}
			if len(f.Fails) == 0 || slices.Contains(f.Fails, "") {
				r.fault(tests, "flawed.%s must name the tests that it fails", name)
				return
			}
			*to = append(*to, f)
		})
	}
}

// ValidName says whether a slug or a topic may be called name.
func ValidName(name string) bool { return len(name) <= maxName && slugPattern.MatchString(name) }
