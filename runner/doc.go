// Package runner holds the nouns that every layer of Assay shares: exercises,
// submissions, limits, results and the three kinds of trouble. It imports the
// standard library only and does nothing by itself.
package runner
