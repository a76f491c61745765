"""A log as a stream of entries: a chain of iterator classes, no generator."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Self


class Entry(NamedTuple):
    """One good line of the log."""

    ts: float
    path: str
    status: int
    ms: int

    @classmethod
    def parse(cls, line: str) -> Self:
        """Give the entry of a good line, raise ValueError for a bad one."""
        fields = line.rstrip("\n").split(" ")
        if len(fields) != 4:
            raise ValueError("not four fields")
        entry = cls(float(fields[0]), fields[1], int(fields[2]), int(fields[3]))
        if entry.path[:1] != "/" or entry.status not in range(100, 600) or entry.ms < 0:
            raise ValueError("a field is out of its range")
        return entry


class Stage(Iterator[Entry]):
    """One link of the chain: holds the link before it, and closes it."""

    def __init__(self, upstream: Iterable[Any]) -> None:
        self._upstream: Iterator[Any] | None = iter(upstream)

    def close(self) -> None:
        """Release the link before this one; nothing more is given."""
        upstream, self._upstream = self._upstream, None
        close = getattr(upstream, "close", None)
        if close is not None:
            close()

    def pull(self) -> Any:
        """Give the next item of the link before this one."""
        if self._upstream is None:
            raise StopIteration
        return next(self._upstream)


class Read(Stage):
    """Lines in, entries out."""

    def __next__(self) -> Entry:
        while True:
            line = self.pull()
            try:
                return Entry.parse(line)
            except ValueError:
                continue


class Only(Stage):
    """Entries in, those of at least some status out."""

    def __init__(self, upstream: Iterable[Entry], min_status: int) -> None:
        super().__init__(upstream)
        self._min_status = min_status

    def __next__(self) -> Entry:
        while True:
            entry: Entry = self.pull()
            if entry.status >= self._min_status:
                return entry


def read(lines: Iterable[str]) -> Iterator[Entry]:
    """Give the entry of each good line, in order; skip bad lines."""
    return Read(lines)


def only(entries: Iterable[Entry], *, min_status: int) -> Iterator[Entry]:
    """Give the entries whose status is at least min_status, in order."""
    return Only(entries, min_status)


def slowest(entries: Iterable[Entry], n: int) -> list[Entry]:
    """Give the n slowest entries, slowest first; among equals, log order."""
    kept: list[tuple[int, int, Entry]] = []
    for position, entry in enumerate(entries):
        item = (entry.ms, -position, entry)
        if len(kept) < n:
            heapq.heappush(kept, item)
        elif kept and item > kept[0]:
            heapq.heapreplace(kept, item)
    return [entry for _, _, entry in sorted(kept, reverse=True)]


def per_path(entries: Iterable[Entry]) -> dict[str, tuple[int, float]]:
    """Give, for each path, how many entries it has and their mean ms."""
    tallies: dict[str, list[int]] = {}
    for entry in entries:
        tally = tallies.setdefault(entry.path, [0, 0])
        tally[0] += 1
        tally[1] += entry.ms
    return {path: (count, total / count) for path, (count, total) in tallies.items()}
