package wire

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
)

const headerLen = 4

// Reader reads the frames of one direction.
type Reader struct {
	r   io.Reader
	dir Direction
}

// NewReader reads frames of dir from r, byte for byte as far as each frame goes.
func NewReader(r io.Reader, dir Direction) *Reader {
	return &Reader{r: r, dir: dir}
}

// Read gives the next message, one of the structs of this package by value. Its
// error is [io.EOF] at the end of the stream, wraps one of this package's errors,
// or wraps the stream's own. After an error the stream has lost its place.
func (r *Reader) Read() (Message, error) {
	var head [headerLen]byte
	if _, err := io.ReadFull(r.r, head[:]); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, io.EOF
		}
		return nil, streamError("header", err)
	}
	length := binary.BigEndian.Uint32(head[:])
	if int64(length) > int64(r.dir.Limit()) {
		return nil, fmt.Errorf("%w: %d bytes, at most %d", ErrTooLong, length, r.dir.Limit())
	}
	var body bytes.Buffer // grows with what arrives, not with what was claimed
	if _, err := io.CopyN(&body, r.r, int64(length)); err != nil {
		return nil, streamError("body", err)
	}
	return decode(body.Bytes(), r.dir)
}

func streamError(part string, err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: in its %s", ErrTruncated, part)
	}
	return fmt.Errorf("read frame %s: %w", part, err)
}

// Writer writes the frames of one direction.
type Writer struct {
	w   io.Writer
	dir Direction
}

// NewWriter writes frames of dir to w, one Write for each.
func NewWriter(w io.Writer, dir Direction) *Writer {
	return &Writer{w: w, dir: dir}
}

// Write sends m. A message that does not belong to the direction is
// [ErrUnknownType] and one that does not fit [ErrTooLong]; then nothing was written.
func (w *Writer) Write(m Message) error {
	frame, err := encode(m, w.dir)
	if err != nil {
		return err
	}
	if _, err := w.w.Write(frame); err != nil {
		return fmt.Errorf("write frame %s: %w", m.Type(), err)
	}
	return nil
}

// encode gives header and body of m.
func encode(m Message, dir Direction) ([]byte, error) {
	if reflect.TypeOf(dir.message(m.Type())) != reflect.TypeOf(m) {
		return nil, fmt.Errorf("%w: %T does not go %s", ErrUnknownType, m, dir)
	}
	fields, err := json.Marshal(filled(reflect.ValueOf(m)).Interface())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	frame := make([]byte, headerLen, headerLen+len(fields)+32)
	frame = fmt.Appendf(frame, `{"type":%q`, m.Type())
	if len(fields) > len("{}") {
		frame = append(frame, ',')
	}
	frame = append(frame, fields[1:]...)
	body := len(frame) - headerLen
	if body > dir.Limit() {
		return nil, fmt.Errorf("%w: %s of %d bytes, at most %d", ErrTooLong, m.Type(), body, dir.Limit())
	}
	binary.BigEndian.PutUint32(frame, uint32(body)) //nolint:gosec // body is at most MaxToContainer
	return frame, nil
}

// filled copies v with every nil slice made empty, for no field may be null.
func filled(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	switch kind := v.Kind(); {
	case kind == reflect.Struct:
		for i := range v.NumField() {
			out.Field(i).Set(filled(v.Field(i)))
		}
	case kind == reflect.Slice && (v.Type().Elem().Kind() != reflect.Uint8 || v.IsNil()):
		out.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			out.Index(i).Set(filled(v.Index(i)))
		}
	default:
		return v
	}
	return out
}
