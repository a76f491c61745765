"""One lock for all accounts."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable
from typing import Protocol


class Store(Protocol):
    """Where the numbers are kept. Both methods may take long, and may raise."""

    def get(self, key: str) -> int: ...

    def set(self, key: str, value: int) -> None: ...


class Locks:
    """One lock is enough for everybody."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def of(self, keys: Iterable[str]) -> contextlib.AbstractContextManager[object]:
        """Hold the lock."""
        return self._lock


class Ledger:
    """Accounts in a store, safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._locks = Locks()

    def add(self, key: str, n: int) -> None:
        """Add n to the account."""
        with self._locks.of([key]):
            self._store.set(key, self._store.get(key) + n)

    def transfer(self, a: str, b: str, n: int) -> None:
        """Move n from account a to account b. Raises ValueError when a holds less than n."""
        with self._locks.of([a, b]):
            have = self._store.get(a)
            if have < n:
                raise ValueError(f"{a} holds {have}, less than {n}")
            if a == b:
                return
            other = self._store.get(b)
            self._store.set(a, have - n)
            try:
                self._store.set(b, other + n)
            except BaseException:
                self._store.set(a, have)
                raise

    def snapshot(self, keys: Iterable[str]) -> dict[str, int]:
        """The values of these accounts at one moment."""
        wanted = list(keys)
        with self._locks.of(wanted):
            return {key: self._store.get(key) for key in wanted}


class Counter:
    """A number that goes up, safe to use from many threads."""

    def __init__(self) -> None:
        self._value = 0
        self._lock = threading.Lock()

    def inc(self) -> None:
        """Add one."""
        with self._lock:
            self._value += 1

    @property
    def value(self) -> int:
        """How often inc was called."""
        with self._lock:
            return self._value
