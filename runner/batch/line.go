package batch

import (
	"io"
	"sync"
)

// chunk is how much is read from a container at once, in bytes.
const chunk = 32 << 10

// line is the stream of a container that several borrow, one after the other. A read
// from the container cannot be given up, so a goroutine of the line's own does them.
type line struct {
	stream io.ReadWriteCloser
	pump   sync.WaitGroup
	chunks chan []byte   // closed when the container has nothing more to say
	closed chan struct{} // closed by close
	once   sync.Once
	err    error // why chunks was closed

	reading sync.Mutex
	rest    []byte // has arrived and not been read
	first   []byte // what the next borrower reads before that
}

func newLine(stream io.ReadWriteCloser) *line {
	l := &line{stream: stream, chunks: make(chan []byte), closed: make(chan struct{})}
	l.pump.Go(l.run)
	return l
}

func (l *line) run() {
	l.err = io.ErrClosedPipe
	defer close(l.chunks)
	buffer := make([]byte, chunk)
	for {
		n, err := l.stream.Read(buffer)
		if n > 0 {
			select {
			case l.chunks <- append([]byte(nil), buffer[:n]...):
			case <-l.closed:
				return
			}
		}
		if err != nil {
			l.err = err
			return
		}
	}
}

// close ends the stream.
func (l *line) close() {
	l.once.Do(func() {
		close(l.closed)
		_ = l.stream.Close() // the pod's own Close says what went wrong
	})
}

// borrow gives the line to somebody new; the one before must have ended its loan.
func (l *line) borrow() *loan {
	l.reading.Lock()
	defer l.reading.Unlock()
	l.rest = append(l.first, l.rest...)
	l.first = nil
	return &loan{line: l, over: make(chan struct{})}
}

// loan is a line in the hands of one borrower.
type loan struct {
	line *line
	once sync.Once
	over chan struct{}
}

// end takes the line back: a Read under way returns, and loses nothing.
func (l *loan) end() { l.once.Do(func() { close(l.over) }) }

// Read implements [io.Reader].
func (l *loan) Read(p []byte) (int, error) {
	l.line.reading.Lock()
	defer l.line.reading.Unlock()
	select {
	case <-l.over:
		return 0, io.ErrClosedPipe
	default:
	}
	if len(l.line.rest) == 0 {
		select {
		case <-l.over:
			return 0, io.ErrClosedPipe
		case <-l.line.closed:
			return 0, io.ErrClosedPipe
		case arrived, more := <-l.line.chunks:
			if !more {
				return 0, l.line.err
			}
			l.line.rest = arrived
		}
	}
	n := copy(p, l.line.rest)
	l.line.rest = l.line.rest[n:]
	return n, nil
}

// Write implements [io.Writer].
func (l *loan) Write(p []byte) (int, error) {
	select {
	case <-l.over:
		return 0, io.ErrClosedPipe
	default:
		return l.line.stream.Write(p) //nolint:wrapcheck // the stream says it
	}
}

// Close implements [io.Closer].
func (l *loan) Close() error {
	l.end()
	return nil
}
