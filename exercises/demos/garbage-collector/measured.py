"""Objects for the cycle collector: live ones, cycles, and lists that stay."""

from __future__ import annotations

import gc
import time

_kept: list[object] = []


class Node:
    """Refers to itself, so only the collector can free it."""

    __slots__ = ("itself", "payload")

    def __init__(self, payload: bytes = b"") -> None:
        self.itself = self
        self.payload = payload


def grow(containers: int) -> None:
    """Keeps so many containers alive, all told."""
    gc.disable()
    _kept.extend([i] for i in range(containers - len(_kept)))
    gc.enable()


def pause() -> float:
    """Gives how long a full collection takes, in seconds."""
    gc.collect()
    began = time.perf_counter()
    gc.collect()
    return time.perf_counter() - began


def frozen_pause() -> float:
    """Gives the same with all that lives now out of the collector's sight."""
    gc.freeze()
    try:
        return pause()
    finally:
        gc.unfreeze()


def collections(kind: str, objects: int) -> list[int]:
    """Makes objects and gives how many collections of each generation that has caused."""
    gc.collect()
    before = [generation["collections"] for generation in gc.get_stats()]
    kept: list[object] = []
    if kind == "garbage in cycles":
        for _ in range(objects):
            Node()
    else:
        kept.extend([i] for i in range(objects))
    after = [generation["collections"] for generation in gc.get_stats()]
    return [b - a for a, b in zip(before, after)]


def configure(threshold: int) -> None:
    """Sets the threshold of the young generation; 0 switches the collector off."""
    gc.collect()
    if threshold:
        gc.set_threshold(threshold)
    else:
        gc.disable()


def make_cycles(count: int) -> None:
    """Makes cycles of about 1 kB and drops them at once."""
    for _ in range(count):
        Node(bytes(1000))
