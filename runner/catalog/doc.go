// Package catalog loads exercises from folders.
//
// Call [Load] with one [Layer] for each source; a later layer replaces the
// exercises of an earlier one by slug. An exercise is a folder, at any depth,
// that holds an exercise.yaml:
//
//	slug: leak-hunt            # required: lower-case letters, digits, - and _
//	title: Find three leaks    # required
//	topic: memory              # default: the folder above
//	level: core                # warm-up | core (default) | advanced
//	questions: [3, 33, 44d]
//	points: 1
//	image: python
//	services: []
//	limits:
//	  wall: 60s                # whole run; ms, s, m or h
//	  test: 20s                # one test
//	  memory: 256MiB           # B, kB, MB, GB, KiB, MiB or GiB
//	  cpus: 2
//	  pids: 64
//	  output: 8MiB
//	deliverables: [solution.py]
//	feedback: full             # full | messages | verdict
//	runtime_skips: forbid      # forbid | allow
//	isolation: fresh           # fresh | shared
//	exclusive: false
//	flawed:                    # solutions/<name> and all the tests it must fail
//	  flawed-keeps-all: [test_memory.py::test_peak]
//	  flawed-waits-for-ever: # the same with a verdict other than failed
//	    fails: [test_memory.py::test_ends]
//	    verdict: timeout
//
// The root of a layer may hold questions.yaml, the question bank: see [Catalog.Questions].
//
// Beside it stand README.md (the brief, optional) and tests/, which holds at
// least one test_*.py or *_test.py. Everything is read and checked at once: Load
// either gives a catalogue without faults or an error that lists every one.
//
// A loaded [Catalog] never changes and may be used by several goroutines. The
// package runs nothing and does not look at solutions.
package catalog
