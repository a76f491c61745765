"""Worker processes that do not inherit the caller's threads, in batches of work.

Forking a process that has threads copies their locks in whatever state they
are; a fork server has no threads. Small jobs travel together, and a batch is
small enough that its report does not come late.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from typing import Literal

from work import burn

BATCH_STEPS = 300_000  # about 20 ms


def backend() -> Literal["threads", "processes"]:
    """Threads run Python code at the same time only where there is no GIL."""
    return "processes" if sys._is_gil_enabled() else "threads"


def _batches(sizes: list[int]) -> list[list[int]]:
    """Positions in batches of about BATCH_STEPS, the biggest jobs first."""
    batches: list[list[int]] = []
    room = 0
    for at in sorted(range(len(sizes)), key=lambda at: -sizes[at]):
        if room <= 0:
            batches.append([])
            room = BATCH_STEPS
        batches[-1].append(at)
        room -= sizes[at]
    return batches


def _burn_all(sizes: list[int]) -> list[int]:
    return [burn(size) for size in sizes]


def parallel_burn(
    sizes: list[int],
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[int]:
    """[burn(size) for size in sizes], computed by `workers` workers at once."""
    if not sizes:
        return []
    if backend() == "threads":
        executor = ThreadPoolExecutor(workers)
    else:
        executor = ProcessPoolExecutor(workers, multiprocessing.get_context("forkserver"))
    checksums: dict[int, int] = {}
    with executor:
        waiting = {
            executor.submit(_burn_all, [sizes[at] for at in batch]): batch for batch in _batches(sizes)
        }
        while waiting:
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                checksums.update(zip(waiting.pop(future), future.result(), strict=True))
            if progress is not None:
                progress(len(checksums), len(sizes))
    return [checksums[at] for at in range(len(sizes))]
