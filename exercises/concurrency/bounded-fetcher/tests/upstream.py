"""A small HTTP server on 127.0.0.1 with knobs and a ledger.

It runs in a thread of the tests' process, so what it sees is a fact: how many
requests were open at once, when each came, on which connection. A test says
for each path what happens there, hit by hit; the last reply repeats.

    with Upstream() as up:
        up.on("/flaky", Reply(status=503), Reply(body=b"ok"))
        fetch(up.url("/flaky"))
        assert len(up.hits("/flaky")) == 2
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Self

_CHUNK = 1 << 16
_POLL_S = 0.01
_BLOCK = bytes(range(256)) * (_CHUNK // 256)
_DRIPS = 40


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the upstream does with one hit."""

    status: int = 200
    body: bytes = b""
    size: int = 0
    """Send this many bytes of a pattern instead of `body`; see `pattern`."""
    delay: float = 0.0
    """Seconds before the answer begins."""
    until: Callable[[], bool] | None = None
    """Answer as soon as this is true, or after `delay` seconds at the latest."""
    cut: bool = False
    """Announce the whole body, send half of it, reset the connection."""
    drip: bool = False
    """Send a body of 40 bytes, one each 0.1 s: never silent, and never done in time."""


@dataclass(kw_only=True)
class Hit:
    """One request. Times are seconds of `time.monotonic`."""

    path: str
    connection: int
    began: float
    ended: float | None = None
    outcome: Literal["open", "answered", "cut", "dropped"] = "open"
    """`dropped`: the client went away before the answer was complete."""


def pattern(size: int) -> bytes:
    """The first `size` bytes of the body that `Reply(size=...)` sends."""
    return (_BLOCK * (size // _CHUNK + 1))[:size]


class Upstream:
    """The server; a context manager. Its own methods may be called from any thread."""

    def __init__(self) -> None:
        self._replies: dict[str, list[Reply]] = {}
        self._hits: list[Hit] = []
        self._lock = threading.Lock()
        self._connections = itertools.count(1)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._in_flight = 0
        self.in_flight_max = 0
        """Most requests that were open at one moment."""
        self.port = 0

    def __enter__(self) -> Self:
        self._thread.start()
        start = asyncio.start_server(self._connection, "127.0.0.1", 0, backlog=512)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result(10)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *exc: object) -> None:
        async def end_all() -> None:
            if self._server is not None:
                self._server.close()
            tasks = asyncio.all_tasks() - {asyncio.current_task()}
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(end_all(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def on(self, path: str, *replies: Reply) -> str:
        """Sets what happens at `path`, hit by hit; gives its URL."""
        self._replies[path] = list(replies)
        return self.url(path)

    def url(self, path: str) -> str:
        """The URL of a path here."""
        return f"http://127.0.0.1:{self.port}{path}"

    def hits(self, path: str | None = None) -> list[Hit]:
        """All hits so far, or those of one path, in the order in which they came."""
        with self._lock:
            return [hit for hit in self._hits if path in (None, hit.path)]

    def answered(self) -> int:
        """How many hits have had their whole answer."""
        return sum(hit.outcome == "answered" for hit in self.hits())

    @property
    def in_flight(self) -> int:
        """Requests open now."""
        return self._in_flight

    @property
    def connections(self) -> int:
        """Connections that carried at least one request."""
        return len({hit.connection for hit in self.hits()})

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = next(self._connections)
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while request := await _request(reader):
                hit = self._begin(request, number)
                try:
                    if not await self._answer(hit, reader, writer):
                        return
                finally:
                    self._end(hit, "dropped")
        with contextlib.suppress(ConnectionError):
            writer.close()

    def _begin(self, path: str, connection: int) -> Hit:
        hit = Hit(path=path, connection=connection, began=time.monotonic())
        with self._lock:
            self._hits.append(hit)
            self._in_flight += 1
            self.in_flight_max = max(self.in_flight_max, self._in_flight)
        return hit

    def _end(self, hit: Hit, outcome: Literal["answered", "cut", "dropped"]) -> None:
        if hit.outcome != "open":
            return
        with self._lock:
            hit.outcome = outcome
            hit.ended = time.monotonic()
            self._in_flight -= 1

    def _reply(self, path: str) -> Reply:
        replies = self._replies.get(path, [Reply(status=404)])
        return replies[min(len(self.hits(path)), len(replies)) - 1]

    async def _answer(self, hit: Hit, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answers one hit; gives False when the connection must not be used again."""
        reply = self._reply(hit.path)
        if not await _pause(reply, reader):
            _reset(writer)
            return False
        size = _DRIPS if reply.drip else reply.size or len(reply.body)
        head = f"HTTP/1.1 {reply.status} Upstream\r\nContent-Length: {size}\r\n\r\n".encode()
        if reply.drip:
            await _drip(head, reader, writer)
            return False
        if reply.cut:
            writer.write(head + reply.body[: size // 2])
            await asyncio.sleep(0.02)  # so that the half arrives before the reset
            self._end(hit, "cut")
            _reset(writer)
            return False
        writer.write(head)
        *pieces, last = _pieces(reply)
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        # The books are closed before the last bytes leave: once the client has
        # them it may send its next request, which must not count beside this one.
        self._end(hit, "answered")
        writer.write(last)
        await writer.drain()
        return True


def _pieces(reply: Reply) -> list[bytes]:
    """The body in pieces, at least one; a big one is the same piece many times."""
    if not reply.size:
        return [reply.body]
    whole, rest = divmod(reply.size, _CHUNK)
    return [_BLOCK] * whole + [_BLOCK[:rest]]


async def _request(reader: asyncio.StreamReader) -> str | None:
    """Reads the head of one GET request; gives its path, or None at the end of the stream."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None
    return head.split(b" ", 2)[1].decode("latin-1")


async def _pause(reply: Reply, reader: asyncio.StreamReader) -> bool:
    """Waits as the reply says; gives False at once when the client goes away."""
    end = time.monotonic() + reply.delay
    while (left := end - time.monotonic()) > 0:
        if reply.until is not None and reply.until():
            break
        if reader.at_eof() or reader.exception() is not None:
            return False
        await asyncio.sleep(min(left, _POLL_S))
    return not reader.at_eof()


async def _drip(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(head)
    for _ in range(_DRIPS):
        if reader.at_eof():
            return
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.1)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Closes the connection with a reset instead of a polite end."""
    raw: socket.socket = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
