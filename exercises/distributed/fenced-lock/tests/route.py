"""A way from the submission to Redis on which each request can be held up or looked at."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit


class Route:
    """A port of 127.0.0.1 that leads to the server of a URL."""

    def __init__(self, url: str, delay: float) -> None:
        parts = urlsplit(url)
        self._server = (parts.hostname or "", parts.port or 0)
        self._delay = delay
        self._listener = socket.create_server(("127.0.0.1", 0))
        port = self._listener.getsockname()[1]
        self.url = url.replace(f":{parts.port}/", f":{port}/")
        self.before: Callable[[], object] = lambda: None
        """Called before each request is passed on."""
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                threading.Thread(target=self._carry, args=(client, server, True), daemon=True).start()
                threading.Thread(target=self._carry, args=(server, client, False), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, requests: bool) -> None:
        with contextlib.suppress(OSError), source, target:
            while part := source.recv(1 << 16):
                if requests:
                    time.sleep(self._delay)
                    self.before()
                target.sendall(part)


@contextlib.contextmanager
def route(url: str, delay: float = 0.0) -> Iterator[Route]:
    way = Route(url, delay)
    try:
        yield way
    finally:
        way.close()
