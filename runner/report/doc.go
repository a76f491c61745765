// Package report writes results, errors and exercises for people and for tools.
//
// [Text] is for a terminal, [JSON] and [JSONError] for programs (the fields are
// in docs/result.md), [JUnit] for continuous integration. Everything that a
// candidate had a hand in (messages, output, even test names) passes through
// [Visible] on its way to a terminal, so that no control character reaches it.
//
// Functions write to what they are given, keep nothing and may be called from
// several goroutines. An error is always that of the writer.
package report
