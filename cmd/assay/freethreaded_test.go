package main

import (
	"cmp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"assay/runner"
)

// Each test of this file is a promise about assay.restart(interpreter="free-threaded"),
// named after it.

const freethreaded = "freethreaded"

func TestFreeThreaded_CandidateHasNoGIL(t *testing.T) {
	t.Parallel()
	attack{
		image: freethreaded,
		solution: `
import sys, sysconfig, threading

def interpreter():
    return sys._is_gil_enabled(), bool(sysconfig.get_config_var("Py_GIL_DISABLED")), sys.version_info[:3]

def meet(seconds):
    """Two threads that see each other run, though neither ever waits or gives way."""
    sys.setswitchinterval(1000)
    flags = [False, False]
    def run(me):
        flags[me] = True
        while not flags[1 - me]:
            pass
    threads = [threading.Thread(target=run, args=(me,), daemon=True) for me in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
    return not any(thread.is_alive() for thread in threads)
`,
		tests: `
import sys, sysconfig
import assay, pytest

def test_runs_without_it_in_the_same_version():
    assert solution.interpreter() == (True, False, sys.version_info[:3])
    assay.restart(interpreter="free-threaded")
    assert solution.interpreter() == (False, True, sys.version_info[:3])
    assert sys._is_gil_enabled() is True
    assert assay.usage().processes == 1

def test_returns_to_the_standard_one():
    for back in ({}, {"interpreter": None}, {"interpreter": "standard"}):
        assay.restart("free-threaded")
        assert solution.interpreter()[0] is False
        assay.restart(**back)
        assert solution.interpreter()[0] is True

def test_threads_run_at_the_same_time():
    assay.restart(interpreter="free-threaded")
    assert solution.meet(15) is True

def test_no_module_brings_it_back():
    assay.restart(interpreter="free-threaded")
    # What -X gil=0 asks for holds even where a module says that it needs the GIL.
    assert assay.probe("import sys; sys._xoptions") == {"gil": "0"}

def test_other_names_are_refused():
    with pytest.raises(ValueError, match="free-threaded"):
        assay.restart(interpreter="pypy")
`,
	}.fails(t)
}

func TestFreeThreaded_TheSandboxIsTheSame(t *testing.T) {
	t.Parallel()
	result := attack{
		image: freethreaded,
		solution: denied + `
import multiprocessing, subprocess, time

def facts():
    status = dict(line.split(":\t") for line in open("/proc/self/status").read().splitlines() if ":\t" in line)
    return {
        "ids": (os.getresuid(), os.getresgid(), os.getgroups()), "session": os.getsid(0) == os.getpid(),
        "caps": [status["CapInh"], status["CapPrm"], status["CapEff"], status["CapAmb"]],
        "privileges": status["NoNewPrivs"], "seccomp": status["Seccomp"], "cwd": os.getcwd(), "umask": os.umask(0),
        "environ": dict(os.environ), "argv": sys.argv, "first": sys.path[0], "isolated": sys.flags.isolated,
        "descriptors": len(os.listdir("/proc/self/fd")), "main": sorted(vars(sys.modules["__main__"])),
        "oom": open("/proc/self/oom_score_adj").read(), "cores": __import__("resource").getrlimit(4),
        "bytecode": (sys.dont_write_bytecode, sys.pycache_prefix),
    }

def forbidden():
    return denied(os.setuid, 0), denied(os.kill, 1, 0), denied(os.open, "/root/x", os.O_CREAT), syscall(101, 117, 16, 1, 0, 0)

def gil(queue):
    queue.put(sys._is_gil_enabled())

def children():
    """What processes that the candidate starts have."""
    found = []
    for method in ("spawn", "forkserver"):
        context = multiprocessing.get_context(method)
        queue = context.Queue()
        process = context.Process(target=gil, args=(queue,))
        process.start()
        found.append(queue.get(timeout=20))
        process.join()
    plain = subprocess.run(["python3", "-c", "import sys; print(sys._is_gil_enabled())"], capture_output=True, text=True)
    return [*found, plain.stdout.strip()]

def leave():
    os._exit(7)

def hang():
    while True:
        time.sleep(1)
`,
		tests: `
import assay, pytest

@pytest.fixture
def both():
    assay.restart()
    standard = solution.facts()
    assay.restart(interpreter="free-threaded")
    yield standard, solution.facts()
    assay.restart()

def test_hardening_is_that_of_every_candidate(both):
    assert both[0] == both[1]
    assert solution.forbidden() == ("EPERM", "EPERM", "EACCES", "EPERM")

def test_its_own_processes_have_no_gil_either(both):
    assert solution.children() == [False, False, "True"]

def test_output_and_errors_arrive(both, capsys):
    assay.probe("print('hello')")
    assert capsys.readouterr().out == "hello\n"
    with pytest.raises(ZeroDivisionError, match="division"):
        assay.probe("1 / 0")

def test_its_end_is_seen(both):
    with pytest.raises(assay.CandidateGone, match="exited with status 7"):
        solution.leave()

def test_the_next_test_has_a_fresh_standard_process():
    assert assay.probe("import sys; sys._is_gil_enabled()") is True

def test_hangs(both):
    solution.hang()
`,
		limits: func(l *runner.Limits) { l.TestS = 15 },
	}.run(t)
	want := map[string]runner.Outcome{"test_its_end_is_seen": runner.OutcomeCrashed, "test_hangs": runner.OutcomeTimeout}
	for name, outcome := range outcomes(result) {
		assert.Equal(t, cmp.Or(want[name], runner.OutcomePassed), outcome, "%s\n%s", name, failures(result))
	}
	assert.Len(t, result.Tests, 6)
}

func TestFreeThreaded_ManyThreadsOfTheTestMayCallAtOnce(t *testing.T) {
	t.Parallel()
	attack{
		image: freethreaded,
		limits: func(l *runner.Limits) { // it is about the answers, on a busy machine too
			l.WallS, l.TestS = 600, 120
		},
		solution: `
import os, threading

class Wrong(ValueError):
    pass

class Thing:
    def __init__(self, n):
        self.n = n

SHARED = Thing(-1)
KEPT = []

def store_of(store, key):
    store.seen(key, threading.get_ident())
    return store

def twice(callback, n):
    return [callback(n), callback(callback(n))]

def extend(items, n):
    items.append(n)
    items.sort()
    return items

def things(n):
    return [Thing(i) for i in range(n)], SHARED

def fail(n):
    raise Wrong(n)

def remember(thing):
    KEPT.append(thing)
    return KEPT[-1] is thing and len({id(k) for k in KEPT})

def environ(me, n):
    os.environ[f"V{me}"] = str(n)
    print(f"{me} {n}\n", end="")  # one write: the parts of a print may mix

class Owned:
    """Ends in whatever thread drops it last, and tells the test."""
    def __init__(self, callback):
        self.callback = callback
    def __del__(self):
        self.callback(1)
`,
		tests: `
import os, time
import assay, pytest

class Store:
    def __init__(self):
        self.all = []
    def seen(self, key, thread):
        self.all.append((key, thread))

@pytest.fixture(params=["standard", "free-threaded"])
def interpreter(request):
    assay.restart(interpreter=request.param)
    yield request.param
    assay.restart()

def test_calls_do_not_disturb_each_other(interpreter):
    store, shared = Store(), solution.SHARED
    def work(me):
        for n in range(60):
            assert solution.store_of(store, (me, n)) is store
            assert solution.twice(lambda x: x * 2 + me, n) == [n * 2 + me, n * 4 + 3 * me]
            items = list(range(n, 0, -1))
            assert solution.extend(items, 0) == list(range(n + 1)) == items
            made, again = solution.things(3)
            assert [thing.n for thing in made] == [0, 1, 2] and again is shared
            with pytest.raises(solution.Wrong) as caught:
                solution.fail(n)
            assert caught.value.args == (n,)
        return True
    assert assay.threads(8, work) == [True] * 8
    assert len(store.all) == 480 and len({thread for _, thread in store.all}) == 8

def test_one_object_has_one_stand_in(interpreter):
    for n in range(40):
        thing = Store()
        counts = assay.threads(8, lambda me: solution.remember(thing))
        assert False not in counts
        assert assay.probe("import solution; (len(solution.KEPT), len({id(k) for k in solution.KEPT}))") == (8, 1)
        assay.probe("import solution; solution.KEPT.clear()")

def test_what_is_dropped_is_dropped(interpreter):
    solution.things(1)
    source = "import gc, solution; gc.collect(); sum(type(o) is solution.Thing for o in gc.get_objects())"
    before = assay.probe(source)
    def work(me):
        for n in range(60):
            solution.things(5)
    assay.threads(8, work)
    assert assay.probe(source) == before

def test_the_environment_follows(interpreter, capsys):
    def work(me):
        for n in range(40):
            solution.environ(me, n)
    assay.threads(8, work)
    assert {os.environ[f"V{me}"] for me in range(8)} == {"39"}
    assert sorted(capsys.readouterr().out.split("\n")) == sorted([f"{me} {n}" for me in range(8) for n in range(40)] + [""])

def test_finalisers_may_call_back(interpreter):
    ended = []
    def work(me):
        for n in range(40):
            solution.Owned(ended.append)
    assay.threads(8, work)
    until = time.monotonic() + 60  # a thread of the submission's that ends may be about to call
    while len(ended) < 320 and time.monotonic() < until:
        assay.probe("import gc; gc.collect()")
    assert len(ended) == 320
`,
	}.fails(t)
}

func TestFreeThreaded_AnImageWithoutItSaysWhichHasIt(t *testing.T) {
	t.Parallel()
	result := attack{
		solution: "x = 1\n",
		tests: `
import assay

def test_x():
    assert solution.x == 1
    assay.restart(interpreter="free-threaded")
`,
	}.run(t)
	require.Len(t, result.Tests, 1)
	assert.Equal(t, runner.OutcomeError, result.Tests[0].Outcome)
	assert.Contains(t, result.Tests[0].Message, `write "image: freethreaded" in exercise.yaml`)
}
