package proof

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"assay/runner"
)

//go:embed all:scaffold
var scaffold embed.FS

// Scaffold makes the folder of a new exercise below dir, complete and with [Marker] wherever
// the author has something to write. It gives the folder, which must not be there yet: else the
// error is of kind [runner.KindUsage]. Topic and slug must be names that a catalogue takes.
func Scaffold(dir, topic, slug string) (string, error) {
	folder := filepath.Join(dir, topic, slug)
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return "", unwritable(folder, err)
	}
	// Not MkdirAll: this fails if it is there already.
	if err := os.Mkdir(folder, 0o755); errors.Is(err, fs.ErrExist) {
		return "", &runner.Error{Kind: runner.KindUsage, Message: filepath.ToSlash(folder) + " is there already", Hint: "choose another slug"}
	} else if err != nil {
		return "", unwritable(folder, err)
	}
	fill := strings.NewReplacer("{{topic}}", topic, "{{slug}}", slug)
	err := fs.WalkDir(scaffold, "scaffold", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := scaffold.ReadFile(name)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		file := filepath.Join(folder, filepath.FromSlash(strings.TrimPrefix(name, "scaffold/")))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return fmt.Errorf("make %s: %w", path.Dir(name), err)
		}
		if err := os.WriteFile(file, []byte(fill.Replace(string(text))), 0o644); err != nil { //nolint:gosec // sources, for everybody to read
			return fmt.Errorf("write: %w", err)
		}
		return nil
	})
	if err != nil {
		return "", unwritable(folder, err)
	}
	return folder, nil
}

func unwritable(folder string, err error) error {
	return &runner.Error{Kind: runner.KindUsage, Message: "cannot make " + filepath.ToSlash(folder), Err: err}
}
