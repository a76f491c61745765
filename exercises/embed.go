// Package exercises carries the catalogue in the binary: for each exercise in
// <topic>/<slug>/ its exercise.yaml, brief, starter, hidden tests, hints,
// explanation and demo. Solutions stay out, so that a shipped binary holds no
// answers; they are read from a checkout by what proves exercises.
package exercises

import (
	"embed"
	"io/fs"
)

// A pattern cannot exclude, so these spell out what comes along: in an
// exercise's folder the files and the contents of folders whose names do not
// start with s, and the contents of starter. Matching contents, not folders,
// keeps an empty folder from stopping the build. With "all:" names like
// __init__.py are reached at any depth; the __pycache__ that comes along in a
// used checkout is ignored by the readers.
//
//go:embed questions.yaml demos/*/demo.yaml demos/*/*.py */*/[^s]*.* all:*/*/[^s]*/* all:*/*/st*/*
var tree embed.FS

// FS is the catalogue as questions.yaml and <topic>/<slug>/..., without solutions. It never changes.
func FS() fs.FS { return tree }
