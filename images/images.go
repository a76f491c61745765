// Package images holds the build contexts of the images that exercises run in:
// a Dockerfile for each image and the Python harness that all of them carry.
//
// [Get] gives the context of one image, [Keys] lists them. The names of the
// embedded files are those below the folder images/, which is therefore also
// the context for a build by hand. The package builds nothing.
package images

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"time"
)

// Globs, not folders: embedding a folder would leave out __init__.py.
//
//go:embed */Dockerfile harness/assay/*.py
var embedded embed.FS

// firstBuild finds the comment of a Dockerfile that says how long it takes.
var firstBuild = regexp.MustCompile(`(?m)^# First build: (.+)\.$`)

// ErrUnknown says that no image has the key asked for.
var ErrUnknown = errors.New("unknown image")

// Context is what one image is built from. The zero value is not usable.
type Context struct {
	key   string
	files map[string][]byte
}

// Keys lists the images in alphabetical order.
func Keys() []string {
	found, err := fs.Glob(embedded, "*/Dockerfile")
	if err != nil {
		panic("images: internal error: " + err.Error()) // the pattern is a constant
	}
	keys := make([]string, len(found))
	for i, name := range found {
		keys[i] = path.Dir(name)
	}
	return keys
}

// Services lists the images of servers that run beside an exercise's own. They hold as much
// of the harness as a service needs, so that a change of the rest leaves them as they are.
func Services() []string { return []string{"postgres", "redis"} }

func servicePart(module string) bool {
	return slices.Contains([]string{"__init__.py", "bounds.py", "claim.py", "errors.py", "frames.py", "service.py", "services.py"}, module)
}

// Get gives the embedded context of an image. The error wraps [ErrUnknown] for
// a key that [Keys] does not list.
func Get(key string) (Context, error) {
	if !slices.Contains(Keys(), key) {
		return Context{}, fmt.Errorf("%w %q; there are %q", ErrUnknown, key, Keys())
	}
	names, err := fs.Glob(embedded, "harness/assay/*.py")
	if err != nil {
		return Context{}, fmt.Errorf("list harness: %w", err)
	}
	files := map[string][]byte{}
	if slices.Contains(Services(), key) {
		names = slices.DeleteFunc(names, func(name string) bool { return !servicePart(path.Base(name)) })
	}
	for _, name := range append(names, key+"/Dockerfile") {
		if files[name], err = embedded.ReadFile(name); err != nil {
			return Context{}, fmt.Errorf("read context of image %q: %w", key, err)
		}
	}
	return New(key, files), nil
}

// New gives a context made of files by slash-separated path; key/Dockerfile
// must be among them. The map is the context's from then on.
func New(key string, files map[string][]byte) Context {
	return Context{key: key, files: files}
}

// Key names the image, e.g. "python".
func (c Context) Key() string { return c.key }

// FirstBuild says how long a build takes where nothing is cached, for people.
func (c Context) FirstBuild() string {
	found := firstBuild.FindSubmatch(c.files[c.Dockerfile()])
	if found == nil {
		return "a few minutes"
	}
	return string(found[1])
}

// Slow says whether the first build takes much longer than that of most images.
func (c Context) Slow() bool { return firstBuild.Match(c.files[c.Dockerfile()]) }

// Dockerfile is the path of the Dockerfile inside the context.
func (c Context) Dockerfile() string { return c.key + "/Dockerfile" }

// Tag is the name of the built image. It changes with every byte of the
// context, so an image under this name is never stale.
func (c Context) Tag() string { return "assay/" + c.key + ":" + c.Hash() }

// Hash is 12 hexadecimal digits that stand for the paths and bytes of the context.
func (c Context) Hash() string {
	sum := sha256.New()
	for _, name := range c.Files() {
		fmt.Fprintf(sum, "%s\x00%d\x00", name, len(c.files[name]))
		sum.Write(c.files[name])
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
}

// Files lists the paths of the context in alphabetical order.
func (c Context) Files() []string { return slices.Sorted(maps.Keys(c.files)) }

// Tar gives the context as a tar archive, the same bytes each time.
func (c Context) Tar() (*bytes.Reader, error) {
	var out bytes.Buffer
	archive := tar.NewWriter(&out)
	for _, name := range c.Files() {
		header := &tar.Header{
			Typeflag: tar.TypeReg, Name: name, Mode: 0o644, Size: int64(len(c.files[name])),
			ModTime: time.Unix(0, 0), Format: tar.FormatUSTAR,
		}
		if err := archive.WriteHeader(header); err != nil {
			return nil, fmt.Errorf("archive %s: %w", name, err)
		}
		if _, err := archive.Write(c.files[name]); err != nil {
			return nil, fmt.Errorf("archive %s: %w", name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("archive context of image %q: %w", c.key, err)
	}
	return bytes.NewReader(out.Bytes()), nil
}
