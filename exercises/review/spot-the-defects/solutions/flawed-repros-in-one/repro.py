"""The three defects that must not be merged, each in the smallest case that shows it."""

from __future__ import annotations

import asyncio
from decimal import Decimal

from shop import notify, pricing, store
from shop.models import Line, Order


def everything():
    db = store.connect()
    store.add_order(db, Order(1, 1, "ann@mail.example", "Ann's present"))
    assert store.search_orders(db, 1, "Ann's") == [1]
    assert pricing.refund_due([Line("card", Decimal("1.15"))], 50) == Decimal("0.58")
    sent = []

    async def send(address, text):
        sent.append(address)

    asyncio.run(notify.Notifier(send).confirm_refund(Order(1, 1, "ann@mail.example"), Decimal("5.00"), 0.0))
    assert len(sent) == 2, f"mails were sent to {sent}"


repro_sql = repro_task = repro_money = everything
