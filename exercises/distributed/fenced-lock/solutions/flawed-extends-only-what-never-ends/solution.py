"""Flawed: sets the time to live with NX, which does nothing for a key that has one, and says that it has."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

POLL_S = 0.05

ACQUIRE = """
if redis.call('EXISTS', KEYS[1]) == 1 then return false end
local token = redis.call('INCR', KEYS[2])
redis.call('SET', KEYS[1], token, 'PX', ARGV[1])
return token
"""
RELEASE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])
"""
EXTEND = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('PEXPIRE', KEYS[1], ARGV[2], 'NX')
return 1
"""


class Storage(Protocol):
    """What the lock guards."""

    def write(self, token: int, value: Any) -> bool:
        """Writes, unless it has seen a greater token; says whether it has written."""


class LostLock(Exception):
    """Somebody else has had the lock meanwhile, and nothing was written."""


class LockUnavailable(Exception):
    """Redis cannot be asked."""


@contextmanager
def _asking() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as error:
        raise LockUnavailable(str(error)) from error


class FencedLock:
    """The lock called `name`, which is free again `ttl_ms` milliseconds after it was taken or extended."""

    def __init__(self, url: str, name: str, ttl_ms: int) -> None:
        # A server that was away may have forgotten the lock: nothing is tried again behind our back.
        client = redis.Redis.from_url(url, retry=Retry(NoBackoff(), 0))
        self._keys = [name, f"{name}:token"]
        self._ttl_ms = ttl_ms
        self._token: int | None = None
        self._acquire = client.register_script(ACQUIRE)
        self._release = client.register_script(RELEASE)
        self._extend = client.register_script(EXTEND)

    def acquire(self, wait: float) -> int | None:
        """Takes the lock and gives a token; gives None if that takes more than `wait` seconds."""
        deadline = time.monotonic() + wait
        while True:
            with _asking():
                token = self._acquire(self._keys, [self._ttl_ms])
            if token is not None:
                self._token = int(token)
                return self._token
            rest = deadline - time.monotonic()
            if rest <= 0:
                return None
            time.sleep(min(POLL_S, rest))

    def release(self) -> bool:
        """Gives the lock up; False if it was lost before."""
        token, self._token = self._token, None
        with _asking():
            return token is not None and self._release(self._keys[:1], [token]) == 1

    def extend(self) -> bool:
        """Begins the time of the lock anew; False if it was lost before."""
        with _asking():
            return self._token is not None and self._extend(self._keys[:1], [self._token, self._ttl_ms]) == 1

    def guarded(self, storage: Storage, fn: Callable[[], Any], *, wait: float) -> Any:
        """Writes what `fn` gives to the storage, under the lock, and gives it."""
        token = self.acquire(wait)
        if token is None:
            raise TimeoutError(f"the lock {self._keys[0]!r} was not free within {wait:g} s")
        try:
            value = fn()
            if not storage.write(token, value):
                raise LostLock(f"somebody else has had the lock {self._keys[0]!r} since it was taken with token {token}")
            return value
        finally:
            self.release()
