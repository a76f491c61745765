"""What the kernel says the sandbox uses: cgroup v1 and v2, as seen from inside the container.

Memory "now" is anonymous pages, tmpfs pages and swap, from ``memory.stat``: what the
submission holds and the kernel cannot take back. Page cache is left out: whoever reads a
file first pays for its pages, so it would say who came first, not who holds memory.

The kernel's own peak does count page cache, and cannot be reset from in here. So the peak
between two moments is taken as the use at the first plus the rise of the cgroup's total
since then; that total's highest value is the kernel's peak where it has risen meanwhile,
else the highest of the samples taken every few milliseconds. The peak of a submission in a
shared sandbox is taken like that too, unless the kernel lets itself be reset.
"""

from __future__ import annotations

import dataclasses
import os
import pathlib
from collections.abc import Mapping
from typing import Any, Final, Literal

__all__ = ["Kernel", "Layout", "Mark", "Measure", "as_frame"]

_ROOT: Final = pathlib.Path("/sys/fs/cgroup")
_UNLIMITED: Final = 1 << 60
_LONGEST: Final = 1 << 16


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A number and the way it was obtained, "none" if it was not."""

    value: float
    method: str


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """Where one cgroup version keeps its numbers, relative to the root."""

    version: Literal[1, 2]
    cpu: str
    cpu_key: str  # "" when the file is the number
    cpu_unit: float  # seconds
    memory: str
    memory_peak: str
    stat: str
    held: tuple[str, ...]  # keys of stat that together are memory "now"
    held_name: str
    swap: str  # a file, where stat has no such key
    pids: str
    pids_peak: str
    events: str  # has a line "oom_kill n"


_V1: Final = Layout(
    version=1,
    cpu="cpuacct/cpuacct.usage",
    cpu_key="",
    cpu_unit=1e-9,
    memory="memory/memory.usage_in_bytes",
    memory_peak="memory/memory.max_usage_in_bytes",
    stat="memory/memory.stat",
    held=("total_rss", "total_shmem", "total_swap"),
    held_name="rss+shmem+swap",
    swap="",
    pids="pids/pids.current",
    pids_peak="pids/pids.peak",
    events="memory/memory.oom_control",
)
_V2: Final = Layout(
    version=2,
    cpu="cpu.stat",
    cpu_key="usage_usec",
    cpu_unit=1e-6,
    memory="memory.current",
    memory_peak="memory.peak",
    stat="memory.stat",
    held=("anon", "shmem"),
    held_name="anon+shmem+swap",
    swap="memory.swap.current",
    pids="pids.current",
    pids_peak="pids.peak",
    events="memory.events",
)


@dataclasses.dataclass(slots=True)
class Mark:
    """A moment since which the memory peak is watched."""

    held: int  # memory "now" at the mark
    total: int  # the cgroup's total at the mark
    peak: int  # the kernel's peak at the mark
    sampled: int  # highest total sampled since


class Kernel:
    """Reads the cgroup below ``root``. Not for several threads at once."""

    def __init__(self, root: pathlib.Path = _ROOT) -> None:
        self._root = root
        self._open: dict[str, int] = {}
        self.layout: Final = _V2 if (root / "cgroup.controllers").exists() else _V1
        self._has_peak = self._read(self.layout.memory_peak) is not None
        self._has_pids_peak = self._read(self.layout.pids_peak) is not None
        self._sampled_total = 0
        self._sampled_pids = 0
        self._marks: dict[int, Mark] = {}
        self._next_mark = 1
        self._whole: int | None = None  # mark of the present account, where its peak is not the kernel's
        self._cpu_before = 0.0
        self._oom_kills_before = 0

    def begin(self) -> None:
        """Begins a new account: ``usage`` counts from here on, and all marks are forgotten."""
        self._marks.clear()
        self._sampled_total = self._sampled_pids = 0
        self._has_pids_peak = False  # the kernel's is that of all accounts
        self._cpu_before = self._cpu() or 0.0
        self._oom_kills_before = self.oom_kills()
        self._whole = None if self._reset_peak() else self.mark()

    def _reset_peak(self) -> bool:
        path = self.layout.memory_peak
        try:
            fd = os.open(self._root / path, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            os.write(fd, b"0")
        except OSError:
            os.close(fd)
            return False
        # cgroup v2 resets what is read by way of the same descriptor.
        if path in self._open:
            os.close(self._open[path])
        self._open[path] = fd
        return True

    def usage(self) -> dict[str, Measure]:
        """Gives the ``usage`` object of the protocol."""
        self.sample()
        name = f"cgroup v{self.layout.version}"
        return {
            "cpu_s": self._measure(
                _less(self._cpu(), self._cpu_before), f"{name} {self.layout.cpu.rpartition('/')[2]}"
            ),
            "memory_peak_bytes": self._memory_peak(name),
            "memory_bytes": self._measure(self._held(), f"{name} {self.layout.held_name}"),
            "pids": self._measure(self._number(self.layout.pids), f"{name} pids.current"),
            "pids_peak": self._peak(self.layout.pids_peak, self._sampled_pids, self.layout.pids, name),
            "oom_kills": self._measure(
                _less(_at(self._read(self.layout.events), "oom_kill"), self._oom_kills_before), f"{name} oom_kill"
            ),
        }

    def held_bytes(self) -> int:
        """Memory in use now, in bytes; 0 where the kernel does not say."""
        return int(self._held() or 0)

    def oom_kills(self) -> int:
        """How many processes the kernel has ended at the memory limit."""
        return int(_at(self._read(self.layout.events), "oom_kill") or 0)

    def pids(self) -> int:
        """Processes and threads of the container now; 0 where the kernel does not say."""
        return int(self._number(self.layout.pids) or 0)

    def sample(self) -> None:
        """Notes present memory and pids; cheap enough to be called every few milliseconds."""
        total = int(self._number(self.layout.memory) or 0)
        self._sampled_total = max(self._sampled_total, total)
        for mark in self._marks.values():
            mark.sampled = max(mark.sampled, total)
        if not self._has_pids_peak:
            self._sampled_pids = max(self._sampled_pids, self.pids())

    def mark(self) -> int:
        """Begins to watch the memory peak from now on."""
        number = self._next_mark
        self._next_mark += 1
        total = int(self._number(self.layout.memory) or 0)
        peak = int(self._number(self.layout.memory_peak) or 0)
        self._marks[number] = Mark(held=self.held_bytes(), total=total, peak=peak, sampled=total)
        return number

    def peak_since(self, number: int) -> int:
        """Gives the memory peak since a mark, in bytes. Raises ``KeyError``."""
        mark = self._marks[number]
        self.sample()
        peak = int(self._number(self.layout.memory_peak) or 0)
        highest = max(mark.sampled, peak) if peak > mark.peak else mark.sampled
        return max(mark.held + highest - mark.total, self.held_bytes())

    def unmark(self, number: int) -> None:
        """Forgets a mark; an unknown one is no error."""
        self._marks.pop(number, None)

    def _cpu(self) -> float | None:
        if self.layout.cpu_key:
            ticks: float | None = _at(self._read(self.layout.cpu), self.layout.cpu_key)
        else:
            ticks = self._number(self.layout.cpu)
        return None if ticks is None else ticks * self.layout.cpu_unit

    def _held(self) -> float | None:
        stat = self._read(self.layout.stat)
        parts = [part for key in self.layout.held if (part := _at(stat, key)) is not None]
        if not parts:
            return None
        swap = self._number(self.layout.swap) if self.layout.swap else None
        return sum(parts) + (swap or 0)

    def _memory_peak(self, name: str) -> Measure:
        if self._whole is None:
            return self._peak(self.layout.memory_peak, self._sampled_total, self.layout.memory, name)
        total = self.layout.memory.rpartition("/")[2]
        method = f"{name} {self.layout.held_name} at the start and the rise of {total}, sampled"
        return Measure(value=self.peak_since(self._whole), method=method)

    def _peak(self, path: str, sampled: int, now: str, name: str) -> Measure:
        value = self._number(path)
        if value is not None and (path != self.layout.pids_peak or self._has_pids_peak):
            return Measure(value=value, method=f"{name} {path.rpartition('/')[2]}")
        if self._number(now) is None:
            return Measure(value=0, method="none")
        return Measure(value=sampled, method="sampled")

    def _measure(self, value: float | None, method: str) -> Measure:
        return Measure(value=0, method="none") if value is None else Measure(value=value, method=method)

    def _number(self, path: str) -> float | None:
        text = self._read(path)
        try:
            value = int(text) if text is not None else None
        except ValueError:
            return None
        return None if value is not None and value >= _UNLIMITED else value

    def _read(self, path: str) -> str | None:
        # Files stay open: reading one again costs 3 us so, and 12 us otherwise.
        try:
            if path not in self._open:
                self._open[path] = os.open(self._root / path, os.O_RDONLY | os.O_CLOEXEC)
            return os.pread(self._open[path], _LONGEST, 0).decode("ascii", "replace")
        except OSError:
            return None


def _less(value: float | None, before: float) -> float | None:
    return None if value is None else value - before


def _at(text: str | None, key: str) -> int | None:
    """Gives one key's number of a file that has one in each line; much quicker than reading all of them."""
    value = f"\n{text or ''}".partition(f"\n{key} ")[2].partition("\n")[0]
    return int(value) if value.isdigit() else None


def as_frame(usage: Mapping[str, Measure]) -> dict[str, Any]:
    """Gives the usage as JSON values."""
    return {name: {"value": m.value, "method": m.method} for name, m in usage.items()}
