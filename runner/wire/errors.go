package wire

import "errors"

// What can be wrong with a frame. Every error of [Reader.Read] that is not
// [io.EOF] or the stream's own wraps exactly one of these.
var (
	ErrTooLong      = errors.New("frame is longer than its link allows")
	ErrTruncated    = errors.New("stream ended inside a frame")
	ErrMalformed    = errors.New("frame is malformed")
	ErrUnknownType  = errors.New("frame has an unknown type")
	ErrUnknownField = errors.New("frame has an unknown field")
	ErrBadVersion   = errors.New("peer speaks another version of the protocol")
)
