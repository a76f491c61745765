"""executor.map gives results in order, so one slow job hides all that finished after it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Literal

from work import burn


def backend() -> Literal["threads", "processes"]:
    """Threads run Python code at the same time only where there is no GIL."""
    return "processes" if sys._is_gil_enabled() else "threads"


def parallel_burn(
    sizes: list[int],
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[int]:
    """[burn(size) for size in sizes], computed by `workers` workers at once."""
    biggest_first = sorted(range(len(sizes)), key=lambda at: -sizes[at])
    checksums = [0] * len(sizes)
    executor = ThreadPoolExecutor(workers) if backend() == "threads" else ProcessPoolExecutor(workers)
    with executor:
        results = executor.map(burn, [sizes[at] for at in biggest_first])
        for done, (at, checksum) in enumerate(zip(biggest_first, results), 1):
            checksums[at] = checksum
            if progress is not None:
                progress(done, len(sizes))
    return checksums
