"""Ways to add one to a number that threads share."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

THREADS = 4
TIMES = 50_000


class Counter:
    """A number as an attribute, behind a property, in a dictionary and behind a lock."""

    def __init__(self) -> None:
        self.n = 0
        self.counts: dict[str, int] = {}
        self._lock = threading.Lock()

    @property
    def value(self) -> int:
        return self.n

    @value.setter
    def value(self, value: int) -> None:
        self.n = value

    def attribute(self) -> None:
        for _ in range(TIMES):
            self.n += 1

    def through_property(self) -> None:
        for _ in range(TIMES):
            self.value += 1

    def dictionary(self) -> None:
        counts = self.counts
        for _ in range(TIMES):
            counts["n"] = counts.get("n", 0) + 1

    def locked(self) -> None:
        for _ in range(TIMES):
            with self._lock:
                self.n += 1


def build() -> str:
    """Says which interpreter this is."""
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    return f"{sys.version.split()[0]}, {'with the GIL' if gil else 'free-threaded'}"


def lost(way: str, interval_s: float) -> float:
    """Lets threads add and gives the share of updates that were lost, in percent."""
    sys.setswitchinterval(interval_s)
    counter = Counter()
    add: Callable[[], None] = getattr(counter, way)
    start = threading.Barrier(THREADS)

    def work() -> None:
        start.wait()
        add()

    workers = [threading.Thread(target=work) for _ in range(THREADS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    arrived = counter.counts["n"] if way == "dictionary" else counter.n
    return 100 * (1 - arrived / (THREADS * TIMES))
