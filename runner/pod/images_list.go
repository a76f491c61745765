package pod

import (
	"cmp"
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

const (
	namePrefix = "assay/"        // begins the name of every image of Assay's
	noTag      = "<none>:<none>" // what older engines call an image without a name
)

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
	Tag       string     `json:"tag"`        // empty for the remains of a build that ended early
	ID        string     `json:"id"`         // empty when missing
	SizeBytes int64      `json:"size_bytes"` // layers shared with other images included
	State     ImageState `json:"state"`
	BuiltAt   *time.Time `json:"built_at"` // null when missing
}

// Images lists the images that exercises can ask for, there or missing, then
// stale ones and then the base. What has no name is left out.
func (e *Engine) Images(ctx context.Context) ([]Image, error) {
	found, err := e.labelledImages(ctx)
	if err != nil {
		return nil, err
	}
	list := []Image{}
	for _, key := range images.Keys() {
		there := func(i Image) bool { return i.Key == key && i.State == ImageCurrent }
		if at := slices.IndexFunc(found, there); at >= 0 {
			list = append(list, found[at])
			found = slices.Delete(found, at, at+1)
			continue
		}
		from, err := images.Get(key)
		if err != nil {
			return nil, broke("", err, "list images")
		}
		list = append(list, Image{Key: key, Tag: from.Tag(), State: ImageMissing})
	}
	return append(list, filter(found, func(i Image) bool { return i.Tag != "" })...), nil
}

// labelledImages lists all images with [Label] by key and tag; the base, which
// the others are built on, comes last.
func (e *Engine) labelledImages(ctx context.Context) ([]Image, error) {
	ours := filters.NewArgs(filters.Arg("label", Label))
	summaries, err := e.client.ImageList(ctx, image.ListOptions{Filters: ours})
	if err != nil {
		return nil, broke("", err, "list images")
	}
	found := []Image{}
	for _, s := range summaries {
		built := time.Unix(s.Created, 0).UTC()
		tags := s.RepoTags
		if len(tags) == 0 {
			tags = []string{noTag}
		}
		for _, tag := range tags {
			i := Image{Key: s.Labels[LabelImage], Tag: tag, ID: s.ID, SizeBytes: s.Size, BuiltAt: &built}
			switch {
			case tag == noTag:
				i.Tag = ""
			case !strings.HasPrefix(tag, namePrefix): // somebody built it on ours, so it inherits the labels
				continue
			}
			i.State = stateOf(i)
			found = append(found, i)
		}
	}
	slices.SortStableFunc(found, func(a, b Image) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Tag, b.Tag))
	})
	return found, nil
}

// stateOf says whether an image that the engine has is one that runs would use.
func stateOf(i Image) ImageState {
	if strings.HasPrefix(i.Tag, baseName+":") {
		return ImageCurrent
	}
	if from, err := images.Get(i.Key); err == nil && from.Tag() == i.Tag {
		return ImageCurrent
	}
	return ImageStale
}

func (i Image) rank() int {
	if strings.HasPrefix(i.Tag, baseName+":") {
		return 1
	}
	return 0
}

func filter(list []Image, keep func(Image) bool) []Image {
	return slices.DeleteFunc(list, func(i Image) bool { return !keep(i) })
}

// RemoveImages removes the images that match and gives them. Only what carries
// [Label] is ever offered to match. An image that cannot be removed, for
// instance because a container uses it, is in the error; removal goes on past it.
func (e *Engine) RemoveImages(ctx context.Context, match func(Image) bool) ([]Image, error) {
	found, err := e.labelledImages(ctx)
	if err != nil {
		return nil, err
	}
	removed := []Image{}
	var failed []error
	for _, i := range filter(found, match) {
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
