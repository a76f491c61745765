// Package proof says whether an exercise judges what it means to judge.
//
// Call [Read] with an exercise and its folder in a checkout, then [Prove]. An exercise is
// proved when all its parts are there, every reference solution passes within half the
// limits, the starter fails, every flawed solution fails by exactly the tests that
// exercise.yaml declares and with the declared verdict, and every hidden test is tripped
// by a flawed solution or a mutant. [Prove] says of each exercise that is not proved why.
//
// Mutants are small changes to the reference, made by an ordinary run in a sandbox
// (mutate/mutate.py); a suite that is worth its name notices most of them. Those that it
// does not notice are listed and prove nothing, because some change nothing that anybody
// could see.
//
// [Scaffold] makes the folder of a new exercise, of which [Read] says what is still to be
// written.
//
// Functions keep no state and may be called by several goroutines at once. The package
// runs nothing itself: its caller hands it something that judges.
package proof
