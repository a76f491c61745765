package pod

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/docker/docker/api/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// chunk is what the engine sends for one write of a container.
func chunk(kind byte, text string) []byte {
	head := []byte{kind, 0, 0, 0}
	return append(binary.BigEndian.AppendUint32(head, uint32(len(text))), text...)
}

func streamOf(r io.Reader) *stream {
	return &stream{conn: types.HijackedResponse{Reader: bufio.NewReader(r)}}
}

func TestStream_SeparatesStdoutFromStderr(t *testing.T) {
	t.Parallel()
	sent := bytes.Join([][]byte{
		chunk(chunkStdout, "ab"), chunk(chunkStderr, "no\n"), chunk(chunkStdout, ""), chunk(chunkStdout, "cd"),
		chunk(chunkEngine, "engine\n"), chunk(chunkStdout, "e"), chunk(chunkStderr, "way"),
	}, nil)
	for name, r := range map[string]io.Reader{
		"at once": bytes.NewReader(sent), "byte by byte": iotest.OneByteReader(bytes.NewReader(sent)),
	} {
		s := streamOf(r)
		got, err := io.ReadAll(s)
		require.NoError(t, err, name)
		assert.Equal(t, "abcde", string(got), name)
		assert.Equal(t, "no\nengine\nway", s.Stderr(), name)
	}
}

func TestStream_KeepsTheEndOfStderr(t *testing.T) {
	t.Parallel()
	var sent []byte
	for range 5 {
		sent = append(sent, chunk(chunkStderr, strings.Repeat("x", stderrKept/2))...)
	}
	s := streamOf(bytes.NewReader(append(sent, chunk(chunkStderr, "the end")...)))
	_, err := io.ReadAll(s)
	require.NoError(t, err)
	assert.Len(t, s.Stderr(), stderrKept)
	assert.True(t, strings.HasSuffix(s.Stderr(), "xthe end"))
}

func TestStream_RefusesUnknownChunk(t *testing.T) {
	t.Parallel()
	_, err := io.ReadAll(streamOf(bytes.NewReader(chunk(7, "x"))))
	require.ErrorContains(t, err, "unknown kind 7")
}

func TestStream_EndsAfterWholeChunkOnly(t *testing.T) {
	t.Parallel()
	whole := chunk(chunkStdout, "abc")
	for cut := 1; cut < chunkHeader; cut++ {
		_, err := io.ReadAll(streamOf(bytes.NewReader(whole[:cut])))
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	}
}

func TestStream_CloseWakesReader(t *testing.T) {
	t.Parallel()
	here, there := net.Pipe()
	defer there.Close() //nolint:errcheck // a pipe
	s := &stream{conn: types.NewHijackedResponse(here, "")}
	ended := make(chan error)
	go func() {
		_, err := s.Read(make([]byte, 1))
		ended <- err
	}()
	require.NoError(t, s.Close())
	require.Error(t, <-ended)
}
