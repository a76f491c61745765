"""Checksums are collected as they come, not where they belong."""

from __future__ import annotations

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
    checksums: list[int] = []
    executor = ThreadPoolExecutor(workers) if backend() == "threads" else ProcessPoolExecutor(workers)
    with executor:
        futures = [executor.submit(burn, size) for size in sorted(sizes, reverse=True)]
        for future in as_completed(futures):
            checksums.append(future.result())
            if progress is not None:
                progress(len(checksums), len(sizes))
    return checksums
