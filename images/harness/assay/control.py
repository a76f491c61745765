"""Client of the warden: what a session may ask of the sandbox.

One link carries requests ``{"id", "op", ...}`` and answers ``{"id", "ok"}`` or
``{"id", "error"}``, which may come in any order, and events ``{"event", ...}``. Any number
of threads may call a ``Control`` at once: whichever waits first reads for all.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from assay import frames
from assay.begin import Interpreter
from assay.errors import CandidateGone, HarnessError

__all__ = ["Candidate", "Control", "Exit", "Reading", "ServerExit", "WardenError", "start_ahead"]

MAX_FRAME: Final = 64 << 20
"""Longest body on the warden's link, in bytes."""

_ANSWER_S: Final = 60.0
_EXIT_S: Final = 2.0
_AHEAD: Final = 0  # number of the request that is sent before there is a Control, whose own begin at 1


class WardenError(HarnessError):
    """The warden refused a request, or is gone."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Candidate:
    """A started candidate process; whoever receives it closes all four."""

    channel: socket.socket
    """Stream socket on which the proxy speaks."""
    spawn: socket.socket
    """Stream socket on which further channels are handed over, one per thread."""
    stdout: int
    """Read end of its standard output."""
    stderr: int
    """Read end of its standard error."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Exit:
    """How the candidate's main process ended."""

    status: int | None
    signal: int | None
    oom: bool


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class ServerExit:
    """How a server ended; one of the two is not None."""

    status: int | None
    signal: int | None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the whole sandbox uses, read from its kernel by the warden."""

    cpu_s: float
    memory_bytes: int
    memory_peak_bytes: int
    """Highest ``memory_bytes`` since the mark that was asked about, else of the whole run."""
    processes: int
    oom_kills: int
    busy: float
    """Mean number of busy threads since a mark that asked for it, else 0."""
    raw: dict[str, Any]
    """The ``usage`` object of the protocol: each number with its method."""


def start_ahead(link: socket.socket) -> None:
    """Asks for a candidate process on a link that is not used yet, whose ``Control`` will be told so.

    It starts while a session gets ready for it. Raises ``WardenError``.
    """
    _send(link, {"id": _AHEAD, "op": "start", "interpreter": "standard"})


class Control:
    """The session's end of its link to the warden.

    ``memory_limit`` (bytes) only serves the messages of ``explain``. ``ahead`` says that the first
    candidate process has been asked for by ``start_ahead``.
    """

    def __init__(self, link: socket.socket, *, memory_limit: int = 0, ahead: bool = False) -> None:
        self._link = link
        self._ahead = ahead
        self._memory_limit = memory_limit
        self._ids = itertools.count(1)
        self._sending = threading.Lock()
        self._changed = threading.Condition()
        self._reading = False
        self._closed: str | None = None
        self._answers: dict[int, tuple[dict[str, Any], list[int]]] = {}
        self._exits: dict[int, Exit] = {}
        self._candidate = 0

    # Candidates

    def start(self, interpreter: Interpreter = "standard") -> Candidate:
        """Starts a candidate process. Raises ``WardenError``."""
        ahead, self._ahead = self._ahead, False
        answer, fds = self._answer("start", _AHEAD) if ahead else self._call("start", interpreter=interpreter)
        if ahead and interpreter != "standard":
            _close(fds)
            return self.start(interpreter)
        if len(fds) != 4:
            _close(fds)
            raise WardenError(f"a started candidate has 4 descriptors, not {len(fds)}")
        self._candidate = answer
        return Candidate(
            channel=socket.socket(fileno=fds[0]),
            spawn=socket.socket(fileno=fds[1]),
            stdout=fds[2],
            stderr=fds[3],
        )

    def kill(self) -> None:
        """Ends every process of the candidate's uid, servers too; returns when none is left."""
        self._call("kill")

    def death(self, timeout_s: float = _EXIT_S) -> Exit | None:
        """Waits for the present candidate's main process to have ended; ``None`` if it lives."""
        return self._wait(lambda: self._exits.get(self._candidate), timeout_s)

    def explain(self) -> CandidateGone:
        """Says why the channel of the present candidate ended. Kills what is left of it."""
        death = self.death()
        if death is None:
            self.kill()
            return CandidateGone("protocol", "the submission's process closed its connection to the tests")
        if death.oom:
            return CandidateGone("out_of_memory", "the submission ran out of memory" + self._limit())
        if death.signal is not None:
            return CandidateGone("crashed", f"the submission's process was ended by {_signal(death.signal)}")
        return CandidateGone("crashed", f"the submission's process exited with status {death.status}")

    def _limit(self) -> str:
        if not self._memory_limit:
            return ""
        return f": it may use {self._memory_limit / (1 << 20):g} MiB"

    # Numbers

    def usage(self, mark: int | None = None) -> Reading:
        """Reads the sandbox's numbers, with the memory peak since ``mark``."""
        answer, _ = self._call("usage", mark=mark)
        return _reading(answer)

    def mark(self, *, busy: bool = False, ends: int | None = None) -> tuple[int, Reading]:
        """Begins to watch the memory peak, and busy threads if told, from here on; end it with ``unmark``.

        ``ends`` is a mark that ends with that: what is read is what ``unmark`` would give.
        """
        answer, _ = self._call("mark", busy=busy, ends=ends)
        return answer["mark"], _reading(answer)

    def unmark(self, mark: int) -> Reading:
        """Reads as ``usage(mark)`` does, and forgets the mark."""
        answer, _ = self._call("unmark", mark=mark)
        return _reading(answer)

    def processes(self) -> int:
        """Counts the processes of the candidate's uid, servers too."""
        answer, _ = self._call("processes")
        return int(answer)

    # Servers and files

    def spawn(self, argv: Sequence[str], env: dict[str, str] | None = None, cwd: str = "") -> int:
        """Starts a program as the candidate, in ``/work`` unless told; gives its number."""
        answer, _ = self._call("spawn", argv=list(argv), env=dict(env or {}), cwd=cwd)
        return int(answer)

    def signal(self, server: int, number: int) -> bool:
        """Sends a signal to a server's main process; False if it has ended already."""
        answer, _ = self._call("signal", n=server, sig=int(number))
        return bool(answer)

    def wait(self, server: int, timeout_s: float) -> ServerExit | None:
        """Waits for a server's main process to end; ``None`` if it still runs then."""
        answer, _ = self._call("wait", patience_s=timeout_s, n=server, timeout_s=timeout_s)
        return None if answer is None else ServerExit(**answer)

    def log(self, server: int) -> str:
        """Gives the end of what a server wrote on its two streams."""
        answer, _ = self._call("log", n=server)
        return str(answer)

    def put(self, path: str, data: bytes, *, tests: bool = False) -> None:
        """Writes a file below ``/work`` as the candidate, or below ``/tests`` to be read. Raises ``WardenError``."""
        self._call("put", path=path, data=data, tests=tests)

    # Plumbing

    def attach(self, link: socket.socket) -> None:
        """Hands the warden one end of a further link, for a new session."""
        self._call("attach", fds=[link.fileno()])

    def fileno(self) -> int:
        """Gives the link's descriptor: readable when nothing is asked means that the sandbox has ended."""
        return self._link.fileno()

    def close(self) -> None:
        """Closes this process's end of the link; with the last one the warden ends the link's candidate."""
        self._link.close()

    def _call(
        self, op: str, *, fds: Sequence[int] = (), patience_s: float = 0.0, **fields: Any
    ) -> tuple[Any, list[int]]:
        with self._sending:
            number = next(self._ids)
            _send(self._link, {"id": number, "op": op, **fields}, fds)
        return self._answer(op, number, patience_s)

    def _answer(self, op: str, number: int, patience_s: float = 0.0) -> tuple[Any, list[int]]:
        got = self._wait(lambda: self._answers.pop(number, None), _ANSWER_S + patience_s)
        if got is None:
            raise WardenError(f"the sandbox is gone: {self._closed or f'no answer to {op}'}")
        answer, received = got
        if "error" in answer:
            raise WardenError(f"{op}: {answer['error']}")
        return answer["ok"], received

    def _wait[T](self, ready: Callable[[], T | None], timeout_s: float) -> T | None:
        """Reads frames, or lets another thread read them, until ready() gives something."""
        deadline = time.monotonic() + timeout_s
        with self._changed:
            while (found := ready()) is None and self._closed is None:
                rest = deadline - time.monotonic()
                if rest <= 0:
                    return None
                if self._reading:
                    self._changed.wait(rest)
                    continue
                self._reading = True
                self._changed.release()
                try:
                    arrived = self._receive(rest)
                finally:
                    self._changed.acquire()
                    self._reading = False
                    self._changed.notify_all()
                self._store(*arrived)
            return found

    def _receive(self, timeout_s: float) -> tuple[dict[str, Any] | None, list[int], str | None]:
        """Gives one frame, or None and why there will be no more, or neither in time."""
        poller = select.poll()
        try:
            poller.register(self._link, select.POLLIN)
            if not poller.poll(timeout_s * 1000):
                return None, [], None
            body, fds = frames.receive_with(self._link, MAX_FRAME, 4)
            if body is None:
                return None, [], "its warden has ended"
            return frames.unpack(body), fds, None
        except (OSError, ValueError, frames.FrameError) as error:
            return None, [], str(error)

    def _store(self, frame: dict[str, Any] | None, fds: list[int], closed: str | None) -> None:
        if closed is not None:
            self._closed = closed
        if frame is None:
            return
        if frame.get("event") == "exit":
            self._exits[frame["candidate"]] = Exit(
                status=frame["status"], signal=frame["signal"], oom=frame["oom"]
            )
        else:
            self._answers[frame["id"]] = (frame, fds)


def _reading(answer: dict[str, Any]) -> Reading:
    usage = answer["usage"]
    return Reading(
        cpu_s=usage["cpu_s"]["value"],
        memory_bytes=int(usage["memory_bytes"]["value"]),
        memory_peak_bytes=int(answer["window_bytes"] or usage["memory_peak_bytes"]["value"]),
        processes=int(usage["pids"]["value"]),
        oom_kills=int(usage["oom_kills"]["value"]),
        busy=float(answer.get("busy") or 0.0),
        raw=usage,
    )


def _send(link: socket.socket, frame: dict[str, Any], fds: Sequence[int] = ()) -> None:
    try:
        frames.send_with(link, frames.pack(frame), fds)
    except OSError as error:
        raise WardenError(f"the sandbox is gone: {error}") from error


def _close(fds: Sequence[int]) -> None:
    for fd in fds:
        os.close(fd)


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
