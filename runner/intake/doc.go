// Package intake reads what a candidate handed in.
//
// Call [Read] with the path of a folder or of a single file. It takes regular
// files only, into memory, within fixed bounds, and never follows a symbolic
// link: the names in a submission are a stranger's. What tools leave behind
// (.git, __pycache__, virtual environments, node_modules) is passed over.
//
// A submission that breaks a rule gives a [*Rejection], which is a verdict on
// the candidate's work; a path that cannot be read gives a [*runner.Error] of
// kind [runner.KindUsage]. Functions keep no state and may be called from
// several goroutines. Nothing is ever executed or written.
package intake
