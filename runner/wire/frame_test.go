package wire

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReader_ReadsFromSlowStream(t *testing.T) {
	var stream bytes.Buffer
	w := NewWriter(&stream, GraderToGo)
	sent := []Message{Start{Test: 1}, Result{Test: 1, Outcome: "passed", WallS: 0.25, Bounds: []Bound{{Message: "memory", Value: 1.5, Relation: "at_most", Bound: 2}}}}
	for _, m := range sent {
		require.NoError(t, w.Write(m))
	}
	got, err := readAll(NewReader(iotest.OneByteReader(&stream), GraderToGo))
	require.NoError(t, err)
	assert.Equal(t, sent, got)
}

func TestReader_PassesOnStreamError(t *testing.T) {
	broken := errors.New("connection reset")
	head := []byte{0, 0, 0, 9, '{'}
	for _, stream := range []io.Reader{
		iotest.ErrReader(broken),
		io.MultiReader(bytes.NewReader(head[:2]), iotest.ErrReader(broken)),
		io.MultiReader(bytes.NewReader(head), iotest.ErrReader(broken)),
	} {
		_, err := NewReader(stream, GraderToGo).Read()
		require.ErrorIs(t, err, broken)
		assert.NotErrorIs(t, err, ErrTruncated)
	}
}

// A claim within the limit costs what arrives, not what was claimed.
func TestReader_AllocatesWhatArrives(t *testing.T) {
	claim := binary.BigEndian.AppendUint32(nil, MaxToContainer)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := NewReader(bytes.NewReader(claim), GoToWarden).Read()
	runtime.ReadMemStats(&after)
	require.ErrorIs(t, err, ErrTruncated)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<20))
}

func TestReader_AcceptsBodyOfExactlyTheLimit(t *testing.T) {
	var stream bytes.Buffer
	m := Broken{Message: "x"}
	frame, err := encode(m, GraderToGo)
	require.NoError(t, err)
	m.Detail = string(bytes.Repeat([]byte{'a'}, MaxFromContainer-(len(frame)-headerLen)))
	require.NoError(t, NewWriter(&stream, GraderToGo).Write(m))
	require.Equal(t, headerLen+MaxFromContainer, stream.Len())
	got, err := NewReader(&stream, GraderToGo).Read()
	require.NoError(t, err)
	assert.Equal(t, m, got)

	m.Detail += "a"
	require.ErrorIs(t, NewWriter(&stream, GraderToGo).Write(m), ErrTooLong)
	assert.Zero(t, stream.Len(), "nothing is written of a frame that does not fit")
}

func TestWriter_RefusesMessageOfOtherDirection(t *testing.T) {
	var stream bytes.Buffer
	// The same words, "ready" and "usage", mean different messages elsewhere.
	for dir, m := range map[Direction]Message{
		WardenToGo: GraderReady{V: Version}, GraderToGo: WardenReady{V: Version},
		GoToWarden: UsageReport{}, GoToGrader: Join{},
	} {
		require.ErrorIs(t, NewWriter(&stream, dir).Write(m), ErrUnknownType, "%T %s", m, dir)
	}
	assert.Zero(t, stream.Len())
}

func TestWriter_WritesEmptyListsAndOneFrameAtATime(t *testing.T) {
	var w writes
	require.NoError(t, NewWriter(&w, GoToWarden).Write(Load{Files: []File{{Path: "a.py"}}}))
	require.NoError(t, NewWriter(&w, GoToWarden).Write(Load{}))
	require.NoError(t, NewWriter(&w, GoToWarden).Write(Join{}))
	require.Len(t, w, 3)
	assert.JSONEq(t, `{"type":"load","files":[{"path":"a.py","data":""}]}`, string(w[0][headerLen:]))
	assert.JSONEq(t, `{"type":"load","files":[]}`, string(w[1][headerLen:]))
	assert.JSONEq(t, `{"type":"join"}`, string(w[2][headerLen:]))
}

type writes [][]byte

func (w *writes) Write(p []byte) (int, error) {
	*w = append(*w, bytes.Clone(p))
	return len(p), nil
}

// FuzzReader: whatever comes, no panic; and what is accepted survives another
// round unchanged.
func FuzzReader(f *testing.F) {
	dirs := []Direction{GoToGrader, GraderToGo, GoToWarden, WardenToGo, GoToService, ServiceToGo}
	for _, v := range readVectors(f) {
		for i, dir := range dirs {
			if dir == v.dir {
				f.Add(uint8(i), v.stream)
			}
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, stream []byte) {
		dir := dirs[int(which)%len(dirs)]
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		messages, err := readAll(NewReader(bytes.NewReader(stream), dir))
		runtime.ReadMemStats(&after)
		// A frame's tokens and values cost a fixed multiple of its bytes.
		if cost := after.TotalAlloc - before.TotalAlloc; cost > 1<<20+256*uint64(len(stream)) {
			t.Fatalf("%d bytes of input cost %d bytes of memory", len(stream), cost)
		}
		if err != nil {
			known := 0
			for _, kind := range kinds() {
				if errors.Is(err, kind) {
					known++
				}
			}
			require.Equal(t, 1, known, "%v", err)
		}
		requireStable(t, messages, dir)
	})
}
