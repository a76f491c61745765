package wire

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"unicode/utf8"
)

// decode gives the message in body, or an error that wraps one of this package's.
func decode(body []byte, dir Direction) (Message, error) {
	if !utf8.Valid(body) {
		return nil, fmt.Errorf("%w: not UTF-8", ErrMalformed)
	}
	if !json.Valid(body) {
		return nil, fmt.Errorf("%w: not JSON", ErrMalformed)
	}
	var head struct {
		Type *string          `json:"type"`
		V    *json.RawMessage `json:"v"`
	}
	if err := json.Unmarshal(body, &head); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if head.Type == nil {
		return nil, fmt.Errorf("%w: no type", ErrMalformed)
	}
	zero := dir.message(*head.Type)
	if zero == nil {
		return nil, fmt.Errorf("%w: %.40q does not go %s", ErrUnknownType, *head.Type, dir)
	}
	target := reflect.New(reflect.TypeOf(zero))
	if err := checkVersion(head.V, target.Elem().Type()); err != nil {
		return nil, err
	}
	if err := checkShape(body, target.Elem().Type()); err != nil {
		return nil, fmt.Errorf("%s: %w", zero.Type(), err)
	}
	if err := json.Unmarshal(body, target.Interface()); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return target.Elem().Interface().(Message), nil
}

// checkVersion comes before the shape: another version may well have other fields.
func checkVersion(v *json.RawMessage, message reflect.Type) error {
	if _, versioned := message.FieldByName("V"); !versioned || v == nil {
		return nil
	}
	var n int
	if json.Unmarshal(*v, &n) == nil && n != Version {
		return fmt.Errorf("%w: %d, not %d", ErrBadVersion, n, Version)
	}
	return nil
}

// checkShape holds a valid JSON text against the Go type it is to be decoded into.
// encoding/json alone takes names in any case, twice or not at all, and nulls.
func checkShape(body []byte, message reflect.Type) error {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	s := shape{dec: dec}
	tok, err := dec.Token()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if tok != json.Delim('{') {
		return fmt.Errorf("%w: not an object", ErrMalformed)
	}
	fields := fieldsOf(message)
	fields["type"] = reflect.TypeFor[string]()
	return s.object(fields)
}

type shape struct{ dec *json.Decoder }

// fieldsOf gives the JSON names of a struct's fields with their types.
func fieldsOf(t reflect.Type) map[string]reflect.Type {
	fields := make(map[string]reflect.Type)
	for _, f := range reflect.VisibleFields(t) {
		if !f.Anonymous {
			fields[f.Tag.Get("json")] = f.Type
		}
	}
	return fields
}

// object checks members up to the closing brace; missing holds what is still due.
func (s shape) object(missing map[string]reflect.Type) error {
	seen := make(map[string]bool, len(missing))
	for s.dec.More() {
		tok, err := s.dec.Token()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		name, _ := tok.(string)
		if seen[name] {
			return fmt.Errorf("%w: %.40q is there twice", ErrMalformed, name)
		}
		t, known := missing[name]
		if !known {
			return fmt.Errorf("%w: %.40q", ErrUnknownField, name)
		}
		seen[name] = true
		delete(missing, name)
		if err := s.value(name, t); err != nil {
			return err
		}
	}
	for name := range missing {
		return fmt.Errorf("%w: %q is missing", ErrMalformed, name)
	}
	return s.end()
}

// value checks one value. Recursion goes as deep as the Go types and no further.
func (s shape) value(name string, t reflect.Type) error {
	tok, err := s.dec.Token()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	ok := false
	switch kind := t.Kind(); {
	case kind == reflect.Struct:
		if tok == json.Delim('{') {
			return s.object(fieldsOf(t))
		}
	case kind == reflect.String, t == reflect.TypeFor[[]byte]():
		_, ok = tok.(string)
	case kind == reflect.Slice:
		if tok == json.Delim('[') {
			return s.array(name, t.Elem())
		}
	default: // the numbers
		_, ok = tok.(json.Number)
	}
	if !ok {
		return fmt.Errorf("%w: %q is not a %s", ErrMalformed, name, t.Kind())
	}
	return nil
}

func (s shape) array(name string, elem reflect.Type) error {
	for s.dec.More() {
		if err := s.value(name, elem); err != nil {
			return err
		}
	}
	return s.end()
}

// end takes the closing bracket or brace.
func (s shape) end() error {
	if _, err := s.dec.Token(); err != nil {
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return nil
}
