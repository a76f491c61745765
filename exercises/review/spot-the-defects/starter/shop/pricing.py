"""Sums of money, as Decimal with two places."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from shop.models import Line

CENT = Decimal("0.01")


def order_total(lines: Iterable[Line]) -> Decimal:
    """Give what the lines cost together."""
    return sum((line.price * line.quantity for line in lines), Decimal("0.00"))


def split_evenly(amount: Decimal, parts: int) -> list[Decimal]:
    """Split an amount into parts that differ by a cent at most and add up to it; the larger ones come first."""
    cents, rest = divmod(int(amount / CENT), parts)
    return [(cents + 1) * CENT] * rest + [cents * CENT] * (parts - rest)


def refund_due(lines: Iterable[Line], percent: int) -> Decimal:
    """Give this share of what the lines cost, with two places; half a cent is rounded up."""
    total = 0.0
    for line in lines:
        total += float(line.price) * line.quantity
    return Decimal(f"{total * percent / 100:.2f}")
