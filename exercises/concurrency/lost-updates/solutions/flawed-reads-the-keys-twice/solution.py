"""Goes through the keys of a snapshot twice, as if they were a list."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable, Iterator
from typing import Protocol


class Store(Protocol):
    """Where the numbers are kept. Both methods may take long, and may raise."""

    def get(self, key: str) -> int: ...

    def set(self, key: str, value: int) -> None: ...


class Locks:
    """A lock for each key in use, and none for any other."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._locks: dict[str, tuple[threading.Lock, int]] = {}  # lock and number of users

    @contextlib.contextmanager
    def of(self, keys: Iterable[str]) -> Iterator[None]:
        """Hold the locks of these keys. Everybody takes them in the same order, so nobody waits in a circle."""
        with contextlib.ExitStack() as held:
            for key in sorted(set(keys)):
                lock = self._enter(key)
                held.callback(self._leave, key)
                held.enter_context(lock)
            yield

    def _enter(self, key: str) -> threading.Lock:
        with self._guard:
            lock, users = self._locks.get(key) or (threading.Lock(), 0)
            self._locks[key] = lock, users + 1
            return lock

    def _leave(self, key: str) -> None:
        with self._guard:
            lock, users = self._locks[key]
            if users == 1:
                del self._locks[key]
            else:
                self._locks[key] = lock, users - 1


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
        with self._locks.of(keys):
            return {key: self._store.get(key) for key in keys}


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
