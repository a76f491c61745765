package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"assay/runner"
)

// What the candidate may use, and what a run looks like that uses more.

// assertOutcomes checks the verdict and every test's outcome.
func assertOutcomes(t *testing.T, result runner.Result, verdict string, want map[string]string) {
	t.Helper()
	got := map[string]string{}
	for name, outcome := range outcomes(result) {
		got[name] = string(outcome)
	}
	assert.Equal(t, want, got, failures(result))
	assert.Equal(t, verdict, string(result.Verdict), result.Reason)
}

func TestSandbox_ForkBombStopped(t *testing.T) {
	t.Parallel()
	result := attack{
		limits: func(l *runner.Limits) { l.TestS, l.Pids = 6, 40 },
		solution: `
import errno, os, threading, time

def bomb():
    while True:
        try:
            os.fork()
        except OSError:
            pass

def count():
    n = 0
    while True:
        try:
            if os.fork() == 0:
                time.sleep(60)
                os._exit(0)
        except OSError as error:
            return n, errno.errorcode[error.errno]
        n += 1

def one():
    return 1
`,
		tests: `
def test_counted():
    n, error = solution.count()
    assert 10 < n < 40 and error == "EAGAIN"

def test_bomb():
    solution.bomb()

def test_after():
    assert solution.one() == 1
`,
	}.run(t)
	assertOutcomes(t, result, "timeout", map[string]string{"test_counted": "passed", "test_bomb": "timeout", "test_after": "passed"})
	assert.LessOrEqual(t, result.Usage.PidsPeak.Value, 40.0)
	assert.Greater(t, result.Usage.PidsPeak.Value, 30.0)
}

func TestSandbox_MemoryCapped(t *testing.T) {
	t.Parallel()
	result := attack{
		limits: func(l *runner.Limits) { l.MemoryBytes = 96 << 20 },
		solution: `
import mmap

def take(mib):
    return len(b"x" * (mib << 20))

def share(mib):
    m = mmap.mmap(-1, mib << 20)
    for at in range(0, mib << 20, 4096):
        m[at] = 1
    return mib
`,
		tests: `
def test_within():
    assert solution.take(40) == 40 << 20

def test_too_much():
    assert solution.take(200)

def test_too_much_shared():
    assert solution.share(200)

def test_after():
    assert solution.take(1) == 1 << 20
`,
	}.run(t)
	assertOutcomes(t, result, "out_of_memory", map[string]string{
		"test_within": "passed", "test_too_much": "out_of_memory", "test_too_much_shared": "out_of_memory", "test_after": "passed",
	})
	assert.LessOrEqual(t, result.Usage.MemoryPeakBytes.Value, float64(96<<20))
	assert.Contains(t, result.Reason, "96 MiB")
	assert.Contains(t, result.Reason, result.Usage.MemoryPeakBytes.Method, "the limit and what was measured")
}

// Files in memory are memory.
func TestSandbox_MemoryCapCountsFiles(t *testing.T) {
	t.Parallel()
	result := attack{
		limits: func(l *runner.Limits) { l.MemoryBytes = 96 << 20 },
		solution: `
def fill():
    for folder in ("/tmp", "/dev/shm", "/work", "/scratch"):
        with open(folder + "/fill", "wb") as f:
            for _ in range(50):
                f.write(bytes(1 << 20))
`,
		tests: `
def test_fill():
    solution.fill()
`,
	}.run(t)
	assert.NotEqual(t, runner.VerdictPassed, result.Verdict)
	assert.LessOrEqual(t, result.Usage.MemoryPeakBytes.Value, float64(96<<20))
}

func TestSandbox_OutputCapped(t *testing.T) {
	t.Parallel()
	for _, how := range []string{"print('y' * 1000)", "os.write(2, b'y' * 60000)", "subprocess.run(['yes'])"} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			result := attack{
				limits:   func(l *runner.Limits) { l.OutputBytes, l.WallS, l.TestS = 256<<10, 20, 20 },
				solution: "import os, subprocess\n\ndef flood():\n    while True:\n        " + how + "\n",
				tests:    "def test_flood():\n    solution.flood()\n\ndef test_after():\n    pass\n",
			}.run(t)
			assert.Equal(t, runner.VerdictOutputLimit, result.Verdict, "%s\n%s", result.Reason, failures(result))
			assert.Contains(t, result.Reason, "262144", "the limit")
			assert.LessOrEqual(t, len(result.Stdout.Text)+len(result.Stderr.Text), 256<<10)
			assert.NotEmpty(t, result.Stdout.Text+result.Stderr.Text, "what there was until then")
		})
	}
}

func TestSandbox_ProcessorCapped(t *testing.T) {
	t.Parallel()
	attack{
		limits: func(l *runner.Limits) { l.CPUs = 0.5 },
		solution: `
import os, time

def burn(seconds):
    children = []
    for _ in range(2):
        pid = os.fork()
        if pid == 0:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                pass
            os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)
`,
		tests: `
import assay

def test_half_a_processor():
    with assay.meter() as m:
        solution.burn(2.0)
    assert m.cpu_s / m.wall_s < 0.65
`,
	}.fails(t)
}

func TestSandbox_ResourceLimits(t *testing.T) {
	t.Parallel()
	attack{
		solution: `
import errno, resource

NAMES = {"core": resource.RLIMIT_CORE, "fsize": resource.RLIMIT_FSIZE, "nofile": resource.RLIMIT_NOFILE}

def limits():
    return {name: resource.getrlimit(which) for name, which in NAMES.items()}

def raised():
    done = []
    for name, which in NAMES.items():
        try:
            resource.setrlimit(which, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            done.append(name)
        except (OSError, ValueError):
            pass
    return done

def big_file():
    try:
        with open("/tmp/big", "wb") as f:
            f.seek((64 << 20) + 1)
            f.write(b"x")
    except OSError as error:
        return errno.errorcode[error.errno]

def open_files():
    held = []
    try:
        while True:
            held.append(open("/dev/null"))
    except OSError as error:
        return len(held), errno.errorcode[error.errno]
    finally:
        for f in held:
            f.close()
`,
		tests: `
def test_are_set_and_stay():
    assert solution.limits() == {"core": (0, 0), "fsize": (64 << 20, 64 << 20), "nofile": (8192, 8192)}
    assert solution.raised() == []

def test_hold():
    assert solution.big_file() == "EFBIG"
    n, error = solution.open_files()
    assert 8000 < n < 8192 and error == "EMFILE"
`,
	}.fails(t)
}
