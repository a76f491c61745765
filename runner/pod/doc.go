// Package pod talks to the Docker engine; no other package of Assay does.
//
// [Connect] finds the engine the way the docker command does and gives an
// [Engine]. Engine.EnsureImage makes the images a run needs, Engine.Doctor says
// what is wrong with the machine, Engine.Sweep removes what killed runs left
// behind. An Engine may be used by several goroutines at once. The package
// judges nothing and knows no frame: a pod is two started containers, each a
// stream of bytes.
//
// Everything made on an engine carries [Label]; nothing without it is ever
// changed or removed. A failure is a [runner.Error] of kind [runner.KindRunner].
package pod
