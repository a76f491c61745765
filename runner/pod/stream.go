package pod

import (
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	"github.com/docker/docker/api/types"
)

// stderrKept is how much of a container's stderr is kept, in bytes.
const stderrKept = 64 << 10

// Kinds of the chunks that the engine sends from a container without a terminal.
const (
	chunkStdout = 1
	chunkStderr = 2
	chunkEngine = 3 // a message of the engine's own

	chunkHeader = 8 // kind, three zeros, length in 4 bytes
)

// stream is stdin and stdout of one container. Reading puts aside what the
// container writes to stderr. One goroutine may read while another writes.
type stream struct {
	conn types.HijackedResponse
	left int64 // bytes of the current stdout chunk that are still to come

	mu     sync.Mutex
	stderr []byte
}

// Read reads stdout.
func (s *stream) Read(p []byte) (int, error) {
	for s.left == 0 {
		if err := s.nextChunk(); err != nil {
			return 0, err
		}
	}
	if int64(len(p)) > s.left {
		p = p[:s.left]
	}
	n, err := s.conn.Reader.Read(p)
	s.left -= int64(n)
	return n, err //nolint:wrapcheck // io.EOF must stay io.EOF
}

// nextChunk takes in chunks up to the next one of stdout.
func (s *stream) nextChunk() error {
	var head [chunkHeader]byte
	if _, err := io.ReadFull(s.conn.Reader, head[:]); err != nil {
		return err //nolint:wrapcheck // io.EOF must stay io.EOF
	}
	length := int64(binary.BigEndian.Uint32(head[4:]))
	switch head[0] {
	case chunkStdout:
		s.left = length
		return nil
	case chunkStderr, chunkEngine:
		if _, err := io.CopyN(stderrOf{s}, s.conn.Reader, length); err != nil {
			return fmt.Errorf("read stderr: %w", err)
		}
		return nil
	default:
		return fmt.Errorf("engine sent a chunk of unknown kind %d", head[0])
	}
}

// Write writes stdin.
func (s *stream) Write(p []byte) (int, error) {
	n, err := s.conn.Conn.Write(p)
	if err != nil {
		return n, fmt.Errorf("write stdin: %w", err)
	}
	return n, nil
}

// Close ends both directions; a Read or Write under way returns.
func (s *stream) Close() error {
	s.conn.Close()
	return nil
}

// Stderr gives what has been read of the container's stderr, at most stderrKept bytes.
func (s *stream) Stderr() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return string(s.stderr)
}

// stderrOf keeps the end of what is written to it: a traceback's last line says most.
type stderrOf struct{ *stream }

func (s stderrOf) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stderr = append(s.stderr, p...)
	if extra := len(s.stderr) - stderrKept; extra > 0 {
		s.stderr = append(s.stderr[:0], s.stderr[extra:]...)
	}
	return len(p), nil
}
