// Package wire is the Go half of the protocol that Assay speaks with its two
// containers. This comment is the specification; images/harness/assay/frames.py
// is the other half, and both are held to testdata/vectors.
//
// # Links
//
// Each container's stdin and stdout carry frames and nothing else. So there are
// six directions, each with its own set of messages: [GoToGrader],
// [GraderToGo], [GoToWarden], [WardenToGo], [GoToService], [ServiceToGo].
//
// # Frames
//
// A frame is a length, 4 bytes big endian, and a body of that many bytes. The
// body is one JSON object in UTF-8 with a string "type". A body is at least 2
// bytes; at most [MaxFromContainer] bytes towards Go and [MaxToContainer] bytes
// towards a container. The length is judged before anything is allocated.
//
// The end of the stream is allowed between two frames only ([io.EOF]); anywhere
// else it is [ErrTruncated].
//
// # Strictness
//
// Both halves are built from one commit, so nothing is negotiated and nothing is
// tolerated. A type that the direction does not know is [ErrUnknownType], a field
// the type does not know [ErrUnknownField]. [ErrMalformed] is everything else that
// is wrong with a body: not UTF-8, not JSON, bytes after the object, a field that
// is missing, twice there, null or of the wrong kind, a number out of range. Names
// are compared exactly. Values never nest deeper than the message does.
//
// Hello, serve, the ready messages and suite carry "v"; a "v" other than [Version] is
// [ErrBadVersion], whatever else the frame holds. Any change to a message raises
// [Version] and comes with a vector.
//
// # Messages
//
// The structs of this package are the messages; a struct's fields are its JSON
// fields, all of them required, and [Message] names the type. []byte is base64
// with padding. The conversation is:
//
//	grader                      Go                       warden
//	       ◀───────────────── hello ────────────────────▶
//	ready  ─────────────────▶      ◀───────────────────── ready
//	       ◀───────────────── suite
//	                           load ─────────────────────▶
//	collected ──────────────▶      ◀───────────────────── loaded
//	                           join ─────────────────────▶
//	start, points, result …
//	                done ───▶
//	                          usage ─────────────────────▶
//	                               ◀───────────────────── usage
//
// A service is sent serve and answers ready; both can come at any time before join.
//
// Hello is for the containers of a warm pod, which wait for it; all others say
// ready as soon as they run. broken may come instead of collected, and at any time before done.
//
// # Trust
//
// Both peers are ours, but the grader decodes bytes from strangers and the warden
// shares a container with one. So a frame is parsed as if it were hostile: a
// [Reader] never panics and holds at most one frame. Which results are believable
// is for runner/judge to say.
//
// A [Reader] and a [Writer] each belong to one goroutine at a time.
package wire
