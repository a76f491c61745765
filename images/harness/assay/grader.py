"""PID 1 of the grader: has pytest imported, and forks from itself whatever runs it.

Speaks frames with Go on the descriptors it was started with as 0 and 1: ``ready``, then a
``suite``, ``collected`` or ``broken``, the events of the run, ``done``. One suite, one run;
then it waits for Go to close its end. With ``--idle S`` it is the grader of a warm pod, and
says ``ready`` when it is asked to. With ``--shared`` it serves one run after the other, each in
a child that is forked from what was here at the start: to ``next`` it answers ``ready`` once
nothing is left of the last one, and ends if something is.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import struct
import sys
import traceback
from typing import Any, Final, NoReturn

from assay import apart  # noqa: F401 - first: it holds for what is imported from here on
from assay import claim, collect, forks, frames, job, leftovers, pytests, suite, supervise
from assay.control import Control
from assay.kernel import Kernel

__all__ = ["main"]

SOCKET: Final = b"\0assay"
WARDEN_UID: Final = 0

_IDLE_S: Final = 0.3
"""Nobody is about to send a suite to a pod that has waited this long."""
_OFTEN_USED: Final = ("unittest.mock", "pytest_asyncio.plugin", "hypothesis.strategies")
"""What suites often import and is slow to import."""
_FOLDERS: Final = ("/tests", "/tmp", "/dev/shm", "/scratch")
"""Where a run may leave something that the next one must not find."""
_COLLECT_S: Final = 50.0
"""Longest time that one look at the suite may take; Go allows a minute for all."""


def main() -> NoReturn:
    """Serves one run, or one after the other."""
    into, out = frames.take_streams()
    signal.signal(signal.SIGTERM, _leave)
    forks.keep_apart(True)  # a session speaks with a stranger; what it may become must not reach in here
    # What is compiled for collecting is not compiled again for each session.
    sys.pycache_prefix = "/tmp/pycache"
    sys.dont_write_bytecode = False
    os.umask(0o022)
    os.environ.pop("PYTHONHASHSEED", None)  # it has served: what tests start has its own
    pytests.hide_frames()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(SOCKET)
        listener.listen(8)
        idle_s, shared = claim.idle_time(sys.argv), claim.is_shared(sys.argv)
        if idle_s or shared:
            claim.load(_OFTEN_USED)
            pytests.preload(whole=True)
            gc.collect()
        if idle_s:
            claim.wait(into, idle_s, "go-to-grader")
        _tell_ready(out)
        if shared:
            gc.freeze()
            _serve_all(listener, into, out)
        if not idle_s:
            pytests.preload(whole=False)
            _warm_up(into)
        orphaned_s = claim.orphaned_time(sys.argv)
        _serve(listener, into, out, orphaned_s)
    _wait_for_end(into, orphaned_s)


def _serve(listener: socket.socket, into: int, out: int, orphaned_s: float | None) -> None:
    """Serves one run; returns when all is said."""
    if not select.select([into], [], [], orphaned_s)[0]:
        os._exit(0)
    message = frames.read(into, "go-to-grader")
    if message is None:
        os._exit(0)
    wanted = job.job_from(message)
    job.write_tests(pytests.TESTS, wanted.files)
    pytests.warm(wanted)
    gc.freeze()  # what is here now stays; collections in forked processes need not look at it
    kernel = Kernel()
    found = _collect(wanted, out, kernel)
    if found is None:
        return
    control = _accept(listener, into, wanted, orphaned_s)
    listener.close()
    try:
        supervise.Supervisor(
            wanted, found.tests, control, into, out, suite.serve, kernel, alone=True, ahead=found.imports
        ).run()
    except supervise.GoIsGone:
        os._exit(0)
    except forks.Killed as error:
        _fail(error)


def _serve_all(listener: socket.socket, into: int, out: int) -> NoReturn:
    """Serves one run after the other, each in a child, so that none changes this process."""
    while True:
        pid = os.fork()
        if pid == 0:
            try:
                _serve(listener, into, out, None)
                os._exit(0)
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(70)
        if _reap_until(pid):
            os._exit(70)
        message = frames.read(into, "go-to-grader")
        if message is None:
            os._exit(0)
        if message["type"] != "next":
            raise frames.FrameError("malformed", f"{message['type']!r} instead of next")
        forks.end_all()
        pytests.TESTS.chmod(0o755)
        if left := leftovers.empty(_FOLDERS):
            sys.exit(f"this grader is not used again: {'; '.join(left)}")
        _tell_ready(out)


def _reap_until(pid: int) -> int:
    """Reaps whatever ends until a child has; gives that one's wait status."""
    while True:
        ended, status = os.waitpid(-1, 0)
        if ended == pid:
            return status


def _fail(error: forks.Killed) -> NoReturn:
    """Ends a run that nobody can be judged by; Go shows what is said here."""
    print(error, file=sys.stderr, flush=True)
    os._exit(70)


def _leave(*_: object) -> NoReturn:
    os._exit(0)


def _tell_ready(out: int) -> None:
    _tell(out, "ready", v=frames.VERSION, role="grader", python=sys.version.split()[0])


def _tell(out: int, kind: str, **fields: Any) -> None:
    frames.write(out, {"type": kind, **fields}, "grader-to-go")


def _warm_up(into: int) -> None:
    """Imports what suites often use while no suite comes."""
    for name in _OFTEN_USED:
        if select.select([into], [], [], _IDLE_S)[0]:
            return
        claim.load([name])


def _collect(wanted: job.Job, out: int, kernel: Kernel) -> collect.Found | None:
    """Fixes the expected tests and tells Go; gives None if the suite is broken, or leaves all of them out."""
    if name := job.mistaken_module(wanted.submission, wanted.files):
        found: collect.Found | collect.Broken = collect.Broken(
            message=f"the tests import {name} of the submission, but a module of that name is installed: rename it",
            detail="",
        )
    elif wanted.memo:
        found = collect.recall(wanted.memo)
    else:
        oom_kills = kernel.oom_kills()
        try:
            found = collect.collect(wanted, lambda function: forks.in_child(function, _COLLECT_S))
        except forks.Killed as error:
            if kernel.oom_kills() == oom_kills:
                _fail(error)
            found = collect.Broken(message="the tests take too much memory to collect", detail="")
    if isinstance(found, collect.Broken):
        _tell(out, "broken", message=found.message, detail=found.detail)
        return None
    expected = [test.id for test in found.tests if not test.skipped]
    skipped = [*found.modules_left_out, *(test.id for test in found.tests if test.skipped)]
    try:
        _tell(out, "collected", tests=expected, skipped=skipped, memo=found.memo())
    except frames.FrameError as error:
        _tell(out, "broken", message=f"the suite has {len(expected)} tests, which are too many", detail=str(error))
        return None
    return found if expected else None


def _accept(listener: socket.socket, into: int, wanted: job.Job, orphaned_s: float | None) -> Control:
    """Waits for the warden; anybody else who connects is sent away."""
    while True:
        ready, _, _ = select.select([listener, into], [], [], orphaned_s)
        if not ready or into in ready:
            os._exit(0)
        link, _ = listener.accept()
        credentials = link.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        if struct.unpack("3i", credentials)[1] == WARDEN_UID:
            return Control(link, memory_limit=wanted.memory_bytes)
        link.close()


def _wait_for_end(into: int, orphaned_s: float | None) -> NoReturn:
    """Stays until Go has read everything and closes its end."""
    while select.select([into], [], [], orphaned_s)[0] and os.read(into, 1 << 16):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
