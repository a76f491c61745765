package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"assay/runner"
	"assay/runner/batch"
	"assay/runner/judge"
	"assay/runner/pod"
)

// settle is how long the machine is left alone before a measurement, so that what
// was made ahead has made its imports.
const settle = 1200 * time.Millisecond

func output(ctx context.Context, name string, args ...string) (string, error) {
	text, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(args, " "), err)
	}
	return strings.TrimSpace(string(text)), nil
}

// timed measures a command from start to exit.
func timed(ctx context.Context, name string, args ...string) (time.Duration, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	began := time.Now()
	text, err := cmd.CombinedOutput()
	took := time.Since(began)
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, text)
	}
	return took, nil
}

// bare runs pytest again and again in one container that is not limited; the time is
// taken in there, so that none of Docker's is in it.
type bare struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

const driver = `import subprocess, sys, time
for _ in sys.stdin:
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"], stdout=subprocess.DEVNULL)
    print(time.perf_counter() - began if done.returncode == 0 else "failed", flush=True)
`

func startBare(ctx context.Context, s *suite) (*bare, error) {
	cmd := exec.CommandContext(ctx, "docker", "run", "--rm", "-i", "--network", "none", "--label", "assay-bench",
		"-v", s.mixed+":/suite:ro", "-w", "/suite", "-e", "PYTHONDONTWRITEBYTECODE=1", s.tag, "python3", "-c", driver)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &bare{cmd: cmd, in: in, out: bufio.NewReader(out)}, cmd.Start()
}

func (b *bare) measure() (time.Duration, error) {
	if _, err := io.WriteString(b.in, "go\n"); err != nil {
		return 0, err
	}
	line, err := b.out.ReadString('\n')
	if err != nil {
		return 0, err
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(line), 64)
	if err != nil {
		return 0, fmt.Errorf("bare pytest: %w", err)
	}
	return time.Duration(seconds * float64(time.Second)), nil
}

func (b *bare) close() error { return errors.Join(b.in.Close(), b.cmd.Wait()) }

// hardened is the common practice.
func hardened(ctx context.Context, s *suite) (time.Duration, error) {
	return timed(ctx, "docker", "run", "--rm", "--network", "none", "--label", "assay-bench", "--read-only",
		"--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--memory", "256m", "--memory-swap", "256m",
		"--pids-limit", "64", "--user", "10001:10001", "--tmpfs", "/tmp", "-e", "PYTHONDONTWRITEBYTECODE=1",
		"-v", s.mixed+":/suite:ro", "-w", "/suite", s.tag, "python3", "-m", "pytest", "-q", "-p", "no:cacheprovider")
}

func assayRun(ctx context.Context, o options, s *suite, warm string) (time.Duration, error) {
	return timed(ctx, o.assay, "run", s.name, filepath.Join(s.mixed, "solution.py"), "--exercises", s.pack, "--warm", warm)
}

// awaitWarm waits until a pod waits for the next run. Somebody else on the machine may
// have swept or used it; then it has another one made.
func awaitWarm(ctx context.Context, again func() error) error {
	err := warmPod(ctx)
	if errors.Is(err, errNoWarmPod) {
		if err = again(); err == nil {
			err = warmPod(ctx)
		}
	}
	return err
}

var errNoWarmPod = errors.New("no warm pod came")

func warmPod(ctx context.Context) error {
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); {
		names, err := output(ctx, "docker", "ps", "--filter", "label=assay.shape", "--filter", "name=-warm$", "--format", "{{.Names}}")
		if err != nil || names != "" {
			return err
		}
		if err := rest(ctx, 50*time.Millisecond); err != nil {
			return err
		}
	}
	return errNoWarmPod
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// enginePods lets the judge start pods on the engine.
type enginePods struct{ engine *pod.Engine }

func (p enginePods) Start(ctx context.Context, spec judge.Spec) (judge.Pod, error) {
	started, err := p.engine.Start(ctx, pod.Spec{Image: spec.Image, Limits: spec.Limits, Ephemeral: true, Serial: spec.Serial, Shared: spec.Shared})
	if err != nil {
		return nil, err
	}
	return enginePod{started}, nil
}

type enginePod struct{ *pod.Pod }

func (p enginePod) State(ctx context.Context) (judge.State, error) {
	state, err := p.Pod.State(ctx)
	return judge.State{Grader: judge.BoxState(state.Grader), Sandbox: judge.BoxState(state.Sandbox)}, err
}

// Services implements [judge.Pod]; no suite here has any.
func (enginePod) Services() []judge.Service { return nil }

// library is one call of the library.
func library(ctx context.Context, pods judge.Pods, s *suite, isolation runner.Isolation) (runner.Result, error) {
	exercise := s.exercise()
	exercise.Isolation = isolation
	result, err := judge.Run(ctx, judge.Config{Pods: pods, Image: s.tag, Memos: &s.memos}, exercise, s.submission(), nil)
	if err == nil && result.Verdict != runner.VerdictPassed {
		err = fmt.Errorf("%s: %s: %s", s.name, result.Verdict, result.Reason)
	}
	return result, err
}

// measurement is one row; before brings about what it needs.
type measurement struct {
	name    string
	before  func(context.Context) error
	measure func(context.Context) (time.Duration, error)
}

// latencies measures each row in turn and gives the table.
func latencies(ctx context.Context, o options, engine *pod.Engine, s *suite) (table string, err error) {
	python, err := startBare(ctx, s)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, python.close()) }()
	fresh := batch.NewPool(ctx, enginePods{engine}, batch.PoolConfig{Ahead: 1, Runs: podRuns})
	defer func() { err = errors.Join(err, fresh.Close()) }()
	shared := batch.NewPool(ctx, enginePods{engine}, batch.PoolConfig{Ahead: 1, Runs: podRuns})
	defer func() { err = errors.Join(err, shared.Close()) }()
	idle := func(context.Context) error { return nil }
	warm := func(ctx context.Context) error {
		return awaitWarm(ctx, func() error { _, err := assayRun(ctx, o, s, "3m"); return err })
	}
	rows := []measurement{
		{"1 bare pytest", idle, func(context.Context) (time.Duration, error) { return python.measure() }},
		{"2 docker run pytest", idle, func(ctx context.Context) (time.Duration, error) { return hardened(ctx, s) }},
		{"3 assay run, cold", idle, func(ctx context.Context) (time.Duration, error) { return assayRun(ctx, o, s, "0") }},
		{"4 assay run, warm", warm, func(ctx context.Context) (time.Duration, error) { return assayRun(ctx, o, s, "3m") }},
		{"5 library, fresh", idle, func(ctx context.Context) (time.Duration, error) {
			began := time.Now()
			_, err := library(ctx, fresh, s, runner.IsolationFresh)
			return time.Since(began), err
		}},
		{"6 library, shared", idle, func(ctx context.Context) (time.Duration, error) {
			began := time.Now()
			_, err := library(ctx, shared, s, runner.IsolationShared)
			return time.Since(began), err
		}},
	}
	if _, err := output(ctx, o.assay, "sweep"); err != nil { // pods of another suite
		return "", err
	}
	if _, err := assayRun(ctx, o, s, "3m"); err != nil { // the first warm pod
		return "", err
	}
	times := make([][]time.Duration, len(rows))
	for round := range o.rounds + 1 {
		for i, row := range rows {
			if err := errors.Join(row.before(ctx), rest(ctx, settle)); err != nil {
				return "", err
			}
			took, err := row.measure(ctx)
			if err != nil {
				return "", err
			}
			if round > 0 { // the first fills caches
				times[i] = append(times[i], took)
			}
		}
		fmt.Fprint(os.Stderr, ".")
	}
	fmt.Fprintln(os.Stderr)
	return latencyTable(rows, times), nil
}
