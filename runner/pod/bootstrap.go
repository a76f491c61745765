package pod

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/docker/docker/api/types/image"
)

const (
	suite       = "trixie"
	baseName    = namePrefix + "base"
	pulledBase  = "debian:trixie-slim"
	mirror      = "http://deb.debian.org/debian"
	updates     = "http://deb.debian.org/debian-security"
	keyring     = "/usr/share/keyrings/debian-archive-keyring.gpg"
	probeLimit  = 10 * time.Second // for a registry to answer at all
	pullLimit   = 10 * time.Minute // for the whole pull once it has
	killedLimit = 30 * time.Second // for a stopped bootstrap to unmount and clean up
)

// ensureBase gives the name of a Debian base image: one that is there, else one
// pulled, else one bootstrapped from the Debian mirror.
func (e *Engine) ensureBase(ctx context.Context, progress io.Writer) (string, error) {
	arch, err := e.debianArchitecture(ctx)
	if err != nil {
		return "", err
	}
	unlock, err := lockBuild(ctx, "base", progress)
	if err != nil {
		return "", err
	}
	defer unlock()
	made := baseName + ":" + suite + "-" + arch
	for _, name := range []string{made, pulledBase} {
		if found, err := e.hasImage(ctx, name); err != nil || found {
			return name, err
		}
	}
	pullErr := e.pull(ctx, pulledBase, progress)
	if pullErr == nil {
		return pulledBase, nil
	}
	fmt.Fprintf(progress, "cannot pull %s, making a base image from the Debian mirror instead\n", pulledBase)
	if err := e.bootstrap(ctx, made, arch, progress); err != nil {
		return "", broke("as root run apt-get install mmdebstrap (or debootstrap, with debian-archive-keyring), or make "+pulledBase+" available",
			fmt.Errorf("%w: %w; %w", ErrBase, pullErr, err), "cannot get a base image")
	}
	return made, nil
}

// pull fetches an image if its registry answers soon.
func (e *Engine) pull(ctx context.Context, name string, progress io.Writer) error {
	fmt.Fprintf(progress, "looking for %s\n", name)
	probe, cancel := context.WithTimeout(ctx, probeLimit)
	defer cancel()
	if _, err := e.client.DistributionInspect(probe, name, ""); err != nil {
		return fmt.Errorf("ask for %s: %w", name, err)
	}
	ctx, cancel = context.WithTimeout(ctx, pullLimit)
	defer cancel()
	answer, err := e.client.ImagePull(ctx, name, image.PullOptions{})
	if err != nil {
		return fmt.Errorf("pull %s: %w", name, err)
	}
	defer answer.Close() //nolint:errcheck // read to its end below
	return newBuildLog(progress).follow(answer)
}

// bootstrap makes a minimal Debian with the first tool that this machine has
// and imports it as the image called name.
func (e *Engine) bootstrap(ctx context.Context, name, arch string, progress io.Writer) error {
	dir, err := os.MkdirTemp("", "assay-base-")
	if err != nil {
		return fmt.Errorf("make a folder for the base image: %w", err)
	}
	defer os.RemoveAll(dir) //nolint:errcheck // the system's temporary folder is cleaned anyway
	archive := filepath.Join(dir, "base.tar")
	began := time.Now()
	if err := makeArchive(ctx, archive, arch, progress); err != nil {
		return err
	}
	if err := e.importBase(ctx, archive, name); err != nil {
		return err
	}
	fmt.Fprintf(progress, "base image %s made in %s\n", name, time.Since(began).Round(time.Second))
	return nil
}

func makeArchive(ctx context.Context, archive, arch string, progress io.Writer) error {
	var missing []string
	for _, t := range bootstrapTools(archive, arch) {
		if _, err := exec.LookPath(t.name); err != nil {
			missing = append(missing, t.name)
			continue
		}
		fmt.Fprintf(progress, "running %s, about a minute\n", t.name)
		for _, argv := range t.commands {
			if err := runTool(ctx, argv, progress); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("none of these is installed: %s", strings.Join(missing, ", "))
}

// tool is a program that makes a Debian file system and the commands, run in
// turn, that end in an archive of it.
type tool struct {
	name     string
	commands [][]string
}

func bootstrapTools(archive, arch string) []tool {
	root := filepath.Join(filepath.Dir(archive), "root")
	unwanted := []string{"/usr/share/doc/*", "/usr/share/man/*", "/usr/share/info/*", "/usr/share/locale/*"}
	mmdebstrap := []string{"mmdebstrap", "--variant=minbase", "--architectures=" + arch, "--aptopt=Acquire::Languages \"none\""}
	for _, path := range unwanted {
		mmdebstrap = append(mmdebstrap, "--dpkgopt=path-exclude="+path)
	}
	if _, err := os.Stat(keyring); err == nil { // on Ubuntu apt does not trust Debian's keys by itself
		mmdebstrap = append(mmdebstrap, "--keyring="+keyring)
	}
	mmdebstrap = append(mmdebstrap, "--dpkgopt=path-include=/usr/share/doc/*/copyright", suite, archive,
		"deb "+mirror+" "+suite+" main", "deb "+mirror+" "+suite+"-updates main", "deb "+updates+" "+suite+"-security main")
	return []tool{
		{"mmdebstrap", [][]string{mmdebstrap}},
		{"debootstrap", [][]string{
			{"debootstrap", "--variant=minbase", "--arch=" + arch, suite, root, mirror},
			{"tar", "-C", root, "--numeric-owner", "--exclude=./var/cache/apt/archives/*.deb", "-cf", archive, "."},
		}},
	}
}

// runTool runs one command and shows its output as progress. The error carries
// the last lines of it.
func runTool(ctx context.Context, argv []string, progress io.Writer) error {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	// Both tools unmount and clean up when asked to stop, not when killed.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = killedLimit
	log := newBuildLog(progress)
	cmd.Stdout = lineWriter{log}
	cmd.Stderr = cmd.Stdout
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return fmt.Errorf("%s: %w\n%s", argv[0], err, log.tail())
	}
	return nil
}

// lineWriter feeds a command's output to a build log.
type lineWriter struct{ log *buildLog }

// Write implements [io.Writer]. A line cut between two writes shows as two.
func (w lineWriter) Write(p []byte) (int, error) {
	for line := range strings.Lines(string(p)) {
		w.log.line(strings.TrimSpace(line))
	}
	return len(p), nil
}

func (e *Engine) importBase(ctx context.Context, archive, name string) error {
	file, err := os.Open(archive)
	if err != nil {
		return fmt.Errorf("open the base archive: %w", err)
	}
	defer file.Close() //nolint:errcheck // only read
	answer, err := e.client.ImageImport(ctx, image.ImportSource{Source: file, SourceName: "-"}, name, image.ImportOptions{
		Changes: []string{"LABEL " + Label + "=1 " + LabelImage + "=base", `CMD ["/bin/bash"]`},
	})
	if err != nil {
		return fmt.Errorf("import base image: %w", err)
	}
	defer answer.Close() //nolint:errcheck // read to its end below
	if err := newBuildLog(io.Discard).follow(answer); err != nil {
		return fmt.Errorf("import base image: %w", err)
	}
	return nil
}
