package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"assay/images"
	"assay/runner/pod"
)

// imagesSchema names the version of the JSON of "assay images".
const imagesSchema = "assay.images/1"

// newImagesCommand builds "assay images" and its subcommands.
func newImagesCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "images",
		Short: "Build, list or remove the images that runs use",
		Long: "Exercises run in images that Assay builds itself; a run builds what it misses.\n" +
			"The name of an image carries a hash of what it was built from, so an old one is never used.",
		Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newImagesBuildCommand(a), newImagesListCommand(a), newImagesRemoveCommand(a))
	return cmd
}

func newImagesBuildCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:       "build [image]...",
		Short:     "Build the images that are missing",
		Example:   "  assay images build\n  assay images build python",
		ValidArgs: images.Keys(),
		Args:      knownImages,
		RunE:      func(cmd *cobra.Command, keys []string) error { return a.imagesBuild(cmd.Context(), keys) },
	}
	a.jsonFlag(cmd, imagesSchema)
	return cmd
}

func newImagesListCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the images with their size and state",
		Example: "  assay images list --json",
		Args:    args(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.imagesList(cmd.Context()) },
	}
	a.jsonFlag(cmd, imagesSchema)
	return cmd
}

func newImagesRemoveCommand(a *app) *cobra.Command {
	stale := false
	cmd := &cobra.Command{
		Use:       "rm [image]...",
		Short:     "Remove the images that Assay built, and no others",
		Example:   "  assay images rm --stale\n  assay images rm web",
		ValidArgs: images.Keys(),
		Args:      knownImages,
		RunE: func(cmd *cobra.Command, keys []string) error {
			return a.imagesRemove(cmd.Context(), func(i pod.Image) bool {
				return (len(keys) == 0 || slices.Contains(keys, i.Key)) && (!stale || i.State == pod.ImageStale)
			})
		},
	}
	cmd.Flags().BoolVar(&stale, "stale", false, "only those that no run would use any more")
	a.jsonFlag(cmd, imagesSchema)
	return cmd
}

// jsonFlag adds --json to a command.
func (a *app) jsonFlag(cmd *cobra.Command, schema string) {
	cmd.Flags().BoolVar(&a.json, "json", false, "print "+schema+" as JSON")
}

// knownImages rejects names that no image has.
func knownImages(cmd *cobra.Command, given []string) error {
	for _, key := range given {
		if !slices.Contains(images.Keys(), key) {
			return usageError(cmd, fmt.Errorf("unknown image %q; there are %q", key, images.Keys()))
		}
	}
	return nil
}

func (a *app) imagesBuild(ctx context.Context, keys []string) error {
	if len(keys) == 0 {
		keys = images.Keys()
	}
	keys = quickFirst(keys)
	return a.withEngine(ctx, func(engine *pod.Engine) error {
		for _, key := range keys {
			if _, err := engine.EnsureImage(ctx, key, a.Err); err != nil {
				return fmt.Errorf("image %s: %w", key, err)
			}
		}
		list, err := engine.Images(ctx)
		if err != nil {
			return fmt.Errorf("images: %w", err)
		}
		return a.printImages(slices.DeleteFunc(list, func(i pod.Image) bool {
			return !slices.Contains(keys, i.Key) || i.State != pod.ImageCurrent
		}))
	})
}

// quickFirst puts images that take long to build behind the others, so that a build
// that is interrupted has been of use.
func quickFirst(keys []string) []string {
	slow := func(key string) bool {
		from, err := images.Get(key)
		return err == nil && from.Slow()
	}
	quick := slices.DeleteFunc(slices.Clone(keys), slow)
	return append(quick, slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return !slow(key) })...)
}

func (a *app) imagesList(ctx context.Context) error {
	return a.withEngine(ctx, func(engine *pod.Engine) error {
		list, err := engine.Images(ctx)
		if err != nil {
			return fmt.Errorf("images: %w", err)
		}
		return a.printImages(list)
	})
}

func (a *app) imagesRemove(ctx context.Context, match func(pod.Image) bool) error {
	return a.withEngine(ctx, func(engine *pod.Engine) error {
		removed, err := engine.RemoveImages(ctx, match)
		if err != nil && (len(removed) == 0 || a.json) {
			return fmt.Errorf("images: %w", err)
		}
		if printErr := a.printImages(removed); printErr != nil {
			return printErr
		}
		return err //nolint:wrapcheck // names the images already
	})
}

func (a *app) printImages(list []pod.Image) error {
	if a.json {
		return a.printJSON(struct {
			Schema string      `json:"schema"`
			Images []pod.Image `json:"images"`
		}{imagesSchema, list})
	}
	table := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	for _, i := range list {
		tag, size := i.Tag, "-"
		if tag == "" {
			tag = i.ID
		}
		if i.State != pod.ImageMissing {
			size = fmt.Sprintf("%d MB", i.SizeBytes/1e6)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", i.Key, tag, size, i.State)
	}
	if err := table.Flush(); err != nil {
		return fmt.Errorf("print images: %w", err)
	}
	return nil
}
