"""A fixed number of locks, shared by the accounts."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator
from typing import Protocol


class Store(Protocol):
    """Where the numbers are kept. Both methods may take long, and may raise."""

    def get(self, key: str) -> int: ...

    def set(self, key: str, value: int) -> None: ...


STRIPES = 1024


class Locks:
    """A fixed number of locks; a key always has the same one, and may share it with others."""

    def __init__(self) -> None:
        self._stripes = [threading.Lock() for _ in range(STRIPES)]

    @contextlib.contextmanager
    def of(self, keys: Iterable[str]) -> Iterator[None]:
        """Hold the locks of these keys, each once, in the order of the list."""
        with contextlib.ExitStack() as held:
            for at in sorted({hash(key) % STRIPES for key in keys}):
                held.enter_context(self._stripes[at])
            yield


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
