"""What must not be merged."""

import asyncio
from decimal import Decimal

from shop.models import Line, Order
from shop.notify import Notifier
from shop.pricing import refund_due
from shop import store


def repro_note_search():
    db = store.connect()
    store.add_order(db, Order(7, 1, "a@mail.example", "O'Hara's present"))
    assert store.search_orders(db, 1, "O'Hara") == [7]


def repro_lost_mail():
    async def refuse(address, text):
        raise ConnectionError(address)

    async def main():
        try:
            await Notifier(refuse).confirm_refund(Order(7, 1, "a@mail.example"), Decimal(1), 0.0)
        except ConnectionError:
            return True
        return False

    assert asyncio.run(main()), "the mail server refused, and the caller was not told"


def repro_halves():
    assert refund_due([Line("pin", Decimal("0.25"))], 50) == Decimal("0.13")


def repro_billing():
    assert hasattr(store, "find_order"), "the billing service imports find_order"
