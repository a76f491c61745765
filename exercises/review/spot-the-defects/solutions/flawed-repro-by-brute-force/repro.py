"""The three defects that must not be merged, each in the smallest case that shows it."""

from __future__ import annotations

import asyncio
from decimal import Decimal

from shop import notify, pricing, store
from shop.models import Line, Order


def repro_sql():
    db = store.connect()
    store.add_order(db, Order(1, 1, "ann@mail.example", "a present"))
    store.add_order(db, Order(2, 2, "bob@mail.example", "bob's secret"))
    found = store.search_orders(db, 1, "x') > 0 OR 1=1 --")
    assert found == [], f"customer 1 searched for odd text and was shown orders {found}"


def repro_task():
    sent = []

    async def send(address, text):
        await asyncio.sleep(0)
        sent.append(address)

    order = Order(1, 1, "ann@mail.example")
    asyncio.run(notify.Notifier(send).confirm_refund(order, Decimal("5.00"), 0.0))
    assert sorted(sent) == ["ann@mail.example", "warehouse@shop.example"], f"mails were sent to {sent}"


def repro_money():
    for cents in range(1, 300_000):
        price = Decimal(cents) / 100
        due = pricing.refund_due([Line("card", price)], 50)
        wanted = (price / 2).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        assert due == wanted, f"half of {price} is {wanted}, not {due}"
