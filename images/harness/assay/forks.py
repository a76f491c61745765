"""Child processes of the grader that answer once."""

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

__all__ = ["end", "in_child"]

_RESULT: Final = b"="
_RAISED: Final = b"!"


def in_child(function: Callable[[], bytes], timeout_s: float) -> bytes | None:
    """Runs a function in a forked process and gives what it returned.

    Gives ``None`` if it took longer than the timeout or ended its process. Raises
    ``HarnessError`` with the traceback of what it raised. The child and whatever it has
    started in its process group are gone afterwards.
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


def end(pid: int) -> int:
    """Ends a child and its process group; gives the child's exit code, negative for a signal."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
