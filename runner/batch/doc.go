// Package batch judges many submissions, several at a time.
//
// [Run] takes jobs as they come and gives results as they come; an iterator on either
// side, so whoever reads slowly slows down what is started. [Pool] has the pods of
// coming runs ready, new ones and such as served a run before. [Enter] keeps an exclusive exercise alone on the
// machine, across all processes of the user; [Run] calls it for each job.
//
// Functions may be called by several goroutines at once, unless they say otherwise.
package batch
