"""Quotes for orders. One process runs for months."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from types import MethodType
from typing import Any, Protocol
from weakref import WeakKeyDictionary, WeakMethod

Request = dict[str, str]
Reply = dict[str, Any]
Listener = Callable[[Reply], None]


class Backend(Protocol):
    """Where the terms of each customer are kept. Asking is slow."""

    def terms(self, customer: str) -> dict[str, Any]:
        """Give the terms of a customer, such as {"discount": 5} (percent)."""
        ...


class Service:
    """Answers requests for quotes."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._answered: set[str] = set()
        self._answered_before: set[str] = set()
        self._listeners: list[Listener | WeakMethod[Listener]] = []
        self._errors: list[traceback.TracebackException] = []
        _caches[self] = {}

    def on_done(self, cb: Listener) -> None:
        """Call cb with the reply of each request that is answered from now on.

        A bound method is called as long as its owner lives, any other callable as long as this service.
        """
        self._listeners = [held for held in self._listeners if alive(held) is not None]
        self._listeners.append(WeakMethod(cb) if isinstance(cb, MethodType) else cb)

    def handle(self, req: Request) -> Reply:
        """Answer one request, once."""
        if req["id"] in self._answered or req["id"] in self._answered_before:
            return {"id": req["id"], "status": "duplicate"}
        reply = self._answer(req)
        for held in self._listeners[:]:
            listener = alive(held)
            if listener is not None:
                listener(reply)
        self._answered.add(req["id"])
        if len(self._answered) == 10_000:  # two halves: the older one is dropped as a whole
            self._answered, self._answered_before = set(), self._answered
        return reply

    def recent_errors(self) -> list[str]:
        """Give the last 20 errors, oldest first, each with its traceback."""
        return ["".join(error.format()) for error in self._errors]

    def _answer(self, req: Request) -> Reply:
        try:
            total = self._quote(req["customer"], req["body"])
        except Exception as error:
            # Names files and lines, and holds no frame.
            self._errors.append(traceback.TracebackException.from_exception(error))
            del self._errors[:-20]
            return {"id": req["id"], "status": "error"}
        return {"id": req["id"], "status": "ok", "total": total}

    def _quote(self, customer: str, body: str) -> int:
        order = json.loads(body)
        cents = sum(item["cents"] * item["count"] for item in order["items"])
        return int(cents * (100 - self._terms(customer)["discount"]) // 100)

    def _terms(self, customer: str) -> dict[str, Any]:
        cache = _caches[self]
        terms = cache.pop(customer, None)
        if terms is None:
            terms = self._backend.terms(customer)
            if len(cache) >= 1500:
                for oldest in list(cache)[:500]:
                    del cache[oldest]
        cache[customer] = terms  # the newest stands last
        return terms


def alive(held: Listener | WeakMethod[Listener]) -> Listener | None:
    """Give the listener behind what is held, None if its owner is gone."""
    return held() if isinstance(held, WeakMethod) else held


# Weak keys: when a service goes, its cache goes.
_caches: WeakKeyDictionary[Service, dict[str, dict[str, Any]]] = WeakKeyDictionary()
