"""Runs the warden as it runs in a sandbox, and plays Go and the grader to it.

Needs root with SYS_ADMIN (``docker run --privileged``): the warden gets a PID namespace of its
own, as PID 1, its own /work, and only the capabilities it has in a sandbox.
"""

from __future__ import annotations

import os
import pathlib
import select
import shutil
import socket
import subprocess
import sys
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import assay
from assay import frames
from assay.control import Candidate, Control

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

_SCRIPT = """
mount -t tmpfs -o mode=1777,size=16m,nr_inodes=500,noexec tmpfs /work
exec setpriv --bounding-set=-all,+setuid,+setgid,+kill --inh-caps=-all --no-new-privs "$@"
"""


def package_with(folder: pathlib.Path, modules: Mapping[str, str]) -> pathlib.Path:
    """Copies the harness and replaces some modules; gives the folder to put on ``sys.path``."""
    shutil.copytree(PACKAGE, folder / "assay", ignore=shutil.ignore_patterns("__pycache__"))
    for name, source in modules.items():
        (folder / "assay" / f"{name}.py").write_text(source)
    return folder


def harness_command(module: str, package: pathlib.Path | None) -> list[str]:
    """Gives the command that runs a module of the harness, from a copy if there is one."""
    if package is None:
        return [sys.executable, "-I", "-m", f"assay.{module}"]
    code = (
        f"import sys, runpy; sys.path.insert(0, {str(package)!r}); "
        f"runpy.run_module('assay.{module}', run_name='__main__', alter_sys=True)"
    )
    return [sys.executable, "-I", "-c", code]


class Warden:
    """A running warden; the methods are what Go sends and expects."""

    def __init__(self, package: pathlib.Path | None = None) -> None:
        pathlib.Path("/work").mkdir(exist_ok=True)
        command = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child", "sh", "-ec", _SCRIPT, "sh"]
        self.process = subprocess.Popen(
            [*command, *harness_command("warden", package)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.ready = self.hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()

    def tell(self, kind: str, **fields: Any) -> None:
        assert self.process.stdin is not None
        frames.write(self.process.stdin.fileno(), {"type": kind, **fields}, "go-to-warden")

    def hear(self) -> frames.Message:
        assert self.process.stdout is not None
        message = frames.read(self.process.stdout.fileno(), "warden-to-go")
        assert message is not None, "the warden has ended"
        return message

    def load(self, files: Mapping[str, str | bytes]) -> None:
        listed = [{"path": p, "data": d.encode() if isinstance(d, str) else d} for p, d in files.items()]
        self.tell("load", files=listed)
        assert self.hear() == {"type": "loaded"}

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


def run(candidate: Candidate, source: str) -> Any:
    """Runs source in a candidate whose agent is EXEC_AGENT."""
    frames.write_body(candidate.channel.fileno(), source.encode())
    if not select.select([candidate.channel], [], [], 20)[0]:
        raise TimeoutError("the candidate does not answer")
    body = frames.read_body(candidate.channel.fileno(), 1 << 20)
    if body is None:
        raise EOFError("the candidate is gone")
    return eval(body.decode())
