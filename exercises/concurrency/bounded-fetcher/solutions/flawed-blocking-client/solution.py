"""A blocking client inside `async def`: the event loop stands still during each request."""

from __future__ import annotations

import asyncio
import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass

RETRIED_STATUSES = {502, 503, 504}
CHUNK = 1 << 16


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What became of one URL."""

    url: str
    status: int | None
    size: int
    sha256: str | None
    error: str | None
    attempts: int

    @property
    def worth_another_attempt(self) -> bool:
        """Whether the trouble may have passed in a moment."""
        return self.error == "connection" or self.status in RETRIED_STATUSES


async def fetch_all(
    urls: Sequence[str],
    *,
    limit: int = 10,
    timeout: float = 1.0,
    retries: int = 2,
    backoff: float = 0.1,
) -> list[Fetched]:
    """Fetches all URLs; gives one Fetched for each, in their order."""
    places = asyncio.Semaphore(limit)

    async def fetch(url: str) -> Fetched:
        for attempt in range(1, retries + 2):
            async with places:
                fetched = await _attempt(url, timeout, attempt)
            if not fetched.worth_another_attempt or attempt > retries:
                break
            await asyncio.sleep(backoff * 2 ** (attempt - 1))
        return fetched

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(fetch(url)) for url in urls]
    return [task.result() for task in tasks]


async def _attempt(url: str, timeout: float, attempt: int) -> Fetched:
    status: int | None = None
    size, digest = 0, None
    error: str | None = None
    try:
        with urllib.request.urlopen(url, timeout=timeout) as response:
            size, digest = _hash(response)
            status = response.status
    except urllib.error.HTTPError as answer:
        status, error = answer.code, "status"
    except TimeoutError:
        error = "timeout"
    except (OSError, http.client.HTTPException):
        error = "connection"
    return Fetched(url=url, status=status, size=size, sha256=digest, error=error, attempts=attempt)


def _hash(response: http.client.HTTPResponse) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    while chunk := response.read(CHUNK):
        size += len(chunk)
        digest.update(chunk)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return size, digest.hexdigest()
