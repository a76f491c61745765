package runner

import "errors"

// ErrorKind separates the two troubles that are not the candidate's.
type ErrorKind string

// The closed set of error kinds.
const (
	KindUsage    ErrorKind = "usage"    // the caller's input cannot be used
	KindExercise ErrorKind = "exercise" // the exercise is broken: its tests cannot run
	KindRunner   ErrorKind = "runner"   // Docker, an image or Assay itself broke
)

// Error is a failure that is not a verdict. Hint says what to do next and may be empty.
type Error struct {
	Kind    ErrorKind
	Message string
	Hint    string
	Err     error // the cause, may be nil
}

// Error gives the message and, where there is one, its cause.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Message
	}
	return e.Message + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf gives the kind of err, KindRunner when nothing below said otherwise.
func KindOf(err error) ErrorKind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return KindRunner
}
