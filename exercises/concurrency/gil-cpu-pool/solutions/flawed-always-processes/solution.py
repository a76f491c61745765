"""Processes whatever the interpreter: right where there is a GIL, and copies for nothing where there is none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Literal

from work import burn


def backend() -> Literal["threads", "processes"]:
    """Threads never run Python code at the same time, so it is always processes."""
    return "processes"


def parallel_burn(
    sizes: list[int],
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[int]:
    """[burn(size) for size in sizes], computed by `workers` workers at once."""
    if not sizes:
        return []
    biggest_first = sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True)
    checksums = [0] * len(sizes)
    with ProcessPoolExecutor(min(workers, len(sizes))) as executor:
        position = {executor.submit(burn, sizes[at]): at for at in biggest_first}
        try:
            for done, future in enumerate(as_completed(position), 1):
                checksums[position[future]] = future.result()
                if progress is not None:
                    progress(done, len(sizes))
        except BaseException:
            executor.shutdown(cancel_futures=True)
            raise
    return checksums
