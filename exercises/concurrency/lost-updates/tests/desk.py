"""The grader's store, which decides what happens between a read and a write."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

import pytest

PATIENCE_S = 8.0


class Store:
    """Numbers by key. `on_get` and `on_set` are called before a read or write, with no lock held."""

    def __init__(self, **values: int) -> None:
        self.values = dict(values)
        self.writes: list[tuple[str, int]] = []
        self.on_get: Callable[[str], None] = lambda key: None
        self.on_set: Callable[[str, int], None] = lambda key, value: None

    def get(self, key: str) -> int:
        value = self.values.get(key, 0)  # what a slow answer says may be old when it arrives
        self.on_get(key)
        return value

    def set(self, key: str, value: int) -> None:
        self.on_set(key, value)
        self.writes.append((key, value))
        self.values[key] = value


def pairwise() -> Callable[[str], None]:
    """Lets reads go on two at a time, so that both know the same; who is alone for half a second goes alone."""
    pair = threading.Barrier(2)

    def on_get(key: str) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            pair.wait(0.5)

    return on_get


class Threads:
    """Calls in threads of their own, which a deadlock must not make wait for ever."""

    def __init__(self, *calls: Callable[[], object]) -> None:
        self.errors: list[Exception] = []
        self._threads = [threading.Thread(target=self._run, args=(call,), daemon=True) for call in calls]
        for thread in self._threads:
            thread.start()

    def _run(self, call: Callable[[], object]) -> None:
        try:
            call()
        except Exception as error:
            self.errors.append(error)

    def end(self, waiting: str, seconds: float = PATIENCE_S) -> list[Exception]:
        """Waits for all; gives what they raised."""
        for thread in self._threads:
            thread.join(seconds)
            if thread.is_alive():
                pytest.fail(f"after {seconds:g} s {waiting}")
        return self.errors


def succeed(call: Callable[[], object], waiting: str) -> None:
    """The call returns, soon and without an error."""
    for error in Threads(call).end(waiting):
        raise error
