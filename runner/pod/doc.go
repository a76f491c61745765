// Package pod talks to the Docker engine; no other package of Assay does.
//
// [Connect] finds the engine the way the docker command does and gives an
// [Engine]. Engine.EnsureImage makes the images a run needs, Engine.Doctor says
// what is wrong with the machine, Engine.Sweep removes what killed runs left
// behind. An Engine may be used by several goroutines at once. The package
// judges nothing: a pod is two started containers, each a stream of bytes. Of the
// frames it knows only the one that wakes a pod made ahead.
//
// [Engine.Start] makes a pod while its caller waits. [Engine.Prepare] makes one ahead,
// which [Engine.Claim] gives to exactly one process and which ends by itself if nobody
// wants it.
//
// Everything made on an engine carries [Label]; nothing without it is ever
// changed or removed. A failure is a [runner.Error] of kind [runner.KindRunner].
package pod
