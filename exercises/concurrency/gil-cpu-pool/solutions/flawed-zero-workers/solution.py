"""As many workers as jobs at most: none at all for an empty list, which Pool refuses."""

from __future__ import annotations

import sys
from collections.abc import Callable
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool
from typing import Literal

from work import burn


def backend() -> Literal["threads", "processes"]:
    """Threads run Python code at the same time only where there is no GIL."""
    return "processes" if sys._is_gil_enabled() else "threads"


def _numbered(job: tuple[int, int]) -> tuple[int, int]:
    position, size = job
    return position, burn(size)


def parallel_burn(
    sizes: list[int],
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[int]:
    """[burn(size) for size in sizes], computed by `workers` workers at once."""
    jobs = sorted(enumerate(sizes), key=lambda job: -job[1])
    checksums = [0] * len(sizes)
    make = ThreadPool if backend() == "threads" else Pool
    with make(min(workers, len(sizes))) as pool:
        for done, (position, checksum) in enumerate(pool.imap_unordered(_numbered, jobs), 1):
            checksums[position] = checksum
            if progress is not None:
                progress(done, len(sizes))
    return checksums
