"""A network between candidate and database in which each message to the server takes a while."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator


class Route:
    """The way through here, and what has gone it."""

    port = 0
    sent = 0
    """Bytes that the server has sent and that were passed on, or are about to be."""


@contextlib.contextmanager
def distance(port: int, seconds: float) -> Iterator[Route]:
    """Gives a port that leads to another one, with `seconds` of delay on the way there."""
    route = Route()
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(_serve(route, port, seconds), loop).result(10)
    route.port = server.sockets[0].getsockname()[1]
    try:
        yield route
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def _serve(route: Route, port: int, seconds: float) -> asyncio.Server:
    async def join(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        to_reader, to_writer = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_carry(reader, to_writer, seconds), _carry(to_reader, writer, 0, route))

    return await asyncio.start_server(join, "127.0.0.1", 0)


async def _carry(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seconds: float, route: Route | None = None
) -> None:
    loop = asyncio.get_running_loop()
    with contextlib.suppress(ConnectionError):
        while part := await reader.read(1 << 16):
            if route is not None:
                route.sent += len(part)
                writer.write(part)
                await writer.drain()
            else:
                loop.call_later(seconds, writer.write, part)
        await asyncio.sleep(seconds)
        writer.close()
