"""The service's upstream: answers lines, holds back what a test says, and keeps books."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from typing import Self


class Upstream:
    """Runs in a thread of the tests' process; what it has counted is a fact."""

    def __init__(self) -> None:
        self.port = 0
        self.open: Counter[str] = Counter()
        """Questions of a kind ("io", "two", "hang") that wait for their answer now."""
        self.processes: list[set[str]] = []
        """For each connection that is kept: the processes that asked on it."""
        self._held: set[str] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        start = asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=256)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *exc: object) -> None:
        async def end() -> None:
            self._server.close()
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def hold(self, kind: str) -> None:
        """From now on questions of this kind wait."""
        self._held.add(kind)

    def release(self, kind: str) -> None:
        """They get their answers."""
        self._held.discard(kind)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked: set[str] = set()
        with contextlib.suppress(ConnectionError):
            while line := await reader.readline():
                kind = line.decode().strip()
                if " " in kind:
                    if not asked:
                        self.processes.append(asked)
                    asked.add(kind.split()[0])
                    await asyncio.sleep(0.002)
                else:
                    await self._wait(kind, reader)
                writer.write(line)
                await writer.drain()
        writer.close()

    async def _wait(self, kind: str, reader: asyncio.StreamReader) -> None:
        self.open[kind] += 1
        try:
            while kind in self._held and not reader.at_eof():
                await asyncio.sleep(0.01)
        finally:
            self.open[kind] -= 1
