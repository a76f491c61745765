"""A lock in Redis whose holder can be told from one that came too late. See README.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Storage(Protocol):
    """What the lock guards."""

    def write(self, token: int, value: Any) -> bool:
        """Writes, unless it has seen a greater token; says whether it has written."""


class LostLock(Exception):
    """Somebody else has had the lock meanwhile, and nothing was written."""


class LockUnavailable(Exception):
    """Redis cannot be asked."""


class FencedLock:
    """The lock called `name`, which is free again `ttl_ms` milliseconds after it was taken or extended."""

    def __init__(self, url: str, name: str, ttl_ms: int) -> None:
        raise NotImplementedError

    def acquire(self, wait: float) -> int | None:
        """Takes the lock and gives a token; gives None if that takes more than `wait` seconds."""
        raise NotImplementedError

    def release(self) -> bool:
        """Gives the lock up; False if it was lost before."""
        raise NotImplementedError

    def extend(self) -> bool:
        """Begins the time of the lock anew; False if it was lost before."""
        raise NotImplementedError

    def guarded(self, storage: Storage, fn: Callable[[], Any], *, wait: float) -> Any:
        """Writes what `fn` gives to the storage, under the lock, and gives it."""
        raise NotImplementedError
