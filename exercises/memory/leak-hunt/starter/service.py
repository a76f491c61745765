"""Quotes for orders. One process runs for months."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

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
        self._answered: dict[str, str] = {}
        self._listeners: list[Listener] = []
        self._errors: list[Exception] = []

    def on_done(self, cb: Listener) -> None:
        """Call cb with the reply of each request that is answered from now on."""
        self._listeners.append(cb)

    def handle(self, req: Request) -> Reply:
        """Answer one request, once."""
        if req["id"] in self._answered:
            return {"id": req["id"], "status": "duplicate"}
        reply = self._answer(req)
        for listener in self._listeners:
            listener(reply)
        self._answered[req["id"]] = reply["status"]
        return reply

    def recent_errors(self) -> list[str]:
        """Give the last 20 errors, oldest first, each with its traceback."""
        return ["".join(traceback.format_exception(error)) for error in self._errors[-20:]]

    def _answer(self, req: Request) -> Reply:
        try:
            total = self._quote(req["customer"], req["body"])
        except Exception as error:
            self._errors.append(error)
            return {"id": req["id"], "status": "error"}
        return {"id": req["id"], "status": "ok", "total": total}

    def _quote(self, customer: str, body: str) -> int:
        order = json.loads(body)
        cents = sum(item["cents"] * item["count"] for item in order["items"])
        return int(cents * (100 - self._terms(customer)["discount"]) // 100)

    @lru_cache(maxsize=None)
    def _terms(self, customer: str) -> dict[str, Any]:
        return self._backend.terms(customer)
