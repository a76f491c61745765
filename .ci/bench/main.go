// Command bench compares Assay with what people use instead: the same suites and
// solutions, one after the other in one interleaved run, and writes a table.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"time"

	"assay/runner"
	"assay/runner/pod"
)

// options are the command line.
type options struct {
	rounds, throughput, row int
	assay, out              string
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "rounds", 20, "measurements of each latency, 0 for none")
	flag.IntVar(&o.throughput, "throughput", 200, "submissions of each throughput")
	flag.IntVar(&o.row, "row", 1000, "submissions in a row, 0 for none")
	flag.StringVar(&o.assay, "assay", "bin/assay", "the binary")
	flag.StringVar(&o.out, "out", "docs/benchmarks.md", "where the table goes")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	engine, err := pod.Connect(ctx, pod.Config{Env: os.Getenv})
	if err != nil {
		return err
	}
	defer engine.Close()
	dir, err := os.MkdirTemp("", "assay-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	var page strings.Builder
	err = measure(ctx, o, engine, dir, &page)
	if err != nil {
		fmt.Fprintf(&page, "\nThe run ended here: %v\n", err)
	}
	return errors.Join(err, os.WriteFile(o.out, []byte(page.String()), 0o644))
}

// measure writes the page; what it has written is right when it fails.
func measure(ctx context.Context, o options, engine *pod.Engine, dir string, page *strings.Builder) error {
	if err := head(ctx, page); err != nil {
		return err
	}
	for _, s := range suites() {
		if o.rounds == 0 {
			break
		}
		if err := s.prepare(ctx, engine, dir); err != nil {
			return err
		}
		fmt.Fprintln(os.Stderr, "latency:", s.name)
		table, err := latencies(ctx, o, engine, s)
		if err != nil {
			return err
		}
		fmt.Fprintf(page, "\n## Latency: %s\n\n%s", s.title, table)
	}
	small := suites()[0]
	if err := small.prepare(ctx, engine, dir); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "throughput")
	text, err := throughput(ctx, o, engine, small)
	if err != nil {
		return err
	}
	page.WriteString(text)
	if o.row > 0 {
		fmt.Fprintln(os.Stderr, "in a row")
		for _, isolation := range []runner.Isolation{runner.IsolationFresh, runner.IsolationShared} {
			text, err = inARow(ctx, o.row, engine, small, isolation)
			page.WriteString(text)
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// head says what was measured where.
func head(ctx context.Context, page *strings.Builder) error {
	version, err := output(ctx, "docker", "version", "--format", "{{.Server.Version}}, {{.Server.KernelVersion}}")
	if err != nil {
		return err
	}
	cpu := "unknown CPU"
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if _, after, ok := strings.Cut(string(text), "model name\t: "); ok {
			cpu, _, _ = strings.Cut(after, "\n")
		}
	}
	load, _ := os.ReadFile("/proc/loadavg")
	command := "make bench"
	if len(os.Args) > 1 {
		command = "go run ./.ci/bench " + strings.Join(os.Args[1:], " ")
	}
	fmt.Fprintf(page, `# Benchmarks

Written by `+"`%s`"+` on %s: %d × %s, Docker and kernel %s, load before the run %s.
Rows are measured in turn, A B C D A B C D …, each when the machine has come to rest after the one before. Times are milliseconds from start to exit.

| row | what |
|---|---|
| 1 | bare %s, tests and solution in one process, no sandbox |
| 2 | hardened %s, tests and solution together |
| 3 | %s |
| 4 | %s with a pod from the last run |
| 5 | library call with a pod made ahead, fresh containers for each submission |
| 6 | library call in shared isolation: the containers serve one submission after the other (ADR 0014) |
`, command, time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), cpu, version, strings.Fields(string(load) + " ?")[0],
		"`python3 -m pytest`", "`docker run --rm … python3 -m pytest`", "`assay run --warm 0`", "`assay run`")
	return nil
}
