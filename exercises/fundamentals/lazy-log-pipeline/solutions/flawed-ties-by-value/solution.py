"""Flawed: the heap compares whole entries, so equals come out by time, latest first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Entry(NamedTuple):
    """One good line of the log."""

    ts: float
    path: str
    status: int
    ms: int


def parse(line: str) -> Entry | None:
    """Give the entry of a good line, None for a bad one."""
    try:
        ts, path, status, ms = line.split()
        entry = Entry(float(ts), path, int(status), int(ms))
    except ValueError:
        return None
    if not path.startswith("/") or not 100 <= entry.status <= 599 or entry.ms < 0:
        return None
    return entry


def read(lines: Iterable[str]) -> Iterator[Entry]:
    """Give the entry of each good line, in order; skip bad lines."""
    for line in lines:
        entry = parse(line)
        if entry is not None:
            yield entry


def only(entries: Iterable[Entry], *, min_status: int) -> Iterator[Entry]:
    """Give the entries whose status is at least min_status, in order."""
    for entry in entries:
        if entry.status >= min_status:
            yield entry


def slowest(entries: Iterable[Entry], n: int) -> list[Entry]:
    """Give the n slowest entries, slowest first; among equals, log order."""
    return [entry for _, entry in heapq.nlargest(n, ((entry.ms, entry) for entry in entries))]


def per_path(entries: Iterable[Entry]) -> dict[str, tuple[int, float]]:
    """Give, for each path, how many entries it has and their mean ms."""
    counts: dict[str, int] = {}
    totals: dict[str, int] = {}
    for entry in entries:
        counts[entry.path] = counts.get(entry.path, 0) + 1
        totals[entry.path] = totals.get(entry.path, 0) + entry.ms
    return {path: (count, totals[path] / count) for path, count in counts.items()}
