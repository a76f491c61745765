"""The warden as PID 1: candidates begin clean, cannot hurt it, and all of them end."""

from __future__ import annotations

import os
import pathlib
import signal
import time
from collections.abc import Iterator

import pytest

from assay import frames
from assay.control import Candidate, Control, ServerExit, WardenError
from pod import EXEC_AGENT, Warden, package_with, run


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return package_with(tmp_path_factory.mktemp("package"), {"agent": EXEC_AGENT})


@pytest.fixture
def warden(package: pathlib.Path) -> Iterator[Warden]:
    with Warden(package) as running:
        yield running


@pytest.fixture
def control(warden: Warden) -> Control:
    return warden.join()


@pytest.fixture
def candidate(control: Control) -> Candidate:
    return control.start()


def read_until_closed(fd: int) -> bytes:
    with open(fd, "rb") as pipe:
        return pipe.read()


def test_ready_is_the_first_frame(warden: Warden) -> None:
    assert warden.ready["role"] == "warden"
    assert warden.ready["cgroup"] in (1, 2)


def test_answers_go_before_and_after_joining(warden: Warden) -> None:
    warden.load({"solution.py": "x = 1"})
    warden.tell("usage")
    assert warden.hear()["type"] == "usage"
    warden.join()
    warden.tell("usage")
    assert warden.hear()["cpu_s"]["value"] > 0


def test_ends_when_go_closes_its_link(warden: Warden) -> None:
    assert warden.process.stdin is not None
    warden.process.stdin.close()
    assert warden.process.wait(10) == 0


def test_a_warm_one_still_answers_once_the_grader_has_gone(package: pathlib.Path) -> None:
    with Warden(package, "--idle", "60") as warden:
        control = warden.join()
        candidate = control.start()
        control.close()
        read_until_closed(candidate.stdout)  # the candidate has ended, so the warden has noticed
        warden.tell("usage")
        assert warden.hear()["type"] == "usage"


def test_refuses_a_listener_of_another_user(warden: Warden) -> None:
    control = warden.join(uid=10001)
    with pytest.raises(WardenError):
        control.usage()
    assert warden.process.wait(10) != 0


# What a candidate finds


def test_candidate_has_its_uid_and_no_capability(candidate: Candidate) -> None:
    assert run(candidate, "import os; answer = (os.getresuid(), os.getresgid(), os.getgroups())") == (
        (10001,) * 3,
        (10001,) * 3,
        [],
    )
    status = run(candidate, "answer = open('/proc/self/status').read()")
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert {fields[name] for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {"0" * 16}
    assert fields["NoNewPrivs"] == "1"


def test_candidate_owns_the_submission_and_runs_in_it(warden: Warden) -> None:
    warden.load({"solution.py": "x = 41", "package/data.txt": "text"})
    candidate = warden.join().start()
    assert run(candidate, "import os; answer = (os.getcwd(), os.stat('package/data.txt').st_uid)") == ("/work", 10001)
    assert run(candidate, "import solution; answer = solution.x + 1") == 42
    assert run(candidate, "answer = open('package/data.txt', 'a').write('!')") == 1


def test_candidate_has_only_its_own_descriptors(candidate: Candidate) -> None:
    found = run(
        candidate,
        "import os\nanswer = {}\nfor n in os.listdir('/proc/self/fd'):\n"
        "    try: answer[int(n)] = os.readlink(f'/proc/self/fd/{n}')\n    except OSError: pass",
    )
    assert found[0] == "/dev/null"
    kinds = sorted(target.partition(":")[0] for fd, target in found.items() if fd > 0)
    assert kinds == ["pipe", "pipe", "socket", "socket"]


def test_candidate_environment_is_clean(candidate: Candidate) -> None:
    assert run(candidate, "import os; answer = dict(os.environ)") == {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def test_candidate_looks_like_a_plain_interpreter(candidate: Candidate) -> None:
    assert run(candidate, "import sys; answer = (sys.path[0], sys.argv, sys.flags.isolated)") == ("/work", [""], 1)
    assert run(candidate, "import sys; answer = [n for n in vars(sys.modules['__main__']) if n[:2] != '__']") == []
    assert run(candidate, "answer = hasattr(sys.modules['__main__'], '__file__')") is False
    assert run(
        candidate,
        "import threading; answer = threading.current_thread() is threading.main_thread() "
        "and threading.active_count() == 1",
    )
    assert run(
        candidate,
        "import signal; answer = [signal.getsignal(s) for s in (signal.SIGTERM, signal.SIGCHLD)] == [signal.SIG_DFL]*2"
        " and signal.getsignal(signal.SIGINT) is signal.default_int_handler and signal.set_wakeup_fd(-1) == -1",
    )
    assert run(candidate, "import os; answer = os.getsid(0) == os.getpid() == os.getpgid(0)")


def test_candidate_may_open_its_own_streams(candidate: Candidate) -> None:
    assert run(candidate, "answer = open('/dev/stdout', 'w').write('to out')") == 6
    assert run(candidate, "answer = open('/dev/stderr', 'w').write('x')") == 1
    assert os.read(candidate.stdout, 100) == b"to out"
    assert os.read(candidate.stderr, 100) == b"x"
    assert run(candidate, "import sys; answer = sys.stdin.read()") == ""


def test_two_candidates_draw_different_random_numbers(control: Control) -> None:
    draw = "import random; answer = [random.random() for _ in range(3)]"
    assert run(control.start(), draw) != run(control.start(), draw)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_multiprocessing_works(warden: Warden, method: str) -> None:
    warden.load({"solution.py": "def double(x):\n    return 2 * x\n"})
    candidate = warden.join().start()
    source = (
        "import multiprocessing, solution\n"
        f"with multiprocessing.get_context({method!r}).Pool(2) as pool:\n"
        "    answer = pool.map(solution.double, [1, 2, 3])"
    )
    assert run(candidate, source) == [2, 4, 6]


def test_submitted_bytecode_is_not_run(warden: Warden) -> None:
    warden.load({"solution.py": "x = 'source'"})
    control = warden.join()
    forge = (
        "import importlib.util, os, py_compile\nos.makedirs('/work/__pycache__')\n"
        "open('/tmp/forged.py', 'w').write('x = 1234567')\n"
        "py_compile.compile('/tmp/forged.py', '/work/__pycache__/solution.cpython-313.pyc',\n"
        "    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)\nanswer = os.listdir('/work/__pycache__')"
    )
    assert run(control.start(), forge) == ["solution.cpython-313.pyc"]
    assert run(control.start(), "import solution; answer = solution.x") == "source"


# What a candidate cannot do


@pytest.mark.parametrize("path", ["mem", "environ", "fd", "maps", "cwd", "root", "exe", "task/1/mem"])
def test_warden_cannot_be_looked_into(candidate: Candidate, path: str) -> None:
    source = (
        f"import os\npath = '/proc/1/{path}'\ntry:\n"
        "    if os.path.isdir(path) and not os.path.islink(path): answer = os.listdir(path)\n"
        "    else: answer = open(path, 'rb').read(1)\n"
        "except PermissionError as e: answer = 'refused'"
    )
    assert run(candidate, source) == "refused"


def test_warden_cannot_be_signalled_or_traced(candidate: Candidate, control: Control) -> None:
    for name in ("SIGKILL", "SIGSTOP", "SIGTERM", "SIGCHLD"):
        with_signal = f"import os, signal\ntry: os.kill(1, signal.{name})\nexcept PermissionError: answer = 'refused'"
        assert run(candidate, with_signal) == "refused"
    traced = run(candidate, "import ctypes; answer = ctypes.CDLL(None).ptrace(16, 1, 0, 0)")  # PTRACE_ATTACH
    assert traced == -1
    assert control.usage().cpu_s > 0


def test_ids_cannot_be_taken_back(candidate: Candidate) -> None:
    for call in ("os.setuid(0)", "os.seteuid(0)", "os.setresuid(-1, 0, -1)", "os.setgid(0)", "os.setgroups([0])"):
        assert run(candidate, f"import os\ntry: {call}\nexcept PermissionError: answer = 'refused'") == "refused"


# Ends


def test_exit_status_is_told(control: Control, candidate: Candidate) -> None:
    with pytest.raises(EOFError):
        run(candidate, "import os; os._exit(7)")
    gone = control.explain()
    assert (gone.kind, gone.message) == ("crashed", "the submission's process exited with status 7")


def test_signal_is_told(control: Control, candidate: Candidate) -> None:
    with pytest.raises(EOFError):
        run(candidate, "import os; os.kill(os.getpid(), 11)")
    gone = control.explain()
    assert gone.kind == "crashed" and "SIGSEGV" in gone.message


def test_closing_the_channel_alone_is_a_breach(control: Control, candidate: Candidate) -> None:
    with pytest.raises(EOFError):
        run(candidate, "import time; channel.close(); time.sleep(60)")
    assert control.explain().kind == "protocol"
    assert control.processes() == 0


def test_running_out_of_memory_is_told(control: Control, candidate: Candidate) -> None:
    with pytest.raises(EOFError):
        run(candidate, "hog = []\nwhile True: hog.append(bytearray(1 << 20))")
    gone = control.explain()
    assert gone.kind == "out_of_memory"
    assert control.usage().oom_kills >= 1
    assert run(control.start(), "answer = 'alive'") == "alive"


def test_children_end_with_their_main_process(control: Control, candidate: Candidate) -> None:
    with pytest.raises(EOFError):
        run(
            candidate,
            "import os, signal, time\n"
            "for _ in range(5):\n    if os.fork() == 0:\n        os.setsid()\n"
            "        signal.signal(15, signal.SIG_IGN)\n        os.closerange(0, 100)\n        time.sleep(60)\n"
            "os._exit(0)",
        )
    assert control.death() is not None
    assert control.processes() == 0


def test_kill_ends_a_fork_bomb(control: Control, candidate: Candidate) -> None:
    frames.write_body(
        candidate.channel.fileno(),
        b"import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
    )
    deadline = time.monotonic() + 10
    while control.usage().processes < 100 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert control.usage().processes >= 100, "the bomb did not go off"
    began = time.monotonic()
    control.kill()
    assert control.processes() == 0
    assert time.monotonic() - began < 5
    assert run(control.start(), "answer = 1") == 1


def test_stopped_and_deaf_processes_end(control: Control, candidate: Candidate) -> None:
    run(
        candidate,
        "import os, signal, time\nfor s in (1, 2, 3, 15): signal.signal(s, signal.SIG_IGN)\n"
        "pid = os.fork()\nif pid == 0: time.sleep(60)\nos.kill(pid, signal.SIGSTOP)",
    )
    assert control.processes() == 2
    control.kill()
    assert control.processes() == 0


def test_full_disk_hurts_only_the_candidate(control: Control, candidate: Candidate) -> None:
    fill = (
        "try:\n    with open('/work/big', 'wb') as f:\n        while True: f.write(b'x' * (1 << 20))\n"
        "except OSError as e: answer = e.errno"
    )
    assert run(candidate, fill) == 28
    with pytest.raises(WardenError, match="No space left"):
        control.put("more.txt", b"x" * 4096)
    assert run(candidate, "import os; os.unlink('/work/big')") is None
    control.put("more.txt", b"x" * 4096)


def test_busy_threads_do_not_depend_on_the_cores_that_are_left(control: Control, candidate: Candidate) -> None:
    run(
        candidate,
        """
import os, time
def processes(n, code):
    for _ in range(n):
        if os.fork() == 0:
            code()
            os._exit(0)
    for _ in range(n): os.wait()
def compute():
    while time.process_time() - began < 0.2: pass
began = time.process_time()
""",
    )

    def busy(code: str) -> float:
        mark, _ = control.mark(busy=True)
        run(candidate, code)
        return control.unmark(mark).busy

    assert busy("time.sleep(0.2)") < 0.5
    assert 0.8 < busy("processes(1, compute)") < 1.5
    assert busy("os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); processes(4, compute)") > 2.5
    mark, _ = control.mark()
    run(candidate, "processes(2, compute)")
    assert control.unmark(mark).busy == 0, "nobody asked"


def test_a_start_replaces_what_ran(control: Control) -> None:
    first = control.start()
    run(first, "x = 1")
    second = control.start()
    assert first.channel.recv(1) == b""
    assert run(second, "answer = 'x' in globals()") is False
    assert control.processes() == 1


def test_output_is_there_after_the_end(control: Control, candidate: Candidate) -> None:
    with pytest.raises(EOFError):
        run(candidate, "import os; os.write(1, b'last words'); os.write(2, b'!'); os._exit(0)")
    assert read_until_closed(candidate.stdout) == b"last words"
    assert read_until_closed(candidate.stderr) == b"!"


# Links


def test_a_session_that_dies_takes_its_candidate_along(control: Control) -> None:
    import socket

    ours, theirs = socket.socketpair()
    control.attach(theirs)
    theirs.close()
    session = Control(ours)
    candidate = session.start()
    assert run(candidate, "answer = 1") == 1
    session.close()
    assert candidate.channel.recv(1) == b""
    assert control.processes() == 0


def test_a_link_that_owns_nothing_ends_nothing(control: Control) -> None:
    import socket

    ours, theirs = socket.socketpair()
    control.attach(theirs)
    theirs.close()
    other = Control(ours)
    other.usage()
    candidate = control.start()
    other.close()
    time.sleep(0.05)
    assert run(candidate, "answer = 1") == 1


def test_bad_requests_are_answered_not_fatal(control: Control) -> None:
    for request in (
        lambda: control._call("no such op"),
        lambda: control._call("spawn"),
        lambda: control.spawn([]),
        lambda: control.signal(99, 9),
        lambda: control.usage(mark=99),
        lambda: control._call("put", path="x", data="*"),
    ):
        with pytest.raises(WardenError):
            request()
    assert control.processes() == 0


# Numbers


def test_cpu_and_memory_are_the_candidates(control: Control, candidate: Candidate) -> None:
    before = control.usage()
    run(candidate, "keep = bytearray(40 << 20)")
    run(candidate, "import time\nt = time.process_time()\nwhile time.process_time() - t < 0.3: pass")
    after = control.usage()
    assert 0.25 < after.cpu_s - before.cpu_s < 0.6
    assert 38 << 20 < after.memory_bytes - before.memory_bytes < 48 << 20


def test_peak_since_a_mark_sees_what_was_freed(control: Control, candidate: Candidate) -> None:
    run(candidate, "big = bytearray(150 << 20); del big")  # hides smaller peaks from the kernel's counter
    mark, before = control.mark()
    run(candidate, "import time; big = bytearray(60 << 20); time.sleep(0.1); del big")
    after = control.unmark(mark)
    assert after.memory_bytes - before.memory_bytes < 8 << 20
    assert 55 << 20 < after.memory_peak_bytes - before.memory_bytes < 75 << 20


def test_watching_costs_next_to_nothing(control: Control, candidate: Candidate) -> None:
    before = control.usage().cpu_s
    time.sleep(1)
    assert control.usage().cpu_s - before < 0.03


# Servers and files


def test_server_runs_is_signalled_and_logged(control: Control) -> None:
    source = "import os, time\nprint(os.getcwd(), os.getuid(), os.environ['COLOUR'], flush=True)\ntime.sleep(60)"
    control.put("server.py", source.encode())
    number = control.spawn(["python3", "server.py"], {"COLOUR": "red"})
    deadline = time.monotonic() + 10
    while not control.log(number) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert control.log(number) == "/work 10001 red\n"
    assert control.wait(number, 0.05) is None
    assert control.signal(number, signal.SIGTERM)
    assert control.wait(number, 10) == ServerExit(status=None, signal=signal.SIGTERM)
    assert control.signal(number, signal.SIGTERM) is False


def test_server_that_cannot_start_says_why(control: Control) -> None:
    number = control.spawn(["no-such-program"])
    assert control.wait(number, 10) == ServerExit(status=127, signal=None)
    assert "no-such-program" in control.log(number)


def test_flooding_server_is_kept_to_its_last_words(control: Control) -> None:
    number = control.spawn(["sh", "-c", "head -c 20000000 /dev/zero | tr '\\0' x; echo end"])
    assert control.wait(number, 20) == ServerExit(status=0, signal=None)
    deadline = time.monotonic() + 5
    while not control.log(number).endswith("end\n") and time.monotonic() < deadline:
        pass
    assert len(control.log(number)) <= 256 << 10
    assert control.log(number).endswith("xend\n")


def test_wait_does_not_hold_up_others(control: Control) -> None:
    import threading

    number = control.spawn(["sleep", "60"])
    waiter = threading.Thread(target=control.wait, args=(number, 3.0))
    waiter.start()
    began = time.monotonic()
    for _ in range(20):
        control.usage()
    assert time.monotonic() - began < 1
    control.kill()
    waiter.join(2)
    assert not waiter.is_alive()


@pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../../x", "a//b", ".", "a/.", "x\0y"])
def test_put_takes_relative_paths_only(control: Control, path: str) -> None:
    with pytest.raises(WardenError, match="not a relative path"):
        control.put(path, b"x")


def test_put_never_follows_links_or_waits(control: Control, candidate: Candidate) -> None:
    run(
        candidate,
        "import os\nos.symlink('/tmp', 'out')\nos.symlink('/tmp/target', 'file')\n"
        "os.mkfifo('fifo')\nos.mkdir('folder')",
    )
    with pytest.raises(WardenError):
        control.put("out/x", b"x")
    control.put("file", b"new")
    control.put("fifo", b"new")
    with pytest.raises(WardenError):
        control.put("folder", b"x")
    assert run(candidate, "answer = open('file').read(), open('fifo').read(), os.path.exists('/tmp/target')") == (
        "new",
        "new",
        False,
    )
