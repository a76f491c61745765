"""Runs the warden and the grader as they run in a pod, and plays Go to them.

Each gets a PID namespace of its own, as PID 1, file systems of its own, and only the capabilities
that it has in a pod. So these tests need root, SYS_ADMIN, and limits (see NEEDED).
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import pytest

import assay
from assay import frames
from assay.control import Candidate, Control

NEEDED = (
    "--network none --memory 600m --memory-swap 600m --pids-limit 256 --cap-add SYS_ADMIN "
    "--security-opt seccomp=unconfined --security-opt apparmor=unconfined"
)
PACKAGE = pathlib.Path(assay.__file__).parent

# Stands in for the agent where a test wants to say what the candidate does: runs the source
# in every frame it gets and answers with the text of ``answer``.
EXEC_AGENT = """
import sys
from assay import frames
def serve(channel, spawn):
    scope = {"__name__": "solution", "channel": channel, "spawn": spawn}
    while (body := frames.read_body(channel.fileno(), 1 << 20)) is not None:
        scope["answer"] = None
        exec(body.decode(), scope)
        sys.stdout.flush()
        frames.write_body(channel.fileno(), repr(scope["answer"]).encode())
    raise SystemExit
"""

_WARDEN = """
mount -t tmpfs -o mode=1777,size=16m,nr_inodes=500,noexec tmpfs /work
exec setpriv --bounding-set=-all,+setuid,+setgid,+kill --inh-caps=-all --no-new-privs "$@"
"""
_OWN_FOLDERS = """
mount -t tmpfs -o mode=1777 tmpfs /tmp
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
"""
_GRADER = """
mount -t tmpfs -o mode=755,uid=10000,gid=10000 tmpfs /tests
mount -t tmpfs -o mode=1777 tmpfs /tmp
exec setpriv --reuid 10000 --regid 10000 --clear-groups --bounding-set=-all --inh-caps=-all --no-new-privs "$@"
"""


def package_with(folder: pathlib.Path, modules: Mapping[str, str]) -> pathlib.Path:
    """Copies the harness and replaces some modules; gives the folder to put on ``sys.path``."""
    shutil.copytree(PACKAGE, folder / "assay", ignore=shutil.ignore_patterns("__pycache__"))
    for name, source in modules.items():
        (folder / "assay" / f"{name}.py").write_text(source)
    return folder


def harness_command(module: str, package: pathlib.Path | None, *options: str) -> list[str]:
    """Gives the command that runs a module of the harness, from a copy if there is one."""
    if package is None:
        return [sys.executable, "-I", "-m", f"assay.{module}", *options]
    code = (
        f"import sys, runpy; sys.path.insert(0, {str(package)!r}); "
        f"runpy.run_module('assay.{module}', run_name='__main__', alter_sys=True)"
    )
    return [sys.executable, "-I", "-c", code, *options]


def _require_limits() -> None:
    """Some tests here set off fork bombs and eat all memory: that must be the container's, not the machine's."""
    limits = {}
    for name, paths in {
        "memory": ("memory.max", "memory/memory.limit_in_bytes"),
        "pids": ("pids.max", "pids/pids.max"),
    }.items():
        found = [path for path in map(pathlib.Path("/sys/fs/cgroup").joinpath, paths) if path.exists()]
        text = found[0].read_text().strip() if found else "max"
        limits[name] = int(text) if text.isdigit() else 1 << 62
    if limits["memory"] > 2 << 30 or limits["pids"] > 4096:
        pytest.fail(f"needs a container with limits: docker run {NEEDED}", pytrace=False)


class Container:
    """A running half of a pod, in namespaces of its own."""

    def __init__(self, script: str, command: Sequence[str], heard: frames.Direction, told: frames.Direction) -> None:
        _require_limits()
        for folder in ("/work", "/tests", "/scratch"):
            pathlib.Path(folder).mkdir(exist_ok=True)
        os.chmod("/scratch", 0o1777)
        isolated = ["unshare", "--pid", "--fork", "--mount-proc", "sh", "-ec", script, "sh", *command]
        self.process = subprocess.Popen(isolated, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._heard, self._told = heard, told
        if "--idle" in command:
            self.tell("hello", v=frames.VERSION)
        self.ready = self.hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def kill(self) -> None:
        """Ends its PID 1, and with it everything inside."""
        if self.process.poll() is None:
            children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
            for pid in children.read_text().split():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def tell(self, kind: str, **fields: Any) -> None:
        assert self.process.stdin is not None
        frames.write(self.process.stdin.fileno(), {"type": kind, **fields}, self._told)

    def hear(self) -> frames.Message:
        assert self.process.stdout is not None
        message = frames.read(self.process.stdout.fileno(), self._heard)
        assert message is not None, "the container has ended"
        return message


class Warden(Container):
    """A running warden; the methods are what Go sends and expects."""

    def __init__(self, package: pathlib.Path | None = None, *options: str, before: str = "") -> None:
        script = _OWN_FOLDERS + before + _WARDEN if "--shared" in options else _WARDEN
        super().__init__(script, harness_command("warden", package, *options), "warden-to-go", "go-to-warden")

    def load(self, files: Mapping[str, str | bytes]) -> None:
        listed = [{"path": p, "data": d.encode() if isinstance(d, str) else d} for p, d in files.items()]
        self.tell("load", files=listed)
        answer = self.hear()
        assert answer["type"] == "loaded"
        assert answer["baseline_bytes"] > 1 << 20

    def join(self, uid: int = 10000) -> Control:
        """Lets the warden connect to a socket that uid listens on, and plays the grader."""
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.bind(b"\0assay")
        os.seteuid(uid)
        try:
            listener.listen(1)
        finally:
            os.seteuid(0)
        with listener:
            self.tell("join")
            listener.settimeout(10)
            link, _ = listener.accept()
            link.settimeout(None)
        self.control = Control(link)  # kept: a link that is dropped ends its candidate
        return self.control


class Grader(Container):
    """A running grader; the methods are what Go sends and expects."""

    def __init__(self, *options: str, package: pathlib.Path | None = None) -> None:
        script = _OWN_FOLDERS + _GRADER if "--shared" in options else _GRADER
        super().__init__(script, harness_command("grader", package, *options), "grader-to-go", "go-to-grader")


@dataclasses.dataclass(kw_only=True)
class Result:
    """What Go is told in one run."""

    ids: list[str] = dataclasses.field(default_factory=list)
    skipped: list[str] = dataclasses.field(default_factory=list)
    results: list[frames.Message] = dataclasses.field(default_factory=list)
    shown: list[frames.Message] = dataclasses.field(default_factory=list)
    started: list[int] = dataclasses.field(default_factory=list)
    broken: frames.Message = dataclasses.field(default_factory=dict)
    done: frames.Message = dataclasses.field(default_factory=dict)
    wall_s: float = 0.0

    @property
    def outcomes(self) -> dict[str, str]:
        return {self.ids[r["test"]].rpartition("::")[2]: r["outcome"] for r in self.results}

    @property
    def messages(self) -> dict[str, str]:
        return {self.ids[r["test"]].rpartition("::")[2]: r["message"] for r in self.results}


def judge(
    tests: Mapping[str, str] | str, submission: Mapping[str, str] | str, during: Callable[[Warden], None] | None = None,
    *, options: Sequence[str] = (), **settings: Any,
) -> Result:
    """Plays Go: starts a pod, the grader with options, has it judge, and gives everything the grader said."""
    if isinstance(tests, str):
        tests = {"test_it.py": tests}
    if isinstance(submission, str):
        submission = {"solution.py": submission}
    limits = {"wall_s": 60, "test_s": 10, "memory_bytes": 256 << 20, "output_bytes": 1 << 20}
    limits |= {name: settings.pop(name) for name in list(settings) if name in limits}
    files = [{"path": p, "data": textwrap.dedent(t).encode()} for p, t in tests.items()]
    texts = {p: textwrap.dedent(t) for p, t in submission.items()}
    result = Result()
    with Grader(*options) as grader, Warden() as warden:
        warden.load(texts)
        suite = {"runtime_skips": "forbid", "feedback": "full", "services": [], "memo": "", **settings}
        grader.tell(
            "suite", v=frames.VERSION, files=files, limits=limits,
            submission=[{"path": p, "data": t.encode()} for p, t in texts.items()], **suite,
        )  # fmt: skip
        began = time.monotonic()
        while not result.done and not result.broken:
            message = grader.hear()
            kind = message.pop("type")
            if kind == "collected":
                result.ids, result.skipped = message["tests"], message["skipped"]
                warden.tell("join")
            elif kind == "start":
                result.started.append(message["test"])
                if during is not None:
                    during(warden)
            elif kind == "points":
                assert message["test"] == result.started[-1], "between start and result"
                assert all(r["test"] != message["test"] for r in result.results)
                result.shown.append(message)
            elif kind == "result":
                result.results.append(message)
            elif kind == "done":
                result.done = message
            else:
                result.broken = message
        result.wall_s = time.monotonic() - began
    if result.done and result.done["stopped"] == "":
        assert sorted(r["test"] for r in result.results) == list(range(len(result.ids))), "one result for each"
    return result


def outcome_of(body: str, submission: str = "", **settings: Any) -> tuple[str, str]:
    """Judges a suite with one test, ``test_x``; gives its outcome and message."""
    result = judge(body, submission, **settings)
    assert result.ids, result.broken
    assert list(result.outcomes) == ["test_x"]
    return result.outcomes["test_x"], result.messages["test_x"]


def run(candidate: Candidate, source: str) -> Any:
    """Runs source in a candidate whose agent is EXEC_AGENT."""
    frames.write_body(candidate.channel.fileno(), source.encode())
    if not select.select([candidate.channel], [], [], 20)[0]:
        raise TimeoutError("the candidate does not answer")
    body = frames.read_body(candidate.channel.fileno(), 1 << 20)
    if body is None:
        raise EOFError("the candidate is gone")
    return eval(body.decode())
