"""What a hidden test may ask of the sandbox that its candidate runs in.

Tests need none of this to use a submission: ``import solution`` works by itself. This module
is for what only the kernel knows, and for what has to happen on the candidate's side::

    def test_streams_in_little_memory() -> None:
        assay.restart()
        with assay.meter() as m:
            assert solution.count_lines(LINES) == 1_000_000
        assert m.growth_mb < 12

Every number is read from the sandbox's cgroup, outside the candidate's reach. 1 MB is 2**20
bytes here.
"""

from __future__ import annotations

import contextlib
import dataclasses
import math
import pathlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from assay.bounds import Bound
from assay.errors import CandidateGone, CannotCross
from assay.services import postgres, redis

if TYPE_CHECKING:
    from assay.backend import Backend
    from assay.begin import Interpreter

__all__ = [
    "CandidateGone",
    "CannotCross",
    "Meter",
    "Server",
    "Usage",
    "bound",
    "files",
    "free_port",
    "meter",
    "note",
    "point",
    "postgres",
    "probe",
    "put",
    "redis",
    "restart",
    "scratch",
    "source",
    "spawn",
    "threads",
    "usage",
]

scratch: Final = pathlib.Path("/scratch")
"""A folder that tests and candidate both see under this path; ``tmp_path`` lies in it."""

_MB: Final = 1 << 20
_LOG_SHOWN: Final = 3000


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """The sandbox at one moment: every process of the candidate, and the warden (a few MB)."""

    cpu_s: float
    """CPU seconds used so far."""
    memory_mb: float
    """Memory in use now: anonymous and tmpfs pages, without the page cache of files."""
    memory_peak_mb: float
    """Highest use of the whole run, page cache included. It never falls; see ``meter``."""
    processes: int
    """The candidate's living processes, servers included."""


@dataclasses.dataclass(kw_only=True, slots=True)
class Meter:
    """What the sandbox used inside a ``with assay.meter()`` block. All zero until it ends."""

    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_mb: float = 0.0
    """Highest memory use inside the block."""
    now_mb: float = 0.0
    """Memory in use at the end of the block."""
    growth_mb: float = 0.0
    """Memory in use at the end less that at the beginning; negative when it fell."""
    rise_mb: float = 0.0
    """Highest memory use inside the block less that at the beginning."""

    busy: float = 0.0
    """Mean number of the candidate's threads that computed or waited for a core; 0 unless asked for."""

    @property
    def parallelism(self) -> float:
        """CPU seconds per second: about 1 for one busy thread, 2 for two cores kept busy.

        Less where other programs keep the cores busy, which ``busy`` does not depend on.
        """
        return self.cpu_s / self.wall_s if self.wall_s > 0 else 0.0


def usage() -> Usage:
    """Reads what the sandbox uses now."""
    control = _backend().control
    now = control.usage()
    return Usage(
        cpu_s=now.cpu_s,
        memory_mb=now.memory_bytes / _MB,
        memory_peak_mb=now.memory_peak_bytes / _MB,
        processes=control.processes(),
    )


@contextlib.contextmanager
def meter(*, busy: bool = False) -> Iterator[Meter]:
    """Measures what happens inside the block; read the ``Meter`` after it.

    With ``busy`` the threads of the candidate are looked at every few milliseconds too. That
    costs the sandbox a few percent of a core, so leave it out where you judge ``cpu_s``; and
    let the block last a tenth of a second or more.

    Meters may be nested. A short-lived memory peak below one that the run has seen before is
    found by sampling every few milliseconds, so make it last or call ``restart`` and keep it large.
    """
    control = _backend().control
    result = Meter()
    mark, before = control.mark(busy=busy)
    began = time.perf_counter()
    try:
        yield result
    finally:
        result.wall_s = time.perf_counter() - began
        after = control.unmark(mark)
        result.cpu_s = after.cpu_s - before.cpu_s
        result.busy = after.busy
        result.now_mb = after.memory_bytes / _MB
        result.peak_mb = after.memory_peak_bytes / _MB
        result.growth_mb = (after.memory_bytes - before.memory_bytes) / _MB
        result.rise_mb = (after.memory_peak_bytes - before.memory_bytes) / _MB


def bound(
    value: float,
    *,
    at_most: float | None = None,
    at_least: float | None = None,
    unit: str = "",
    message: str,
) -> None:
    """Asserts that a measured value keeps a bound, and records how near it came.

    The value is a number that the test has measured or computed itself. If it is beyond the
    bound, or is not finite, this raises ``AssertionError`` with the message and both numbers.
    The records are for the author: ``assay prove`` reports how much room the good solutions
    leave and how far the flawed ones are beyond. When the same message and bound come up
    several times in a test, the value that leaves least room is recorded.
    """
    bounds = {"at most": at_most, "at least": at_least}
    if at_most is None and at_least is None:
        raise TypeError("assay.bound needs at_most or at_least")
    for name, number in (("the value", value), *bounds.items()):
        if number is not None and type(number) not in (int, float):
            raise TypeError(f"assay.bound: {name} is a number, not a {type(number).__name__}")
    for words, limit in bounds.items():
        if limit is None:
            continue
        if not math.isfinite(limit):
            raise ValueError("assay.bound: a bound is finite")
        ends = f" {unit}" if unit else ""
        beyond = f"{message}: {value:.4g}{ends}, {words} {limit:.6g}{ends}"
        if not math.isfinite(value):
            raise AssertionError(beyond)
        relation: Literal["at_most", "at_least"] = "at_most" if words == "at most" else "at_least"
        made = Bound(message=message, value=float(value), relation=relation, bound=float(limit), unit=unit)
        _backend().bounds.add(made)
        if not made.kept:
            raise AssertionError(beyond)


def point(panel: str, series: str, x: float, y: float, unit: str) -> None:
    """Adds a measured point to a panel of a demo. In a judged exercise nobody looks at it.

    Points with the same panel, series and x, also those of other runs, are samples of one
    value: their median is drawn, with a whisker from the smallest to the largest.
    """
    _backend().points.add(panel, series, x, y, unit)


def note(name: str, text: str) -> None:
    """Adds a fact to what a demo says of how it was measured: ``note("Python", "3.13.5")``."""
    _backend().points.note(name, text)


def probe(source: str, **values: object) -> Any:
    """Runs Python source in the candidate's process and gives plain data back.

    ``values`` are its variables. The answer is the value of its last line if that is an
    expression, else its variable ``result``. The candidate's process can forge it.
    """
    return _backend().probe(source, values)


def restart(interpreter: Interpreter | None = None) -> None:
    """Gives the candidate a fresh process; names imported from the submission keep working.

    Instances made before are gone with the old process. ``interpreter="free-threaded"`` runs it
    without the GIL, under CPython of the same version; the exercise needs the image
    ``freethreaded``, or this raises ``CannotCross``. The next restart returns to the standard one.
    """
    _backend().restart(interpreter or "standard")


def source(path: str) -> str:
    """Gives the text of a submitted file, without running it. Raises ``FileNotFoundError``."""
    submitted = _backend().submitted()
    if path not in submitted:
        raise FileNotFoundError(f"the submission has no file {path!r}")
    return submitted[path].decode("utf-8")


def files() -> list[str]:
    """Gives the paths of all submitted files, sorted."""
    return sorted(_backend().submitted())


def put(path: str, data: bytes | str) -> None:
    """Writes a file where the submission lies, as the candidate, and into the working folder."""
    _backend().put(path, data.encode() if isinstance(data, str) else bytes(data))


class Server:
    """A program started by ``spawn``."""

    def __init__(self, number: int) -> None:
        self._number = number

    def signal(self, number: int) -> None:
        """Sends a signal to its main process. Raises ``ProcessLookupError`` once it has ended."""
        if not _backend().control.signal(self._number, number):
            raise ProcessLookupError("the server has ended")

    def wait(self, timeout: float = 10.0) -> int:
        """Waits for its end: gives its exit status, or minus the signal that ended it.

        Raises ``TimeoutError`` if it still runs after ``timeout`` seconds.
        """
        end = _backend().control.wait(self._number, timeout)
        if end is None:
            raise TimeoutError(f"the server still runs after {timeout:g} s")
        return end.status if end.status is not None else -(end.signal or 0)

    def ready(self, port: int, timeout: float = 10.0) -> None:
        """Waits until something listens on this port of 127.0.0.1.

        Raises ``AssertionError`` with the end of its log if the server ends first, or if nothing
        listens after ``timeout`` seconds.
        """
        control = _backend().control
        until = time.monotonic() + timeout
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=timeout).close()
                return
            except OSError:
                end = control.wait(self._number, 0.05)
            if end is not None or time.monotonic() > until:
                fate = f"the server does not listen on port {port} after {timeout:g} s"
                if end is not None:
                    status = f"status {end.status}" if end.signal is None else f"signal {end.signal}"
                    fate = f"the server ended with {status} before it listened on port {port}"
                raise AssertionError(f"{fate}; the end of its log:\n{self.log()[-_LOG_SHOWN:]}")

    def log(self) -> str:
        """Gives what it wrote to its standard output and error; only the end if that is long."""
        return _backend().control.log(self._number)

    def stop(self, timeout: float = 10.0) -> int:
        """Asks it to end with SIGTERM, and after ``timeout`` seconds with SIGKILL; see ``wait``."""
        control = _backend().control
        control.signal(self._number, 15)
        try:
            return self.wait(timeout)
        except TimeoutError:
            control.signal(self._number, 9)
            return self.wait(timeout)


def spawn(argv: Sequence[str], env: Mapping[str, str] | None = None, cwd: str = "") -> Server:
    """Starts a program as the candidate, in the candidate's working folder.

    It shares the loopback network with the tests. It ends with the candidate's process at the
    latest, ``restart`` included.
    """
    return Server(_backend().control.spawn(argv, dict(env or {}), cwd))


def free_port() -> int:
    """Gives a TCP port of the loopback network that nothing listens on, for a server to ``spawn``."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def threads[T](n: int, fn: Callable[[int], T]) -> list[T]:
    """Runs ``fn(0)`` to ``fn(n - 1)`` in n threads that begin together; gives the results in order.

    Raises the first exception, by order, after all have ended.
    """
    barrier = threading.Barrier(n)
    results: list[T | None] = [None] * n
    errors: list[BaseException | None] = [None] * n

    def run(i: int) -> None:
        barrier.wait()
        try:
            results[i] = fn(i)
        except BaseException as error:
            errors[i] = error

    workers = [threading.Thread(target=run, args=(i,), daemon=True) for i in range(n)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for error in errors:
        if error is not None:
            raise error
    return results  # type: ignore[return-value]  # every fn(i) has returned


def _backend() -> Backend:
    from assay import backend

    return backend.current()
