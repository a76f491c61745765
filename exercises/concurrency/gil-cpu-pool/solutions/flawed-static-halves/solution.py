"""Each worker gets its share of the list beforehand, whatever the jobs cost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from multiprocessing import Process, SimpleQueue
from threading import Thread
from typing import Literal

from work import burn


def backend() -> Literal["threads", "processes"]:
    """Threads run Python code at the same time only where there is no GIL."""
    return "processes" if sys._is_gil_enabled() else "threads"


def _work(first: int, share: list[int], answers: SimpleQueue) -> None:
    for position, size in enumerate(share, first):
        try:
            answers.put((position, burn(size)))
        except ValueError as error:
            answers.put((position, error))


def parallel_burn(
    sizes: list[int],
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[int]:
    """[burn(size) for size in sizes], computed by `workers` workers at once."""
    answers: SimpleQueue = SimpleQueue()
    share = -(-len(sizes) // workers)
    make = Thread if backend() == "threads" else Process
    running = [
        make(target=_work, args=(first, sizes[first : first + share], answers))
        for first in range(0, len(sizes), share or 1)
    ]
    for worker in running:
        worker.start()
    checksums = [0] * len(sizes)
    failure: ValueError | None = None
    for done in range(1, len(sizes) + 1):
        position, answer = answers.get()
        if isinstance(answer, ValueError):
            failure = answer
        else:
            checksums[position] = answer
        if progress is not None:
            progress(done, len(sizes))
    for worker in running:
        worker.join()
    if failure is not None:
        raise failure
    return checksums
