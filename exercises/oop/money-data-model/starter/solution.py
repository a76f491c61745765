from __future__ import annotations

from decimal import Decimal


class Money:
    """An exact amount of one currency; never changes."""

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        raise NotImplementedError

    def allocate(self, weights: list[int]) -> list[Money]:
        raise NotImplementedError
