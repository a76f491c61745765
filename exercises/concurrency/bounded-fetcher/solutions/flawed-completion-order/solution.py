"""Results are collected as they come, not where they belong."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import aiohttp

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
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=limit),
        timeout=aiohttp.ClientTimeout(total=None),
    ) as session:

        async def fetch(url: str) -> Fetched:
            for attempt in range(1, retries + 2):
                async with places:
                    fetched = await _attempt(session, url, timeout, attempt)
                if not fetched.worth_another_attempt or attempt > retries:
                    break
                await asyncio.sleep(backoff * 2 ** (attempt - 1))
            return fetched

        tasks = [asyncio.create_task(fetch(url)) for url in urls]
        return [await done for done in asyncio.as_completed(tasks)]


async def _attempt(session: aiohttp.ClientSession, url: str, timeout: float, attempt: int) -> Fetched:
    status: int | None = None
    size, digest = 0, None
    error: str | None = None
    try:
        async with asyncio.timeout(timeout), session.get(url) as response:
            if 200 <= response.status < 300:
                size, digest = await _hash(response)
            else:
                error = "status"
            status = response.status
    except TimeoutError:
        error = "timeout"
    except (aiohttp.ClientError, OSError):
        error = "connection"
    return Fetched(url=url, status=status, size=size, sha256=digest, error=error, attempts=attempt)


async def _hash(response: aiohttp.ClientResponse) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    async for chunk in response.content.iter_chunked(CHUNK):
        size += len(chunk)
        digest.update(chunk)
    return size, digest.hexdigest()
