"""The pricing service. Given: it cannot be changed, and the tests put it beside your gunicorn.conf.py.

It stands for a real one: it takes long to load, holds a big table, waits for an upstream, has a
request that can hang, one that can keep the whole interpreter busy, and one that leaks.
"""

from __future__ import annotations

import os
import re
import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

UPSTREAM = ("127.0.0.1", int(os.environ["UPSTREAM_PORT"]))
TABLE_MB = 40
LEAK_BYTES = 400_000

time.sleep(float(os.environ.get("LOAD_S", "1")))
table = os.urandom(1 << 20) * TABLE_MB
leaked: list[bytes] = []


class Connection:
    """A connection to the upstream that is kept. Threads take turns; two processes must not share one."""

    def __init__(self) -> None:
        self._socket = socket.create_connection(UPSTREAM, timeout=3)
        self._lines = self._socket.makefile("rb")
        self._turn = threading.Lock()

    def ask(self, line: str) -> str:
        """Sends a line and gives the answer to it."""
        with self._turn:
            self._socket.sendall(line.encode() + b"\n")
            return self._lines.readline().decode().strip()


upstream = Connection()


def connect() -> None:
    """Gives this process a connection of its own; until then it has the one made when this module was loaded."""
    global upstream
    upstream = Connection()


def wait_for_upstream(what: str) -> str:
    """Asks on a connection that is used once, and waits as long as the answer takes."""
    with socket.create_connection(UPSTREAM) as once:
        once.sendall(what.encode() + b"\n")
        return once.makefile("rb").readline().decode().strip()


def price(item: str) -> str:
    """Asks for a price on the connection that is kept."""
    question = f"{os.getpid()} {item}"
    answer = upstream.ask(question)
    if answer != question:
        raise RuntimeError(f"asked {question!r} and got the answer to {answer!r}")
    return item


def leak() -> str:
    leaked.append(b"." * LEAK_BYTES)
    return "leaked"


def stall() -> str:
    """Matches for ever. The re module does not let go of the GIL meanwhile."""
    return str(re.match("(a+)+$", "a" * 60 + "!"))


ROUTES: dict[str, Callable[[], str]] = {
    "/": lambda: "ok",
    "/io": lambda: wait_for_upstream("io"),
    "/two": lambda: wait_for_upstream("two"),
    "/hang": lambda: wait_for_upstream("hang"),
    "/stall": stall,
    "/leak": leak,
}


def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The WSGI application."""
    path = environ["PATH_INFO"]
    try:
        if path.startswith("/price/"):
            text = price(path.removeprefix("/price/"))
        elif path in ROUTES:
            text = ROUTES[path]()
        else:
            start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return []
    except (OSError, RuntimeError) as error:
        start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
        return [f"{type(error).__name__}: {error}".encode()]
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))])
    return [text.encode()]
