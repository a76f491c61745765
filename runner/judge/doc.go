// Package judge runs one submission in a pod and says what became of it.
//
// [Run] is all there is to call; [Rejected] is the result of a submission that was
// refused before anything ran. Both may be used by several goroutines at once. The
// package knows no Docker: its caller hands it something that starts pods.
//
// # A run
//
// The pod starts; as soon as the grader is ready it is given the suite, and as soon
// as the warden is ready the submission. When the grader has collected the tests, the
// warden has the files and every service is ready, the warden is told to join the grader, and only then can
// code of the candidate run. From there on the grader's frames are folded into the
// result, until it says done.
//
// # Whose fault
//
// The candidate's: a verdict. The exercise's: an error of kind
// [runner.KindExercise] (broken, no tests, not collected in time). The runner's: an
// error of kind [runner.KindRunner] (no pod, a container that does not speak the
// protocol, a grader or a service that dies, a sandbox that dies otherwise than at its
// memory limit). The expected tests are fixed by the collected frame,
// before the candidate's code has run. A grader that reports a test it did not
// announce, one twice, or fewer than all without saying that it stopped is broken:
// that is an error, never a verdict.
//
// # The verdict
//
// What ended a run before its time decides alone, whatever the tests before it did:
//
//	the grader stopped: output_limit            output_limit
//	the grader stopped: timeout                 timeout
//	the grader overstayed the limit for the run timeout, and the pod is killed
//	the sandbox died at its memory limit        out_of_memory
//	a service died at its memory limit          crashed
//
// A run that came to its end passed if every expected test passed. Otherwise the
// verdict is the gravest outcome of any test, for that one explains the others more
// often than the other way round:
//
//	out_of_memory, timeout, crashed, error, failed
//
// A test that ran when the run was ended has the outcome that the table gives it
// (error where the output limit was reached), the tests after it are not_run.
package judge
