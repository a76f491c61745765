"""Mails to customers and to the warehouse."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from decimal import Decimal
from typing import Any

from shop.models import Order

Send = Callable[[str, str], Awaitable[None]]
"""Hands a text to the mail server for an address; raises if the server does not take it."""


class Notifier:
    """Sends mails, and counts what happens."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._background: set[asyncio.Task[None]] = set()
        self._last_mail: dict[int, float] = {}

    async def confirm_refund(self, order: Order, amount: Decimal, now: float) -> None:
        """Tell the customer and the warehouse.

        Returns when the mail server has taken both mails. What either of them
        raises reaches the caller.
        """
        self._last_mail[order.customer] = now
        mail_customer = self._send(order.email, f"We refund {amount} for order {order.number}.")
        mail_warehouse = self._send("warehouse@shop.example", f"Expect goods of order {order.number}.")
        asyncio.create_task(self._both(mail_customer, mail_warehouse))

    async def _both(self, first: Awaitable[None], second: Awaitable[None]) -> None:
        await asyncio.gather(first, second)

    def count(self, metric: Callable[[str], Coroutine[Any, Any, None]], name: str) -> None:
        """Report a figure to the statistics. Nobody waits for that; `close` sees to what is left."""
        task = asyncio.create_task(metric(name))
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def close(self) -> None:
        """Wait for the figures that are still on their way."""
        await asyncio.gather(*self._background, return_exceptions=True)

    def may_mail(self, customer: int, now: float) -> bool:
        """Tell whether the customer's last mail is an hour old."""
        return now - self._last_mail.get(customer, float("-inf")) >= 3600

    def forget_before(self, moment: float) -> None:
        """Drop what is known about mails older than that."""
        for customer in list(self._last_mail):
            if self._last_mail[customer] < moment:
                del self._last_mail[customer]
