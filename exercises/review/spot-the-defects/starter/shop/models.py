"""What the shop deals in."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """One position of an order. The price is that of one piece."""

    name: str
    price: Decimal
    quantity: int = 1


@dataclass
class Order:
    """An order of one customer."""

    number: int
    customer: int
    email: str
    note: str = ""
    status: str = "paid"
    lines: list[Line] = field(default_factory=list)
