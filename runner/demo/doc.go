// Package demo runs an experiment several times and sums up what it measured.
//
// [Run] is all there is to call. Each run is a suite judged like any other, in a pod of its
// own: experiment.py in the grader, measured.py in the sandbox. Samples that share a panel,
// a series and an x become one [runner.Summary]. The package draws nothing; runner/report
// shows a result. Run may be called by several goroutines, but what it measures is only
// worth something if the machine does nothing else meanwhile.
package demo
