"""A log as a stream of entries. The brief says what each function does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Entry(NamedTuple):
    """One good line of the log."""

    ts: float
    path: str
    status: int
    ms: int


def read(lines: Iterable[str]) -> Iterator[Entry]:
    """Give the entry of each good line, in order; skip bad lines."""
    raise NotImplementedError


def only(entries: Iterable[Entry], *, min_status: int) -> Iterator[Entry]:
    """Give the entries whose status is at least min_status, in order."""
    raise NotImplementedError


def slowest(entries: Iterable[Entry], n: int) -> list[Entry]:
    """Give the n slowest entries, slowest first; among equals, log order."""
    raise NotImplementedError


def per_path(entries: Iterable[Entry]) -> dict[str, tuple[int, float]]:
    """Give, for each path, how many entries it has and their mean ms."""
    raise NotImplementedError
