"""Work for threads: computing, which needs the interpreter, and waiting, which does not."""

from __future__ import annotations

import statistics
import sys
import threading
import time
from collections.abc import Callable

CHUNKS = 12
"""Pieces of work; 1, 2, 3 and 4 threads get equal shares."""


def build() -> str:
    """Says which interpreter this is."""
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    return f"{sys.version.split()[0]}, {'with the GIL' if gil else 'free-threaded'}"


def compute() -> int:
    """One piece of computing. It touches no object that another thread touches."""
    total = 0
    for i in range(400_000):
        total += i % 7
    return total


def wait() -> None:
    """One piece of waiting."""
    time.sleep(0.03)


def share(kind: str, threads: int) -> None:
    """Does all pieces of one kind, shared out over so many threads."""
    piece: Callable[[], object] = {"computing": compute, "waiting": wait}[kind]

    def work() -> None:
        for _ in range(CHUNKS // threads):
            piece()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def lateness(busy: int, interval_s: float, times: int) -> float:
    """Gives the median by which a sleep of 1 ms takes too long beside busy threads, in seconds."""
    sys.setswitchinterval(interval_s)
    done = threading.Event()

    def keep_busy() -> None:
        total = 0
        while not done.is_set():
            for i in range(1000):
                total += i % 7

    workers = [threading.Thread(target=keep_busy) for _ in range(busy)]
    for worker in workers:
        worker.start()
    late = []
    for _ in range(times):
        before = time.perf_counter()
        time.sleep(0.001)
        late.append(time.perf_counter() - before - 0.001)
    done.set()
    for worker in workers:
        worker.join()
    return statistics.median(late)
