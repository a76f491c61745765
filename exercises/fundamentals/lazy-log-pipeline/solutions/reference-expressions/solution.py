"""A log as a stream of entries: generator expressions, a pattern and a running mean."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable
from typing import NamedTuple

NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)"
GOOD = re.compile(rf"({NUMBER}) (/\S*) ([1-5]\d\d) (\d+)\n?", re.ASCII)


class Entry(NamedTuple):
    """One good line of the log."""

    ts: float
    path: str
    status: int
    ms: int


def read(lines: Iterable[str]) -> Generator[Entry]:
    """Give the entry of each good line, in order; skip bad lines."""
    return (
        Entry(float(found[1]), found[2], int(found[3]), int(found[4]))
        for found in map(GOOD.fullmatch, lines)
        if found
    )


def only(entries: Iterable[Entry], *, min_status: int) -> Generator[Entry]:
    """Give the entries whose status is at least min_status, in order."""
    return (entry for entry in entries if entry.status >= min_status)


def slowest(entries: Iterable[Entry], n: int) -> list[Entry]:
    """Give the n slowest entries, slowest first; among equals, log order."""
    best: list[Entry] = []
    for entry in entries:
        if len(best) == n and (n == 0 or entry.ms <= best[-1].ms):
            continue
        best.append(entry)
        best.sort(key=lambda kept: -kept.ms)
        del best[n:]
    return best


def per_path(entries: Iterable[Entry]) -> dict[str, tuple[int, float]]:
    """Give, for each path, how many entries it has and their mean ms."""
    result: dict[str, tuple[int, float]] = {}
    for entry in entries:
        count, mean = result.get(entry.path, (0, 0.0))
        result[entry.path] = (count + 1, mean + (entry.ms - mean) / (count + 1))
    return result
