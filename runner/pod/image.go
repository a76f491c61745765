package pod

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/build"

	"assay/images"
)

// ImageTag gives the tag of the image with this key, whether or not an engine has
// it. The error wraps [ErrNoImage].
func ImageTag(key string) (string, error) {
	from, err := images.Get(key)
	if err != nil {
		return "", noImage(key, err)
	}
	return from.Tag(), nil
}

func noImage(key string, err error) error {
	return broke("`assay images list` shows the images there are", fmt.Errorf("%w: %w", ErrNoImage, err), "cannot use image %q", key)
}

// EnsureImage gives the tag of the image with this key and builds the image
// first where it is missing. What happens meanwhile goes to progress, line by
// line; nothing is written when the image is there. The error wraps
// [ErrNoImage], [ErrBase] or [ErrBuild].
func (e *Engine) EnsureImage(ctx context.Context, key string, progress io.Writer) (string, error) {
	from, err := images.Get(key)
	if err != nil {
		return "", noImage(key, err)
	}
	return e.ensure(ctx, from, progress)
}

func (e *Engine) ensure(ctx context.Context, from images.Context, progress io.Writer) (string, error) {
	tag := from.Tag()
	if found, err := e.hasImage(ctx, tag); err != nil || found {
		return tag, err
	}
	// Builds are idempotent, so the lock only saves two processes the same work.
	unlock, err := lockBuild(ctx, from.Key(), progress)
	if err != nil {
		return "", err
	}
	defer unlock()
	if found, err := e.hasImage(ctx, tag); err != nil || found {
		return tag, err
	}
	fmt.Fprintf(progress, "image %s is missing and will be built now; the first build may take %s\n", tag, from.FirstBuild())
	began := time.Now()
	base, err := e.ensureBase(ctx, progress)
	if err != nil {
		return "", err
	}
	if err := e.build(ctx, from, base, progress); err != nil {
		return "", err
	}
	fmt.Fprintf(progress, "image %s built in %s\n", tag, time.Since(began).Round(time.Second))
	return tag, nil
}

func (e *Engine) hasImage(ctx context.Context, name string) (bool, error) {
	_, err := e.client.ImageInspect(ctx, name)
	switch {
	case err == nil:
		return true, nil
	case errdefs.IsNotFound(err):
		return false, nil
	}
	return false, broke("", err, "look for image %s", name)
}

// build has the engine build an image from its context on a base, with the
// classic builder: an engine has it even where BuildKit is not installed.
func (e *Engine) build(ctx context.Context, from images.Context, base string, progress io.Writer) error {
	tag := from.Tag()
	archive, err := from.Tar()
	if err != nil {
		return broke("", err, "pack the context of %s", tag)
	}
	answer, err := e.client.ImageBuild(ctx, archive, build.ImageBuildOptions{
		Version:     build.BuilderV1,
		Tags:        []string{tag},
		Dockerfile:  from.Dockerfile(),
		BuildArgs:   map[string]*string{"BASE": &base},
		Labels:      map[string]string{Label: "1", LabelImage: from.Key(), LabelHash: from.Hash()},
		Remove:      true,
		ForceRemove: true,
	})
	if err != nil {
		return broke("", fmt.Errorf("%w: %w", ErrBuild, err), "build image %s", tag)
	}
	defer answer.Body.Close() //nolint:errcheck // read to its end below
	log := newBuildLog(progress)
	if err := log.follow(answer.Body); err != nil {
		hint := "check that containers on this machine reach a Debian mirror"
		if tail := log.tail(); tail != "" {
			hint += "; the build said last:\n" + tail
		}
		return broke(hint, fmt.Errorf("%w: %w", ErrBuild, err), "build image %s", tag)
	}
	return nil
}

// debianArchitecture gives Debian's name of the engine's architecture.
func (e *Engine) debianArchitecture(ctx context.Context) (string, error) {
	version, err := e.client.ServerVersion(ctx)
	if err != nil {
		return "", broke("", err, "ask the engine for its architecture")
	}
	// Of those that Go and Debian name differently these can run Docker.
	switch arch := strings.ToLower(version.Arch); arch {
	case "386":
		return "i386", nil
	case "arm":
		return "armhf", nil
	case "ppc64le":
		return "ppc64el", nil
	default:
		return arch, nil
	}
}
