package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"os"

	"assay/runner"
)

// output is a file that appears under its name whole or not at all. The zero
// pointer is an output that nobody asked for.
type output struct {
	*bufio.Writer
	path string
	temp *os.File
}

// createOutput makes sure that path can be written; an empty path gives nil. The
// error is of kind [runner.KindUsage].
func createOutput(path string) (*output, error) {
	if path == "" {
		return nil, nil //nolint:nilnil // nil is an output that nobody asked for
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, unwritable(path, errors.New("not a regular file"))
	}
	temp, err := os.OpenFile(path+".part-"+rand.Text()[:8], os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, unwritable(path, err)
	}
	return &output{Writer: bufio.NewWriter(temp), path: path, temp: temp}, nil
}

func unwritable(path string, err error) error {
	return &runner.Error{
		Kind: runner.KindUsage, Message: "cannot write " + path, Err: err,
		Hint: "name a file in a folder that exists and that you may write to",
	}
}

// write fills the file and gives it its name.
func (o *output) write(fill func(*output) error) error {
	if o == nil {
		return nil
	}
	if err := fill(o); err != nil {
		return unwritable(o.path, err)
	}
	if err := o.Flush(); err != nil {
		return unwritable(o.path, err)
	}
	if err := o.temp.Close(); err != nil {
		return unwritable(o.path, err)
	}
	if err := os.Rename(o.temp.Name(), o.path); err != nil {
		return unwritable(o.path, err)
	}
	o.temp = nil
	return nil
}

// discard removes what was not written to the end.
func (o *output) discard() {
	if o == nil || o.temp == nil {
		return
	}
	_ = o.temp.Close() // closed already, or of no more use
	_ = os.Remove(o.temp.Name())
}
