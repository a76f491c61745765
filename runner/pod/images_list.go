package pod

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/containerd/errdefs"
	"github.com/docker/docker/api/types/filters"
	"github.com/docker/docker/api/types/image"

	"assay/images"
)

// namePrefix begins the name of every image of Assay's.
const namePrefix = "assay/"

// ImageState says whether an image can be used.
type ImageState string

// The closed set of image states.
const (
	ImageCurrent ImageState = "current" // built from the context in this binary
	ImageStale   ImageState = "stale"   // built from another context; never used
	ImageMissing ImageState = "missing" // built on first use
)

// Image is an image that Assay made or would make.
type Image struct {
	Key       string     `json:"key"`        // "base" for the one the others are built on
	Tag       string     `json:"tag"`        // empty when the engine holds it without a name
	ID        string     `json:"id"`         // empty when missing
	SizeBytes int64      `json:"size_bytes"` // layers shared with other images included
	State     ImageState `json:"state"`
	BuiltAt   *time.Time `json:"built_at"` // null when missing
}

// Images lists the images that exercises can ask for, there or missing, and
// then the rest of what carries [Label].
func (e *Engine) Images(ctx context.Context) ([]Image, error) {
	found, err := e.labelledImages(ctx)
	if err != nil {
		return nil, err
	}
	list := []Image{}
	for _, key := range images.Keys() {
		from, err := images.Get(key)
		if err != nil {
			return nil, broke("", err, "list images")
		}
		current := Image{Key: key, Tag: from.Tag(), State: ImageMissing}
		at := slices.IndexFunc(found, func(i Image) bool { return i.Tag == from.Tag() })
		if at >= 0 {
			current = found[at]
			current.State = ImageCurrent
			found = slices.Delete(found, at, at+1)
		}
		list = append(list, current)
	}
	return append(list, found...), nil
}

// labelledImages lists all images with [Label] by key and tag; those that
// others are built on come last.
func (e *Engine) labelledImages(ctx context.Context) ([]Image, error) {
	summaries, err := e.client.ImageList(ctx, image.ListOptions{Filters: filters.NewArgs(filters.Arg("label", Label))})
	if err != nil {
		return nil, broke("", err, "list images")
	}
	found := []Image{}
	for _, s := range summaries {
		built := time.Unix(s.Created, 0).UTC()
		i := Image{Key: s.Labels[LabelImage], ID: s.ID, SizeBytes: s.Size, State: ImageStale, BuiltAt: &built}
		tags := slices.DeleteFunc(s.RepoTags, func(tag string) bool { return tag == "<none>:<none>" })
		if len(tags) == 0 {
			tags = []string{""}
		}
		for _, i.Tag = range tags {
			// An image that somebody built on one of ours inherits its labels.
			if i.Tag != "" && !strings.HasPrefix(i.Tag, namePrefix) {
				continue
			}
			if strings.HasPrefix(i.Tag, baseName+":") {
				i.State = ImageCurrent
			}
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b Image) int {
		return strings.Compare(a.order(), b.order())
	})
	return found, nil
}

func (i Image) order() string {
	if i.State == ImageCurrent {
		return "1 " + i.Tag
	}
	return "0 " + i.Key + " " + i.Tag
}

// RemoveImages removes the images that match and gives them. Only what carries
// [Label] is ever offered to match. An image that cannot be removed, for
// instance because a container uses it, is in the error; removal goes on past it.
func (e *Engine) RemoveImages(ctx context.Context, match func(Image) bool) ([]Image, error) {
	list, err := e.Images(ctx)
	if err != nil {
		return nil, err
	}
	removed := []Image{}
	var failed []error
	for _, i := range list {
		if i.State == ImageMissing || !match(i) {
			continue
		}
		name := i.Tag
		if name == "" {
			name = i.ID
		}
		_, err := e.client.ImageRemove(ctx, name, image.RemoveOptions{PruneChildren: true})
		switch {
		case err == nil:
			removed = append(removed, i)
		case errdefs.IsNotFound(err): // went with one that was built on it
		default:
			failed = append(failed, fmt.Errorf("remove image %s: %w", name, err))
		}
	}
	if len(failed) > 0 {
		return removed, broke("`assay sweep --all` removes the containers that use them", errors.Join(failed...), "some images stay")
	}
	return removed, nil
}
