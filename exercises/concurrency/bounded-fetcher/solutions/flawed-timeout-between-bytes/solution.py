"""The client library's timeout runs between two bytes: a dripping server never meets it."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

RETRIED_STATUSES = {502, 503, 504}


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What became of one URL."""

    url: str
    status: int | None = None
    size: int = 0
    sha256: str | None = None
    error: str | None = None
    attempts: int


@dataclass(frozen=True)
class Job:
    """An attempt to be made."""

    position: int
    url: str
    attempt: int = 1


async def fetch_all(
    urls: Sequence[str],
    *,
    limit: int = 10,
    timeout: float = 1.0,
    retries: int = 2,
    backoff: float = 0.1,
) -> list[Fetched]:
    """Fetches all URLs; gives one Fetched for each, in their order."""
    if not urls:
        return []
    results: dict[int, Fetched] = {}
    queue: asyncio.Queue[Job] = asyncio.Queue()
    for position, url in enumerate(urls):
        queue.put_nowait(Job(position, url))

    async def again(job: Job) -> None:
        await asyncio.sleep(backoff * 2 ** (job.attempt - 1))
        queue.put_nowait(Job(job.position, job.url, job.attempt + 1))

    async def work() -> None:
        while len(results) < len(urls):
            try:
                job = await queue.get()
            except asyncio.QueueShutDown:
                return
            fetched = await _attempt(client, job)
            passing = fetched.error == "connection" or fetched.status in RETRIED_STATUSES
            if passing and job.attempt <= retries:
                group.create_task(again(job))
                continue
            results[job.position] = fetched
        queue.shutdown()

    limits = httpx.Limits(max_connections=limit, max_keepalive_connections=limit)
    async with httpx.AsyncClient(limits=limits, timeout=timeout) as client, asyncio.TaskGroup() as group:
        for _ in range(min(limit, len(urls))):
            group.create_task(work())
    return [results[position] for position in range(len(urls))]


async def _attempt(client: httpx.AsyncClient, job: Job) -> Fetched:
    try:
        async with client.stream("GET", job.url) as response:
            if not response.is_success:
                await response.aread()  # an unread answer costs its connection
                return Fetched(url=job.url, status=response.status_code, error="status", attempts=job.attempt)
            size, digest = 0, hashlib.sha256()
            async for chunk in response.aiter_bytes():
                size += len(chunk)
                digest.update(chunk)
    except httpx.TimeoutException:
        return Fetched(url=job.url, error="timeout", attempts=job.attempt)
    except httpx.TransportError:
        return Fetched(url=job.url, error="connection", attempts=job.attempt)
    return Fetched(
        url=job.url,
        status=response.status_code,
        size=size,
        sha256=digest.hexdigest(),
        attempts=job.attempt,
    )
