"""What /proc says of the candidate's processes: how many there are, and how many threads are busy.

A busy thread computes or waits for a core. Their number does not depend on what else the
machine does, as CPU seconds per second do: two threads that compute are two busy threads also
where other programs leave them one core, and two that take turns are one also on idle cores.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Iterator
from typing import Final

__all__ = ["Busy", "living", "running"]

_PROC: Final = "/proc"
_EVERY_S: Final = 0.005
"""Counting takes about 15 us for each process, of the sandbox's own CPU."""


def living(proc: str = _PROC) -> int:
    """Counts the processes that have not ended, without the warden."""
    return sum(_state(f"{proc}/{pid}/stat") not in (b"Z", b"") for pid in _processes(proc))


def running(proc: str = _PROC) -> int:
    """Counts the threads that compute or wait for a core, without the warden's."""
    count = 0
    for pid in _processes(proc):
        with contextlib.suppress(OSError):
            tasks = f"{proc}/{pid}/task"
            count += sum(_state(f"{tasks}/{tid}/stat") == b"R" for tid in os.listdir(tasks))
    return count


def _processes(proc: str) -> Iterator[str]:
    return (name for name in os.listdir(proc) if name.isdigit() and name != "1")


def _state(path: str) -> bytes:
    """Gives the letter of a state, nothing for what has gone."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return b""
    try:
        # The name in parentheses is the candidate's to choose; the state follows the last one.
        return os.read(fd, 4096).rpartition(b")")[2].split(maxsplit=1)[0]
    except (OSError, IndexError):
        return b""
    finally:
        os.close(fd)


@dataclasses.dataclass(slots=True)
class _Sum:
    """Busy threads of all samples since a mark."""

    threads: int = 0
    samples: int = 0


class Busy:
    """The mean number of busy threads since each of several marks, from samples."""

    def __init__(self) -> None:
        self._marks: dict[int, _Sum] = {}
        self._next = 0.0

    def mark(self, number: int) -> None:
        """Begins to count for a mark."""
        self._marks[number] = _Sum()

    def unmark(self, number: int) -> float | None:
        """Gives the mean since the mark, and forgets it; ``None`` if there is no sample."""
        total = self._marks.pop(number, None)
        return total.threads / total.samples if total is not None and total.samples else None

    def forget(self) -> None:
        """Forgets all marks."""
        self._marks.clear()

    def sample(self, now: float) -> None:
        """Counts, if there is a mark and the last time is long enough before ``now``, in seconds.

        By the clock only: whatever the warden was woken by may be what its threads wait for.
        """
        if not self._marks or now < self._next:
            return
        self._next = now + _EVERY_S
        threads = running()
        for total in self._marks.values():
            total.threads += threads
            total.samples += 1
