"""One service and the ways in which it can keep what it should let go."""

from __future__ import annotations

import functools
from collections.abc import Callable


class Service:
    """Answers requests and keeps nothing."""

    def handle(self, number: int, body: bytes) -> int:
        return body.count(b"a") + number


class Cached(Service):
    """A cache on a method, without a bound: it holds every argument, and the service too."""

    @functools.lru_cache(maxsize=None)
    def handle(self, number: int, body: bytes) -> int:
        return super().handle(number, body)


class Errors(Service):
    """Keeps exceptions for a report. A traceback holds its frames, and these their variables."""

    def __init__(self) -> None:
        self.errors: list[Exception] = []

    def handle(self, number: int, body: bytes) -> int:
        try:
            return super().handle(number, body) // 0
        except ZeroDivisionError as error:
            self.errors.append(error)
            return -1


class Listeners(Service):
    """Registers a listener for each request, which holds the request's body."""

    def __init__(self) -> None:
        self.listeners: list[Callable[[], int]] = []

    def handle(self, number: int, body: bytes) -> int:
        self.listeners.append(lambda: len(body))
        return super().handle(number, body)


class Remembered(Service):
    """Remembers every id to find duplicates, with more than the id."""

    def __init__(self) -> None:
        self.seen: dict[int, bytes] = {}

    def handle(self, number: int, body: bytes) -> int:
        self.seen[number] = body
        return super().handle(number, body)


KINDS: dict[str, type[Service]] = {
    "cached without a bound": Cached,
    "errors kept with their frames": Errors,
    "listeners never removed": Listeners,
    "ids and bodies remembered": Remembered,
    "nothing kept": Service,
}
_service = Service()
_asked = 0


def start(kind: str) -> None:
    """Makes the service of one kind the one that runs."""
    global _service
    _service = KINDS[kind]()


def ask(requests: int) -> None:
    """Sends requests with bodies of 2 kB, each of its own."""
    global _asked
    for _ in range(requests):
        _asked += 1
        _service.handle(_asked, _asked.to_bytes(8) + bytes(1992))
