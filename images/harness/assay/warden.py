"""PID 1 of the sandbox: starts and ends the candidate's processes, and reads the kernel's numbers.

Speaks frames with Go on the descriptors it was started with as 0 and 1, and the protocol of
``assay.control`` with the grader. It never parses anything a candidate wrote; the end of what
a spawned server printed is kept as bytes. One thread, so that it can fork safely; nothing it
does waits for a candidate. With ``--idle S`` it is the warden of a warm pod, and says
``ready`` when it is asked to. With ``--shared`` it serves one submission after the other: to
``next`` it answers ``ready`` once nothing is left of the last one, and ends if something is.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import dataclasses
import functools
import gc
import os
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from typing import Any, Final, NoReturn

from assay import apart  # noqa: F401 - first: it holds for what is imported from here on
from assay import claim, forks, frames, jail, leftovers, procs
from assay.control import MAX_FRAME
from assay.kernel import Kernel, as_frame
from assay.servers import Servers

__all__ = ["Warden", "main"]

GRADER_SOCKET: Final = b"\0assay"
GRADER_UID: Final = 10000

_SAMPLE_MS: Final = 5
_JOIN_S: Final = 10.0

# Imported before the first candidate, in this order, so that each starts in about a millisecond.
_WARM: Final = (
    "assay.agent",
    "dataclasses",
    "typing",
    "asyncio",
    "concurrent.futures.thread",
    "decimal",
    "fractions",
    "logging",
)
# Imported as well while nobody waits, where the image has them.
_FRAMEWORKS: Final = ("flask", "sqlalchemy", "requests")
_SLACK: Final = 16 << 20
"""What a shared sandbox may hold more after a submission than before the first, in bytes."""
_IDLE_S: Final = 0.3
"""Nobody is about to send a submission to a pod that has waited this long."""


@dataclasses.dataclass(slots=True)
class _Link:
    """A connection to the grader."""

    sock: socket.socket


@dataclasses.dataclass(slots=True)
class _Main:
    """The candidate process that a link has started."""

    number: int
    pid: int
    link: _Link
    oom_kills: int  # at its start


@dataclasses.dataclass(slots=True)
class _Waiter:
    """A wait that has not been answered."""

    link: _Link
    request: int
    server: int
    deadline: float


class Warden:
    """The warden's state. ``into`` and ``out`` are the descriptors of Go's link.

    ``idle_s`` is how long to wait to be claimed, 0.0 if that has been done. ``shared`` says
    that further submissions may follow the first. ``orphaned_s`` is how long to have nothing
    to do before ending, ``None`` for ever.
    """

    def __init__(
        self,
        into: int,
        out: int,
        kernel: Kernel,
        *,
        idle_s: float = 0.0,
        shared: bool = False,
        orphaned_s: float | None = None,
    ) -> None:
        self._into = into
        self._out = out
        self._kernel = kernel
        self._idle_s = idle_s
        self._shared = shared
        self._orphaned_s = orphaned_s
        self._busy = procs.Busy()
        self._clean_bytes = 0  # what the sandbox held before the first submission
        self._orphan_at: float | None = None  # monotonic time at which to give up on being joined
        self._poll = select.poll()
        self._links: dict[int, _Link] = {}
        self._main: _Main | None = None
        self._count = 0
        self._servers = Servers(self._poll)
        self._waiters: list[_Waiter] = []
        self._wake, wake = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        self._poll.register(self._wake, select.POLLIN)
        self._poll.register(into, select.POLLIN)
        self._ops: dict[str, Callable[[_Link, dict[str, Any], list[int]], Any]] = {
            "attach": self._attach,
            "kill": self._kill,
            "log": self._log,
            "mark": self._mark,
            "processes": self._processes,
            "put": self._put,
            "signal": self._signal,
            "spawn": self._spawn,
            "unmark": self._unmark,
            "usage": self._usage,
        }

    def run(self) -> NoReturn:
        """Serves until Go closes its end."""
        if self._idle_s or self._shared:
            claim.load([*_WARM, *_FRAMEWORKS])  # now, so that all submissions find the same
            gc.collect()
        if self._idle_s:
            claim.wait(self._into, self._idle_s, "go-to-warden")
        if self._shared:
            self._clean_bytes = self._kernel.held_bytes()
            self._begin()
        self._tell_ready()
        self._expect()
        claim.load(_WARM)
        for name in _FRAMEWORKS:
            if select.select([self._into], [], [], _IDLE_S)[0]:
                break
            claim.load([name])
        while True:
            self._turn()

    def _expect(self) -> None:
        """From now on somebody has to go on with this pod."""
        if self._orphaned_s is not None:
            self._orphan_at = time.monotonic() + self._orphaned_s

    def _tell_ready(self) -> None:
        self._tell(
            "ready",
            v=frames.VERSION,
            role="warden",
            python=sys.version.split()[0],
            cgroup=self._kernel.layout.version,
        )

    def _turn(self) -> None:
        busy = self._main is not None or self._servers.any_runs()
        patience_ms = _SAMPLE_MS if busy else None
        if self._orphan_at is not None:
            rest_s = self._orphan_at - time.monotonic()
            if rest_s <= 0:
                os._exit(0)
            patience_ms = _SAMPLE_MS if busy else int(rest_s * 1000) + 1
        for fd, _ in self._poll.poll(patience_ms):
            if fd == self._into:
                self._hear_go()
                break  # which may have closed some of the others
            elif fd == self._wake:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._wake, 4096)
                self._reap()
            elif fd in self._links:
                self._hear_grader(self._links[fd])
            else:
                self._servers.read(fd)
        if busy:
            self._kernel.sample()
            self._busy.sample(time.monotonic())
        self._answer_waiters()

    # Go

    def _tell(self, kind: str, **fields: Any) -> None:
        frames.write(self._out, {"type": kind, **fields}, "warden-to-go")

    def _hear_go(self) -> None:
        message = frames.read(self._into, "go-to-warden")
        if message is None:
            self._leave()
        elif message["type"] == "load":
            for file in message["files"]:
                jail.write_file(file["path"], file["data"])
            self._tell("loaded", baseline_bytes=self._kernel.held_bytes())
        elif message["type"] == "join":
            self._join()
        elif message["type"] == "next":
            self._next()
        else:
            self._tell("usage", **as_frame(self._kernel.usage()))

    def _leave(self) -> NoReturn:
        """Ends the sandbox. The folder that it shares with the grader may go on to another."""
        self._end()
        with jail.as_candidate():
            leftovers.empty([leftovers.SHARED])
        os._exit(0)

    def _join(self) -> None:
        sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        sock.settimeout(_JOIN_S)
        sock.connect(GRADER_SOCKET)
        sock.settimeout(None)
        pid_uid_gid = sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        if struct.unpack("3i", pid_uid_gid)[1] != GRADER_UID:
            raise PermissionError("the grader's socket is not the grader's")
        self._add(sock)
        self._orphan_at = None

    # One submission after the other

    def _begin(self) -> None:
        """Makes ready for a submission that is to find nothing of those before it."""
        jail.change_user()
        self._kernel.begin()
        self._busy.forget()

    def _next(self) -> None:
        """Removes all of the last submission. Where that cannot be done for sure, the sandbox ends."""
        if not self._shared:
            raise frames.FrameError("malformed", "next, but this sandbox is for one submission")
        for link in list(self._links.values()):
            self._poll.unregister(link.sock)
            link.sock.close()
        self._links.clear()
        self._waiters.clear()
        oom_kills = self._kernel.usage()["oom_kills"].value
        self._end()
        self._servers.forget()
        with jail.as_candidate():
            left = leftovers.remove()
        left += leftovers.empty([jail.TESTS])  # which is the warden's own
        if oom_kills:
            left.append("the kernel has ended a process at the memory limit")
        if self._kernel.held_bytes() > self._clean_bytes + _SLACK:
            left.append(f"{self._kernel.held_bytes() - self._clean_bytes} bytes of memory")
        if left:
            sys.exit(f"this sandbox is not used again: {'; '.join(left)}")
        self._begin()
        self._tell_ready()

    # The grader

    def _add(self, sock: socket.socket) -> None:
        self._links[sock.fileno()] = _Link(sock)
        self._poll.register(sock, select.POLLIN)

    def _hear_grader(self, link: _Link) -> None:
        try:
            body, fds = frames.receive_with(link.sock, MAX_FRAME, 1)
        except OSError:
            body, fds = None, []
        if body is None:
            self._drop(link)
            return
        request = frames.unpack(body)
        try:
            if request["op"] == "start":
                self._start(link, request)
            elif request["op"] == "wait":
                self._wait(link, request)
            else:
                self._send(link, {"id": request["id"], "ok": self._ops[request["op"]](link, request, fds)})
        except (jail.Refused, KeyError, ValueError, OSError) as error:
            self._send(link, {"id": request["id"], "error": str(error)})

    def _send(self, link: _Link, frame: dict[str, Any], fds: tuple[int, ...] = ()) -> None:
        try:
            frames.send_with(link.sock, frames.pack(frame), fds)
        except OSError:
            self._drop(link)

    def _drop(self, link: _Link) -> None:
        """A link has ended: its session is over, and so is the candidate it started."""
        if self._links.pop(link.sock.fileno(), None) is None:
            return
        self._poll.unregister(link.sock)
        link.sock.close()
        self._waiters = [waiter for waiter in self._waiters if waiter.link is not link]
        if not self._links:
            self._expect()  # the run is over, but Go may still ask how the sandbox is
        if not self._links or (self._main is not None and self._main.link is link):
            self._end()

    def _attach(self, link: _Link, request: dict[str, Any], fds: list[int]) -> None:
        if len(fds) != 1:
            raise jail.Refused("attach takes one descriptor")
        self._add(socket.socket(fileno=fds[0]))

    # Candidates

    def _start(self, link: _Link, request: dict[str, Any]) -> None:
        if self._count:  # a test may have spawned servers before it first needs the submission itself
            self._end()
        ours, theirs = socket.socketpair()
        ours_spawn, theirs_spawn = socket.socketpair()
        with ours, theirs, ours_spawn, theirs_spawn, contextlib.ExitStack() as pipes:
            # The pipes belong to the candidate, or it could not open /dev/stdout.
            with jail.as_candidate():
                stdout, stdout_in = os.pipe()
                stderr, stderr_in = os.pipe()
            for fd in (stdout, stdout_in, stderr, stderr_in):
                pipes.callback(os.close, fd)
            oom_kills = self._kernel.oom_kills()
            pid = jail.run_agent(theirs, theirs_spawn, stdout_in, stderr_in, request["interpreter"])
            self._count += 1
            self._main = _Main(number=self._count, pid=pid, link=link, oom_kills=oom_kills)
            passed = (ours.fileno(), ours_spawn.fileno(), stdout, stderr)
            self._send(link, {"id": request["id"], "ok": self._count}, passed)

    def _kill(self, link: _Link, request: dict[str, Any], fds: list[int]) -> None:
        self._end()

    def _end(self) -> None:
        """Ends and reaps every process of the candidate's."""
        self._main = None
        self._servers.note_ends(forks.end_all())

    def _reap(self) -> None:
        ended: dict[int, int] = {}
        with contextlib.suppress(ChildProcessError):
            while (reaped := os.waitpid(-1, os.WNOHANG))[0]:
                ended[reaped[0]] = reaped[1]
        self._servers.note_ends(ended)
        main = self._main
        if main is None or main.pid not in ended:
            return
        self._end()
        code = os.waitstatus_to_exitcode(ended[main.pid])
        event = {
            "event": "exit",
            "candidate": main.number,
            "status": code if code >= 0 else None,
            "signal": -code if code < 0 else None,
            "oom": code == -signal.SIGKILL and self._kernel.oom_kills() > main.oom_kills,
        }
        self._send(main.link, event)

    # Numbers

    def _usage(self, link: _Link, request: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        mark = request.get("mark")
        window = None if mark is None else self._kernel.peak_since(mark)
        return {"usage": as_frame(self._kernel.usage()), "window_bytes": window}

    def _mark(self, link: _Link, request: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        ends = request.get("ends")
        reading = self._usage(link, {}, fds) if ends is None else self._unmark(link, {"mark": ends}, fds)
        mark = self._kernel.mark()
        if request.get("busy"):
            self._busy.mark(mark)
        return {**reading, "mark": mark}

    def _unmark(self, link: _Link, request: dict[str, Any], fds: list[int]) -> dict[str, Any]:
        reading = self._usage(link, request, fds)
        self._kernel.unmark(request["mark"])
        return {**reading, "busy": self._busy.unmark(request["mark"])}

    def _processes(self, link: _Link, request: dict[str, Any], fds: list[int]) -> int:
        return procs.living()

    # Servers and files

    def _spawn(self, link: _Link, request: dict[str, Any], fds: list[int]) -> int:
        return self._servers.spawn([str(word) for word in request["argv"]], request["env"], request["cwd"])

    def _signal(self, link: _Link, request: dict[str, Any], fds: list[int]) -> bool:
        return self._servers.signal(request["n"], request["sig"])

    def _log(self, link: _Link, request: dict[str, Any], fds: list[int]) -> str:
        return self._servers.log(request["n"])

    def _wait(self, link: _Link, request: dict[str, Any]) -> None:
        self._servers.end(request["n"])  # refused at once if there is no such server
        deadline = time.monotonic() + request["timeout_s"]
        self._waiters.append(_Waiter(link, request["id"], request["n"], deadline))

    def _answer_waiters(self) -> None:
        now = time.monotonic()
        for waiter in list(self._waiters):
            end = self._servers.end(waiter.server)
            if end is not None or now >= waiter.deadline:
                self._waiters.remove(waiter)
                self._send(waiter.link, {"id": waiter.request, "ok": end})

    def _put(self, link: _Link, request: dict[str, Any], fds: list[int]) -> None:
        try:
            data = base64.b64decode(request["data"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise jail.Refused("data is not base64") from error
        (jail.hand_over if request.get("tests") else jail.write_file)(request["path"], data)


def main() -> NoReturn:
    """Serves on descriptors 0 and 1, which then point at /dev/null for everybody else."""
    into, out = frames.take_streams()
    signal.signal(signal.SIGTERM, functools.partial(_leave, 0))
    os.umask(0o022)
    Warden(
        into,
        out,
        Kernel(),
        idle_s=claim.idle_time(sys.argv),
        shared=claim.is_shared(sys.argv),
        orphaned_s=claim.orphaned_time(sys.argv),
    ).run()


def _leave(status: int, *_: object) -> NoReturn:
    os._exit(status)


if __name__ == "__main__":
    main()
