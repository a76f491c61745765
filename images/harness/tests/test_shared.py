"""A shared sandbox: what one submission does is nothing that the next one can find."""

from __future__ import annotations

import os
import pathlib
import select
import tempfile
from collections.abc import Iterator

import pytest

from assay.control import Candidate
from pod import EXEC_AGENT, Warden, package_with, run


@pytest.fixture(scope="module")
def package() -> Iterator[pathlib.Path]:
    # Not in /tmp, which the sandbox has one of its own of.
    with tempfile.TemporaryDirectory(dir="/run") as folder:
        os.chmod(folder, 0o755)
        yield package_with(pathlib.Path(folder), {"agent": EXEC_AGENT})


@pytest.fixture
def warden(package: pathlib.Path) -> Iterator[Warden]:
    with Warden(package, "--shared") as running:
        yield running


def submission(warden: Warden) -> Candidate:
    """Starts the candidate of another submission."""
    warden.load({"solution.py": "x = 1"})
    return warden.join().start()


def follow(warden: Warden) -> Candidate:
    """Ends the present submission, and starts the next one's candidate."""
    warden.tell("next")
    assert warden.hear()["type"] == "ready"
    return submission(warden)


def is_thrown_away(warden: Warden) -> None:
    """Requires that the sandbox ends instead of serving another submission."""
    warden.tell("next")
    assert warden.process.stdout is not None
    assert select.select([warden.process.stdout], [], [], 30)[0]
    assert os.read(warden.process.stdout.fileno(), 100) == b""
    assert warden.process.wait(10) != 0


def first_process(warden: Warden) -> str:
    pid = warden.process.pid
    return pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]


def usage(warden: Warden) -> dict[str, float]:
    warden.tell("usage")
    return {name: measure["value"] for name, measure in warden.hear().items() if name != "type"}


def test_every_submission_has_a_user_of_its_own(warden: Warden) -> None:
    ids = "import os; answer = (os.getresuid(), os.getresgid(), os.getgroups())"
    users = [run(submission(warden), ids), run(follow(warden), ids), run(follow(warden), ids)]
    for uids, gids, groups in users:
        assert len({*uids, *gids}) == 1 and groups == []
    found = {uids[0] for uids, _, _ in users}
    assert len(found) == 3 and not found & {0, 10000, 10001}


def test_interpreter_is_as_new(warden: Warden) -> None:
    run(
        submission(warden),
        """
import builtins, json, os, random, solution, sys, threading
builtins.sum = lambda x: 42
json.dumps = None
sys.modules["mine"] = json
sys.path.insert(0, "/tmp")
os.environ["MINE"] = "1"
sys.setrecursionlimit(5000)
random.seed(1)
solution.x = 2
""",
    )
    fresh = run(
        follow(warden),
        """
import json, os, solution, sys
answer = (sum([]), json.dumps([]), "mine" in sys.modules, sys.path[0], os.environ.get("MINE"))
answer += (sys.getrecursionlimit(), solution.x)
""",
    )
    assert fresh == (0, "[]", False, "/work", None, 1000, 1)


@pytest.mark.parametrize("folder", ["/work", "/tmp", "/dev/shm", "/scratch", "/dev/mqueue"])
def test_files_are_gone(warden: Warden, folder: str) -> None:
    first = submission(warden)
    others = set(os.listdir("/scratch"))  # of tests before this one, which are the grader's to remove
    if folder == "/dev/mqueue":
        if not os.path.isdir(folder):
            pytest.skip("SKIPPED: no POSIX message queues here")
        run(first, "import os; os.close(os.open('/dev/mqueue/left', os.O_CREAT | os.O_RDWR))")
    else:
        run(
            first,
            f"""
import os
os.makedirs("{folder}/a/b/c")
open("{folder}/a/b/c/file", "w").write("secret")
open("{folder}/.hidden", "w").write("secret")
os.symlink("/etc/passwd", "{folder}/link")
os.mkfifo("{folder}/pipe")
os.chmod("{folder}/a/b/c", 0); os.chmod("{folder}/a", 0)
""",
        )
    if folder == "/scratch":
        warden.tell("next")
        assert warden.hear()["type"] == "ready"
        assert set(os.listdir(folder)) == others
        return
    seen = run(follow(warden), f"import os; answer = os.listdir('{folder}')")
    assert seen == (["solution.py"] if folder == "/work" else [])


def test_files_deeper_than_a_path_is_long_are_gone(warden: Warden) -> None:
    run(
        submission(warden),
        "import os\nos.chdir('/tmp')\nfor _ in range(300):\n    os.mkdir('d' * 200); os.chdir('d' * 200)",
    )
    assert run(follow(warden), "import os; answer = os.listdir('/tmp')") == []


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm"])
def test_what_cannot_be_removed_costs_the_sandbox(package: pathlib.Path, folder: str) -> None:
    with Warden(package, "--shared", before=f"touch {folder}/of-root") as warden:
        submission(warden)
        is_thrown_away(warden)


@pytest.mark.parametrize("how", ["fork", "setsid twice", "ignores signals", "stopped", "starts others for ever"])
def test_processes_are_gone(warden: Warden, how: str) -> None:
    setup = {
        "fork": "",
        "setsid twice": "os.setsid(); os.fork() and os._exit(0); os.setsid(); os.fork() and os._exit(0)",
        "ignores signals": "[signal.signal(s, signal.SIG_IGN) for s in range(1, 32) if s not in (9, 19)]",
        "stopped": "os.kill(os.getpid(), signal.SIGSTOP)",
        "starts others for ever": "exec('while True:\\n  if os.fork(): os._exit(0)\\n  os.setsid()')",
    }[how]
    run(
        submission(warden),
        f"import os, signal, time\nif os.fork() == 0:\n    {setup}\n    while True: time.sleep(1)\ntime.sleep(0.2)",
    )
    seen = run(
        follow(warden),
        "import os\nanswer = [n for n in os.listdir('/proc') if n.isdigit() and int(n) not in (1, os.getpid())]",
    )
    assert seen == []


def test_a_fork_bomb_is_over(warden: Warden) -> None:
    run(
        submission(warden),
        """
import os, threading
def bomb():
    while True:
        try: os.fork()
        except OSError: pass
if os.fork() == 0:
    bomb()
""",
    )
    second = follow(warden)
    assert run(second, "import os\nanswer = len([n for n in os.listdir('/proc') if n.isdigit()])") == 2
    assert run(second, "pid = os.fork()\nif pid == 0: os._exit(7)\nanswer = os.waitpid(pid, 0)[1] >> 8") == 7


IPC = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
shm = libc.shmget(77, 4096, 0o1666)
sem = libc.semget(77, 3, 0o1666)
msg = libc.msgget(77, 0o1666)
assert min(shm, sem, msg) >= 0, os.strerror(ctypes.get_errno())
"""


def test_system_v_ipc_is_gone(warden: Warden) -> None:
    run(submission(warden), IPC)
    seen = run(
        follow(warden),
        "import ctypes\nlibc = ctypes.CDLL(None)\n"
        "answer = (libc.shmget(77, 0, 0), libc.semget(77, 0, 0), libc.msgget(77, 0),"
        " sum(len(open('/proc/sysvipc/' + k).readlines()) - 1 for k in ('shm', 'sem', 'msg')))",
    )
    assert seen == (-1, -1, -1, 0)


def test_posix_shared_memory_is_gone(warden: Warden) -> None:
    run(
        submission(warden),
        "from multiprocessing import resource_tracker, shared_memory\n"
        "left = shared_memory.SharedMemory('left', create=True, size=4096)\nleft.buf[0] = 7\n",
    )
    seen = run(
        follow(warden),
        "from multiprocessing import shared_memory\n"
        "try:\n    shared_memory.SharedMemory('left'); answer = 'there'\nexcept FileNotFoundError: answer = 'gone'",
    )
    assert seen == "gone"


def test_listeners_are_gone(warden: Warden) -> None:
    run(
        submission(warden),
        r"""
import os, socket, time
if os.fork() == 0:
    os.setsid()
    a = socket.socket(socket.AF_UNIX); a.bind("\0left"); a.listen()
    b = socket.create_server(("127.0.0.1", 34567))
    while True: time.sleep(1)
while True:
    with socket.socket(socket.AF_UNIX) as probe:
        if probe.connect_ex("\0left") == 0: break
""",
    )
    seen = run(
        follow(warden),
        r"""
import errno, socket
answer = []
for family, address in ((socket.AF_UNIX, "\0left"), (socket.AF_INET, ("127.0.0.1", 34567))):
    with socket.socket(family) as probe:
        answer.append(errno.errorcode[probe.connect_ex(address)])
""",
    )
    assert seen == ["ECONNREFUSED", "ECONNREFUSED"]


def test_sockets_that_travel_in_themselves_are_gone(warden: Warden) -> None:
    """They keep each other alive, out of everybody's reach; the kernel finds that out, in its own time."""
    before = run(submission(warden), "answer = len(open('/proc/net/unix').readlines())")
    run(
        follow(warden),
        "import array, socket\nfor _ in range(50):\n    a, b = socket.socketpair()\n"
        "    a.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [a.fileno(), b.fileno()]))])\n"
        "    a.close(); b.close()",
    )
    left = f"""
import socket, time
deadline = time.monotonic() + 10
while (answer := len(open("/proc/net/unix").readlines())) > {before + 20} and time.monotonic() < deadline:
    socket.socket(socket.AF_UNIX).close()  # has the kernel look
    time.sleep(0.01)
"""
    assert run(follow(warden), left) <= before + 20


def test_cpu_and_memory_are_its_own(warden: Warden) -> None:
    first = submission(warden)  # it ends, and holds nothing, when nobody has its channel any longer
    run(
        first,
        """
import os, threading, time
hog = bytearray(os.urandom(1)) * (200 << 20)
[threading.Thread(target=time.sleep, args=(600,), daemon=True).start() for _ in range(60)]
open("/tmp/big", "wb").write(bytes(10 << 20))
if os.fork() == 0:
    end = time.process_time() + 1.5
    while time.process_time() < end: pass
    os._exit(0)
os.wait()
""",
    )
    greedy = usage(warden)
    assert greedy["memory_peak_bytes"] > 200 << 20 and greedy["cpu_s"] > 1.4
    second = follow(warden)
    run(second, "import time\nhog = bytearray(b'x') * (30 << 20)\ntime.sleep(0.1)")
    modest = usage(warden)
    assert modest["cpu_s"] < 1.0
    assert 30 << 20 < modest["memory_peak_bytes"] < greedy["memory_peak_bytes"] - (100 << 20)
    assert modest["memory_bytes"] < greedy["memory_bytes"] - (100 << 20)
    assert modest["pids_peak"] < greedy["pids_peak"] - 40


def test_says_how_its_memory_was_measured(warden: Warden) -> None:
    submission(warden)
    warden.tell("usage")
    method = warden.hear()["memory_peak_bytes"]["method"]
    assert "at the start and the rise of" in method or method.endswith(("memory.peak", "max_usage_in_bytes"))


def test_running_out_of_memory_costs_the_sandbox(warden: Warden) -> None:
    control = warden.join()
    first = control.start()
    with pytest.raises(EOFError):
        run(first, "hog = []\nwhile True: hog.append(bytearray(b'x') * (16 << 20))")
    assert usage(warden)["oom_kills"] >= 1
    is_thrown_away(warden)


def test_a_sandbox_for_one_submission_refuses_a_second(package: pathlib.Path) -> None:
    with Warden(package) as warden:
        submission(warden)
        is_thrown_away(warden)


def test_many_submissions_leave_the_warden_as_it_was(warden: Warden) -> None:
    def held() -> tuple[int, float]:
        return len(os.listdir(f"/proc/{first_process(warden)}/fd")), usage(warden)["memory_bytes"]

    submission(warden)
    run(follow(warden), "answer = 1")
    files, memory = held()
    for _ in range(60):
        run(follow(warden), "import os\nopen('/tmp/x', 'w').write('x')\nanswer = os.fork() or os._exit(0)")
    files_after, memory_after = held()
    assert files_after == files
    assert memory_after < memory + (4 << 20)
