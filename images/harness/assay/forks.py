"""Child processes: one that answers once, the end of one or of all, and what they may not reach."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from typing import Final

from assay.errors import HarnessError

__all__ = ["Killed", "end", "end_all", "in_child", "keep_apart", "was_killed"]

_END_S: Final = 10.0
_EXIT_S: Final = 1.0
"""A process that has closed everything is about to be gone."""
_PR_SET_DUMPABLE: Final = 4
_RESULT: Final = b"="
_RAISED: Final = b"!"


class Killed(HarnessError):
    """Somebody else has ended a child by SIGKILL: the kernel, or anybody on the machine."""


def in_child(function: Callable[[], bytes], timeout_s: float) -> bytes | None:
    """Runs a function in a forked process and gives what it returned.

    Gives ``None`` if it took longer than the timeout or ended its process. Raises
    ``HarnessError`` with the traceback of what it raised, and ``Killed``. The child and
    whatever it has started in its process group are gone afterwards.
    """
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            os.close(reader)
            os.setpgid(0, 0)
            with open(writer, "wb") as out:
                try:
                    out.write(_RESULT + function())
                except Exception:
                    out.write(_RAISED + traceback.format_exc().encode())
            status = 0
        finally:
            os._exit(status)
    os.close(writer)
    try:
        received = _read_all(reader, time.monotonic() + timeout_s)
        if received == b"" and was_killed(pid):
            raise Killed("a process that looks at the suite was ended by SIGKILL")
    finally:
        os.close(reader)
        end(pid)
    if received and received[:1] == _RAISED:
        raise HarnessError(received[1:].decode("utf-8", "replace"))
    return received[1:] if received else None


def _read_all(fd: int, deadline: float) -> bytes | None:
    parts = bytearray()
    while True:
        ready, _, _ = select.select([fd], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        part = os.read(fd, 1 << 16)
        if not part:
            return bytes(parts)
        parts += part


def keep_apart(apart: bool) -> None:
    """Keeps other processes of the same user from this one's memory; children begin as their parent is.

    See prctl(2), PR_SET_DUMPABLE. It also makes the files in the process's /proc root's.
    """
    import ctypes  # which only this needs

    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, int(not apart), 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


def was_killed(pid: int) -> bool:
    """Tells whether a child that has fallen silent was ended by SIGKILL, before the caller does that."""
    until = time.monotonic() + _EXIT_S
    while (ended := os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)) is None:
        if time.monotonic() > until:
            return False
        time.sleep(0.001)
    return ended.si_code == os.CLD_KILLED and ended.si_status == signal.SIGKILL


def end(pid: int) -> int:
    """Ends a child and its process group; gives the child's exit code, negative for a signal."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)


def end_all() -> dict[int, int]:
    """Ends every process of this PID namespace but PID 1 and the caller; gives the wait status by pid.

    One kill(-1) reaches all of them at once, and a fork that is under way fails: a fork bomb
    cannot outrun it, and ending one takes no new process. Only PID 1 of a container may call
    this, or a child of it while that reaps whatever ends. Raises ``TimeoutError``.
    """
    if 1 not in (os.getpid(), os.getppid()):
        raise RuntimeError("kill(-1) is for PID 1 of a sandbox")
    ended: dict[int, int] = {}
    deadline = time.monotonic() + _END_S
    while True:
        try:
            os.kill(-1, signal.SIGKILL)
        except ProcessLookupError:
            return ended
        while (reaped := _reap()) is not None:
            ended[reaped[0]] = reaped[1]
        if time.monotonic() > deadline:
            raise TimeoutError("some processes of the candidate cannot be ended")
        time.sleep(0.0005)


def _reap() -> tuple[int, int] | None:
    try:
        pid, status = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return None
    return (pid, status) if pid else None
