// Package exercises carries the catalogue in the binary: for each exercise in
// <topic>/<slug>/ its exercise.yaml, brief, starter, hidden tests, hints,
// explanation and demo. Solutions stay out, so that a shipped binary holds no
// answers; they are read from a checkout by what proves exercises.
package exercises

import (
	"embed"
	"io/fs"
)

// A pattern cannot exclude, so these take everything in an exercise's folder
// whose name does not start with s, and what starts with st (starter). With
// "all:" they reach names like __init__.py below the folders they match; the
// __pycache__ that comes along in a used checkout is ignored by the readers.
//
//go:embed all:*/*/[^s]* all:*/*/st*
var tree embed.FS

// FS is the catalogue as <topic>/<slug>/..., without solutions. It never changes.
func FS() fs.FS { return tree }
