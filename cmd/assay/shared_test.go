package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
	"assay/runner/batch"
	"assay/runner/judge"
)

// sharing judges submissions one after the other in shared isolation, see serially.
func sharing(t *testing.T, most int, tests string, submissions ...string) ([]runner.Result, int) {
	t.Helper()
	return serially(t, runner.IsolationShared, most, tests, submissions...)
}

// serially judges submissions one after the other, gives the results and the number of
// pods that it took, and requires that nothing is left.
func serially(t *testing.T, isolation runner.Isolation, most int, tests string, submissions ...string) ([]runner.Result, int) {
	t.Helper()
	attacksAtOnce <- struct{}{}
	defer func() { <-attacksAtOnce }()
	engine := connect(t)
	image, err := engine.EnsureImage(t.Context(), "python", os.Stderr)
	require.NoError(t, err)
	exercise := runner.Exercise{
		Slug: "shared", Limits: runner.DefaultLimits(), Isolation: isolation,
		Tests: []runner.File{{Path: "test_it.py", Data: []byte(tests)}},
	}
	exercise.Limits.TestS, exercise.Limits.MemoryBytes = 8, 128<<20
	pods := &enginePods{engine: engine}
	pool := batch.NewPool(t.Context(), pods, batch.PoolConfig{Runs: most})
	var memos judge.Memos
	var jobs []batch.Job
	for i, source := range submissions {
		jobs = append(jobs, batch.Job{
			Name: fmt.Sprint(i), Exercise: exercise,
			Submission: runner.Submission{Files: []runner.File{{Path: "solution.py", Data: []byte(source)}}},
		})
	}
	config := batch.Config{Slots: 1, Judge: func(ctx context.Context, job batch.Job) (runner.Result, error) {
		return judge.Run(ctx, judge.Config{Pods: pool, Image: image, Memos: &memos}, job.Exercise, job.Submission, nil)
	}}
	outcomes, err := batch.Run(t.Context(), config, slices.Values(jobs))
	require.NoError(t, err)
	var results []runner.Result
	for o := range outcomes {
		require.NoError(t, o.Err, "%d", len(results))
		results = append(results, o.Result)
	}
	require.NoError(t, pool.Close())
	used := pods.used()
	objects, err := engine.Objects(t.Context())
	require.NoError(t, err)
	for _, o := range objects {
		assert.NotContains(t, used, o.Run, o.Name)
	}
	return results, len(used)
}

// findsNothing is a suite that notes what it and the submission find, and then leaves
// behind what it can.
const findsNothing = `
import builtins, os, pathlib, sys
import pytest
import solution

def test_submission_finds_nothing():
    assert solution.found() == []

def test_nobody_reaches_the_first_processes():
    for pid in 1, os.getppid():
        with pytest.raises(PermissionError):
            open(f"/proc/{pid}/mem", "r+b")
    os.listdir("/proc/self/fd")

def test_suite_finds_nothing(tmp_path):
    left = [str(p) for d in ("/tmp", "/dev/shm", "/scratch", "/scratch/tmp") for p in pathlib.Path(d).iterdir()
            if str(p) not in ("/tmp/pycache", "/scratch/work", "/scratch/tmp") and not str(tmp_path).startswith(str(p))]
    assert left == []
    assert not hasattr(builtins, "left") and "left" not in sys.modules and "LEFT" not in os.environ
    builtins.left = sys.modules["left"] = os
    os.environ["LEFT"] = "1"
    for folder in ("/tmp", "/dev/shm", "/scratch", "/scratch/tmp", str(tmp_path)):
        pathlib.Path(folder, "left").write_text("secret")
    solution.leave(str(tmp_path))
    if os.fork() == 0:
        os.setsid()
        while True: pass
    assert len([n for n in os.listdir("/proc") if n.isdigit()]) < 12
`

// leavesAll is a submission that looks for what one like it has left, and leaves it.
const leavesAll = `
import builtins, ctypes, json, os, pathlib, signal, socket, time
libc = ctypes.CDLL(None)
ME = os.getuid()

def found():
    all = []
    for folder in ("/work", "/tmp", "/dev/shm", "/dev/mqueue", "/scratch", "/scratch/tmp", "/scratch/work"):
        if os.path.isdir(folder):
            names = [n for n in os.listdir(folder) if n != "solution.py" and not n.startswith("tests-")]
            all += [path for n in names if (path := os.path.join(folder, n)) not in ("/scratch/tmp", "/scratch/work")]
    all += [n for n in os.listdir("/proc") if n.isdigit() and int(n) not in (1, os.getpid())]
    for kind in ("shm", "sem", "msg"):
        all += open("/proc/sysvipc/" + kind).readlines()[1:]
    with socket.socket(socket.AF_UNIX) as probe:
        if probe.connect_ex("\0left") == 0: all.append("listener")
    if hasattr(builtins, "left"): all.append("interpreter")
    if ME == 10001: all.append("uid")
    return all

def leave(scratch):
    builtins.left = 1
    json.dumps = None
    for folder in ("/work", "/tmp", "/dev/shm", "/scratch", "/scratch/tmp", "/scratch/work", scratch):
        os.makedirs(folder + "/deep/er", exist_ok=True)
        pathlib.Path(folder, "deep/er/file").write_text(str(ME))
        os.chmod(folder + "/deep/er", 0); os.chmod(folder + "/deep", 0)
        os.symlink("/etc", folder + "/link")
    libc.shmget(77, 4096, 0o1666); libc.semget(77, 3, 0o1666); libc.msgget(77, 0o1666)
    for _ in range(3):
        if os.fork() == 0:
            os.setsid()
            if os.fork(): os._exit(0)
            for n in range(1, 32):
                if n not in (9, 19): signal.signal(n, signal.SIG_IGN)
            listener = socket.socket(socket.AF_UNIX)
            try: listener.bind("\0left"); listener.listen()
            except OSError: pass
            while True: time.sleep(1)
`

func TestShared_OneSubmissionFindsNothingOfTheOther(t *testing.T) {
	t.Parallel()
	results, pods := sharing(t, 200, findsNothing, leavesAll, leavesAll, leavesAll)
	require.Len(t, results, 3)
	for _, r := range results {
		assert.Equal(t, runner.VerdictPassed, r.Verdict, "%+v", r.Tests)
	}
	assert.Equal(t, 1, pods, "all in the same pod")
}

func TestFresh_OneSubmissionFindsNothingOfTheOther(t *testing.T) {
	t.Parallel()
	source := strings.Replace(leavesAll, "ME == 10001", "ME != 10001", 1)
	results, pods := serially(t, runner.IsolationFresh, 200, findsNothing, source, source, source)
	require.Len(t, results, 3)
	for _, r := range results {
		assert.Equal(t, runner.VerdictPassed, r.Verdict, "%+v", r.Tests)
	}
	assert.Equal(t, 1, pods, "all with the same grader")
}

// TestFresh_ASandboxServesOneRun has what would spoil a shared one, without a word in the result.
func TestFresh_ASandboxServesOneRun(t *testing.T) {
	t.Parallel()
	const tests = "import solution\ndef test_it(): assert solution.f() == 1\n"
	spoil := "import os\nhog = bytearray(b'x') * (80 << 20)\ndef f():\n    if os.fork() == 0:\n        more = []\n        while True: more.append(bytearray(b'x') * (8 << 20))\n    os.wait()\n    return 1\n"
	results, pods := serially(t, runner.IsolationFresh, 200, tests, spoil, "def f(): return 1\n", "def f():\n    while True: pass\n", "def f(): return 1\n")
	require.Len(t, results, 4)
	for i, want := range []runner.Verdict{runner.VerdictPassed, runner.VerdictPassed, runner.VerdictTimeout, runner.VerdictPassed} {
		assert.Equal(t, want, results[i].Verdict, results[i].Reason)
	}
	assert.Less(t, results[1].Usage.MemoryPeakBytes.Value, results[0].Usage.MemoryPeakBytes.Value-60*(1<<20))
	assert.Equal(t, 3, pods, "the first and the one that hung are the last of their pods")
}

func TestShared_GreedDoesNotCountForTheNext(t *testing.T) {
	t.Parallel()
	const tests = "import solution\ndef test_it(): solution.f()\n"
	results, pods := sharing(t, 200, tests,
		"import time\nhog = bytearray(b'x') * (80 << 20)\ndef f():\n    end = time.process_time() + 1\n    while time.process_time() < end: pass\n",
		"def f(): pass\n")
	require.Len(t, results, 2)
	assert.Equal(t, 1, pods)
	assert.Equal(t, runner.VerdictPassed, results[0].Verdict, results[0].Reason)
	greedy, modest := results[0].Usage, results[1].Usage
	assert.Greater(t, greedy.MemoryPeakBytes.Value, modest.MemoryPeakBytes.Value+60*(1<<20))
	assert.Greater(t, greedy.CPUS.Value, modest.CPUS.Value+0.5)
	assert.InEpsilon(t, greedy.BaselineBytes.Value, modest.BaselineBytes.Value, 0.3)
}

// TestShared_ASuspectPodIsNotUsedAgain has what each of these leaves: a pod of its own.
func TestShared_ASuspectPodIsNotUsedAgain(t *testing.T) {
	t.Parallel()
	const tests = "import solution\ndef test_it(): assert solution.f() == 1\n"
	suspects := []struct {
		name, source string
		verdict      runner.Verdict
	}{
		{"out of memory", "def f():\n    hog = []\n    while True: hog.append(bytearray(b'x') * (8 << 20))\n", runner.VerdictOutOfMemory},
		{"a child out of memory, and a pass", "import os\ndef f():\n    if os.fork() == 0:\n        hog = []\n        while True: hog.append(bytearray(b'x') * (8 << 20))\n    os.wait()\n    return 1\n", runner.VerdictPassed},
		{"output", "def f():\n    while True: print('x' * 4096)\n", runner.VerdictOutputLimit},
		{"crash", "import os\ndef f(): os._exit(3)\n", runner.VerdictCrashed},
		{"hang", "def f():\n    while True: pass\n", runner.VerdictTimeout},
		{"protocol", "import os\ndef f():\n    for n in range(3, 32):\n        try: os.write(n, b'x' * 100)\n        except OSError: pass\n", runner.VerdictCrashed},
	}
	submissions := []string{"def f(): return 1\n"}
	for _, s := range suspects {
		submissions = append(submissions, s.source)
	}
	submissions = append(submissions, "def f(): return 1\n", "def f(): return 2\n", "def f(): return 1\n")
	results, pods := sharing(t, 200, tests, submissions...)
	require.Len(t, results, len(submissions))
	assert.Equal(t, runner.VerdictPassed, results[0].Verdict)
	for i, s := range suspects {
		assert.Equal(t, s.verdict, results[i+1].Verdict, "%s: %s", s.name, results[i+1].Reason)
	}
	last := results[len(results)-3:]
	assert.Equal(t, runner.VerdictPassed, last[0].Verdict)
	assert.Equal(t, runner.VerdictFailed, last[1].Verdict)
	assert.Equal(t, runner.VerdictPassed, last[2].Verdict)
	assert.Equal(t, len(suspects)+1, pods, "the first has one, and each suspect costs one more")
}

func TestShared_AForkBombIsOverForTheNext(t *testing.T) {
	t.Parallel()
	const tests = "import solution\ndef test_it(): assert solution.f() == 1\n"
	bomb := "import os\ndef f():\n    if os.fork() == 0:\n        while True:\n            try: os.fork()\n            except OSError: pass\n    return 1\n"
	results, _ := sharing(t, 200, tests, bomb, "import os\ndef f():\n    if os.fork() == 0: os._exit(0)\n    os.wait()\n    return 1\n")
	require.Len(t, results, 2)
	assert.Equal(t, runner.VerdictPassed, results[1].Verdict, results[1].Reason)
}

func TestShared_APodServesSoManyAndNoMore(t *testing.T) {
	t.Parallel()
	one := "def f(): return 1\n"
	_, pods := sharing(t, 3, "import solution\ndef test_it(): assert solution.f() == 1\n", one, one, one, one, one, one, one)
	assert.Equal(t, 3, pods)
}
