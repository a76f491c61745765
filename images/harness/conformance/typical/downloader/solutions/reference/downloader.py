import asyncio
import enum
from dataclasses import dataclass


class Status(enum.Enum):
    DONE = "done"
    FAILED = "failed"
    TIMEOUT = "timeout"


@dataclass
class Download:
    url: str
    status: Status
    body: str | None = None
    error: Exception | None = None


class Downloader:
    def __init__(self, get, limit=4, retries=1, timeout=5, on_progress=None):
        self._get = get
        self._limit = limit
        self._retries = retries
        self._timeout = timeout
        self._on_progress = on_progress

    async def _attempt(self, url):
        for attempt in range(self._retries + 1):
            try:
                body = await asyncio.wait_for(self._get(url), self._timeout)
            except TimeoutError:
                result = Download(url, Status.TIMEOUT)
            except Exception as error:
                result = Download(url, Status.FAILED, error=error)
            else:
                return Download(url, Status.DONE, body)
        return result

    def _tasks(self, urls):
        semaphore = asyncio.Semaphore(self._limit)

        async def one(url):
            async with semaphore:
                return await self._attempt(url)

        return [asyncio.create_task(one(url)) for url in urls]

    async def run(self, urls):
        tasks = self._tasks(urls)
        try:
            for done, next_done in enumerate(asyncio.as_completed(tasks), 1):
                await next_done
                if self._on_progress:
                    await self._on_progress(done, len(tasks))
        except asyncio.CancelledError:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise
        return [task.result() for task in tasks]

    async def stream(self, urls):
        for next_done in asyncio.as_completed(self._tasks(urls)):
            yield await next_done
