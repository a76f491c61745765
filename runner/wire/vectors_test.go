package wire

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// vector is one file of testdata/vectors; its README is the format.
type vector struct {
	name   string
	expect error // nil for ok
	dir    Direction
	stream []byte
}

func readVectors(tb testing.TB) []vector {
	tb.Helper()
	paths, err := filepath.Glob("testdata/vectors/*.txt")
	require.NoError(tb, err)
	require.NotEmpty(tb, paths, "no vectors")
	var vectors []vector
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(tb, err)
		vectors = append(vectors, parseVector(tb, path, string(text)))
	}
	return vectors
}

func parseVector(tb testing.TB, path, text string) vector {
	tb.Helper()
	head, body, found := strings.Cut(text, "\n\n")
	require.True(tb, found, "%s: no blank line", path)
	lines := strings.Split(head, "\n")
	require.Len(tb, lines, 3, path)
	expect, isExpect := strings.CutPrefix(lines[0], "expect: ")
	dir, isDir := strings.CutPrefix(lines[1], "direction: ")
	require.True(tb, isExpect && isDir && strings.HasPrefix(lines[2], "note: "), path)
	kinds := map[string]error{
		"ok": nil, "too-long": ErrTooLong, "truncated": ErrTruncated, "malformed": ErrMalformed,
		"unknown-type": ErrUnknownType, "unknown-field": ErrUnknownField, "bad-version": ErrBadVersion,
	}
	require.Contains(tb, kinds, expect, path)
	stream, err := hex.DecodeString(strings.Join(strings.Fields(body), ""))
	require.NoError(tb, err, path)
	require.NotZero(tb, Direction(dir).Limit(), "%s: direction", path)
	return vector{name: filepath.Base(path), expect: kinds[expect], dir: Direction(dir), stream: stream}
}

func readAll(r *Reader) ([]Message, error) {
	var messages []Message
	for {
		m, err := r.Read()
		if errors.Is(err, io.EOF) {
			return messages, nil
		}
		if err != nil {
			return messages, err
		}
		messages = append(messages, m)
	}
}

func TestVectors(t *testing.T) {
	for _, v := range readVectors(t) {
		t.Run(v.name, func(t *testing.T) {
			messages, err := readAll(NewReader(bytes.NewReader(v.stream), v.dir))
			if v.expect == nil {
				require.NoError(t, err)
				requireStable(t, messages, v.dir)
				return
			}
			require.ErrorIs(t, err, v.expect)
			for _, other := range kinds() {
				if !errors.Is(v.expect, other) {
					assert.NotErrorIs(t, err, other, "one kind only")
				}
			}
		})
	}
}

func kinds() []error {
	return []error{ErrTooLong, ErrTruncated, ErrMalformed, ErrUnknownType, ErrUnknownField, ErrBadVersion}
}

// requireStable checks that encoding and decoding messages again changes nothing.
func requireStable(t *testing.T, messages []Message, dir Direction) {
	t.Helper()
	var stream bytes.Buffer
	w := NewWriter(&stream, dir)
	for _, m := range messages {
		require.NoError(t, w.Write(m))
	}
	again, err := readAll(NewReader(&stream, dir))
	require.NoError(t, err)
	require.Equal(t, messages, again)
}

// TestVectors_CoverEveryMessage fails when a message is added without a vector.
func TestVectors_CoverEveryMessage(t *testing.T) {
	seen := make(map[Direction]map[string]bool)
	for _, v := range readVectors(t) {
		if v.expect != nil {
			continue
		}
		messages, err := readAll(NewReader(bytes.NewReader(v.stream), v.dir))
		require.NoError(t, err, v.name)
		for _, m := range messages {
			if seen[v.dir] == nil {
				seen[v.dir] = make(map[string]bool)
			}
			seen[v.dir][m.Type()] = true
		}
	}
	for _, dir := range []Direction{GoToGrader, GraderToGo, GoToWarden, WardenToGo, GoToService, ServiceToGo} {
		for _, m := range dir.messages() {
			assert.True(t, seen[dir][m.Type()], "no ok vector has %s %s", dir, m.Type())
		}
	}
}
