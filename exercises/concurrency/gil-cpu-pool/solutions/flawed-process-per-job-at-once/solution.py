"""One interpreter for every job, all at the same time: workers is not even looked at."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
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
    if not sizes:
        return []
    checksums = [0] * len(sizes)
    context = multiprocessing.get_context("spawn")
    threads = backend() == "threads"
    executor = ThreadPoolExecutor(len(sizes)) if threads else ProcessPoolExecutor(len(sizes), context)
    with executor:
        position = {executor.submit(burn, size): at for at, size in enumerate(sizes)}
        for done, future in enumerate(as_completed(position), 1):
            checksums[position[future]] = future.result()
            if progress is not None:
                progress(done, len(sizes))
    return checksums
