package catalog

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxMeta bounds an exercise.yaml, in bytes: the YAML parser recurses.
const maxMeta = 64 << 10

// reader turns the syntax tree of one file into values and notes every fault
// with its place. Scalars are taken as they are written, so that `slug: 007`
// stays 007; what a scalar means is for the field to say.
type reader struct {
	file     string
	least    string // what the file must hold, for the error about an empty one
	problems Problems
}

// field is one key of a mapping and what to do with its value.
type field struct {
	key  string
	read func(ast.Node)
}

func (r *reader) fault(at ast.Node, format string, args ...any) {
	p := &Problem{File: r.file, Line: 1, Column: 1, Message: fmt.Sprintf(format, args...)}
	if at != nil && at.GetToken() != nil {
		place(p, at.GetToken())
	}
	r.problems = append(r.problems, p)
}

func place(p *Problem, t *token.Token) {
	if t != nil && t.Position != nil {
		p.Line, p.Column = max(1, t.Position.Line), max(1, t.Position.Column)
	}
}

// document parses text and gives the value it holds, nil after a fault.
func (r *reader) document(text []byte) ast.Node {
	if len(text) > maxMeta {
		r.fault(nil, "larger than %d bytes", maxMeta)
		return nil
	}
	if !utf8.Valid(text) {
		r.fault(nil, "not UTF-8")
		return nil
	}
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntaxFault(err)
		return nil
	}
	var body ast.Node
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case body != nil:
			r.fault(doc.Body, "a second document; write one")
			return nil
		default:
			body = doc.Body
		}
	}
	if body == nil {
		r.fault(nil, "empty; write at least %s", r.least)
	}
	return body
}

func (r *reader) syntaxFault(err error) {
	p := &Problem{File: r.file, Line: 1, Column: 1, Message: "not YAML: " + err.Error()}
	var located yaml.Error
	if errors.As(err, &located) {
		p.Message = "not YAML: " + located.GetMessage()
		place(p, located.GetToken())
	}
	r.problems = append(r.problems, p)
}

// mapping calls the field of each key and gives the known keys that are there.
// Unknown and repeated keys are faults.
func (r *reader) mapping(n ast.Node, what string, fields []field) []string {
	var known []string
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.key
	}
	r.entries(n, what, func(at ast.Node, key string, value ast.Node) {
		i := slices.Index(keys, key)
		if i < 0 {
			r.fault(at, "unknown key %q in %s%s; allowed: %s", key, what, meant(key, keys), strings.Join(keys, ", "))
			return
		}
		known = append(known, key)
		fields[i].read(value)
	})
	return known
}

func meant(word string, names []string) string {
	if near := nearest(word, names); len(near) > 0 {
		return " (did you mean " + near[0] + "?)"
	}
	return ""
}

// entries calls each for every key of a mapping, which must be text and occur once.
func (r *reader) entries(n ast.Node, what string, each func(at ast.Node, key string, value ast.Node)) {
	m, ok := n.(ast.MapNode)
	if !ok {
		r.fault(n, "%s must be keys with values, not %s", what, kind(n))
		return
	}
	seen := map[string]bool{}
	for it := m.MapRange(); it.Next(); {
		key, ok := text(it.Key())
		switch {
		case !ok:
			r.fault(it.Key(), "a key of %s must be plain text", what)
		case seen[key]:
			r.fault(it.Key(), "key %q stands twice in %s", key, what)
		default:
			seen[key] = true
			each(it.Key(), key, it.Value())
		}
	}
}

// list calls each for every entry of a sequence.
func (r *reader) list(n ast.Node, what string, each func(ast.Node)) {
	s, ok := n.(*ast.SequenceNode)
	if !ok {
		r.fault(n, "%s must be a list, not %s", what, kind(n))
		return
	}
	for _, v := range s.Values {
		each(v)
	}
}

// scalar gives a value as it is written.
func (r *reader) scalar(n ast.Node, what string) (string, bool) {
	s, ok := text(n)
	if !ok {
		r.fault(n, "%s must be one value, not %s", what, kind(n))
	}
	return s, ok
}

func text(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true
	default:
		return "", false
	}
}

// kind names a node for an error.
func kind(n ast.Node) string {
	switch n.(type) {
	case nil, *ast.NullNode:
		return "nothing"
	case *ast.SequenceNode:
		return "a list"
	case ast.MapNode:
		return "keys with values"
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		return "an anchor, alias or tag"
	default:
		return "a single value"
	}
}
