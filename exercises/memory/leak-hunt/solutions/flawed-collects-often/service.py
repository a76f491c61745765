"""Flawed: no leak, and a full collection every few requests to be sure."""

from __future__ import annotations

import gc
import inspect
import json
import traceback
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol
from weakref import WeakMethod

Request = dict[str, str]
Reply = dict[str, Any]
Listener = Callable[[Reply], None]

CACHED_CUSTOMERS = 1000
REMEMBERED_IDS = 10_000
KEPT_ERRORS = 20


class Backend(Protocol):
    """Where the terms of each customer are kept. Asking is slow."""

    def terms(self, customer: str) -> dict[str, Any]:
        """Give the terms of a customer, such as {"discount": 5} (percent)."""
        ...


class Service:
    """Answers requests for quotes."""

    def __init__(self, backend: Backend) -> None:
        # The cache belongs to this object and dies with it.
        self._terms = lru_cache(CACHED_CUSTOMERS)(backend.terms)
        self._answered: OrderedDict[str, None] = OrderedDict()
        self._handled = 0
        self._listeners: list[Callable[[], Listener | None]] = []
        # Text, since an exception holds its frames, and those the bodies.
        self._errors: deque[str] = deque(maxlen=KEPT_ERRORS)

    def on_done(self, cb: Listener) -> None:
        """Call cb with the reply of each request that is answered from now on.

        A bound method is called as long as its owner lives, any other callable as long as this service.
        """
        if inspect.ismethod(cb):
            self._listeners.append(WeakMethod(cb, self._listeners.remove))
        else:
            self._listeners.append(lambda: cb)

    def handle(self, req: Request) -> Reply:
        """Answer one request, once."""
        if req["id"] in self._answered:
            return {"id": req["id"], "status": "duplicate"}
        reply = self._answer(req)
        for held in tuple(self._listeners):
            listener = held()
            if listener is not None:
                listener(reply)
        self._answered[req["id"]] = None
        if len(self._answered) > REMEMBERED_IDS:
            self._answered.popitem(last=False)
        self._handled += 1
        if self._handled % 150 == 0:
            gc.collect()
        return reply

    def recent_errors(self) -> list[str]:
        """Give the last 20 errors, oldest first, each with its traceback."""
        return list(self._errors)

    def _answer(self, req: Request) -> Reply:
        try:
            total = self._quote(req["customer"], req["body"])
        except Exception as error:
            self._errors.append("".join(traceback.format_exception(error)))
            return {"id": req["id"], "status": "error"}
        return {"id": req["id"], "status": "ok", "total": total}

    def _quote(self, customer: str, body: str) -> int:
        order = json.loads(body)
        cents = sum(item["cents"] * item["count"] for item in order["items"])
        return int(cents * (100 - self._terms(customer)["discount"]) // 100)
