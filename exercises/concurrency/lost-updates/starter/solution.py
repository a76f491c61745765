"""Updates that several threads make at once. See README.md."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Store(Protocol):
    """Where the numbers are kept. Both methods may take long, and may raise."""

    def get(self, key: str) -> int: ...

    def set(self, key: str, value: int) -> None: ...


class Ledger:
    """Accounts in a store, safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, key: str, n: int) -> None:
        """Add n to the account."""
        self._store.set(key, self._store.get(key) + n)

    def transfer(self, a: str, b: str, n: int) -> None:
        """Move n from account a to account b. Raises ValueError when a holds less than n."""
        raise NotImplementedError

    def snapshot(self, keys: Iterable[str]) -> dict[str, int]:
        """The values of these accounts at one moment."""
        return {key: self._store.get(key) for key in keys}


class Counter:
    """A number that goes up, safe to use from many threads."""

    def __init__(self) -> None:
        self._value = 0

    def inc(self) -> None:
        """Add one."""
        self._value += 1

    @property
    def value(self) -> int:
        """How often inc was called."""
        return self._value
