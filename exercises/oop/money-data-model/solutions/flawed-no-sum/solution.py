"""Money is added to money only."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import total_ordering
from typing import Any

CENT = Decimal("0.01")


@total_ordering
class Money:
    """An exact amount of one currency; never changes."""

    __slots__ = ("amount", "currency")

    amount: Decimal
    currency: str

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        object.__setattr__(self, "amount", _whole_cents(amount))
        object.__setattr__(self, "currency", _code(currency))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"money does not change: {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"money does not change: {name} cannot be deleted")

    def __reduce__(self) -> tuple[Any, ...]:
        return Money, (self.amount, self.currency)

    def __repr__(self) -> str:
        return f"Money('{self.amount}', '{self.currency}')"

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __format__(self, spec: str) -> str:
        return f"{self.amount:{spec}} {self.currency}"

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return (self.amount, self.currency) == (other.amount, other.currency)

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __lt__(self, other: object) -> bool:
        if not self._goes_with(other):
            return NotImplemented
        return self.amount < other.amount

    def __add__(self, other: object) -> Money:
        if not self._goes_with(other):
            return NotImplemented
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: object) -> Money:
        if not self._goes_with(other):
            return NotImplemented
        return Money(self.amount - other.amount, self.currency)

    def __mul__(self, factor: object) -> Money:
        if not isinstance(factor, int | Decimal):
            return NotImplemented
        return Money((self.amount * factor).quantize(CENT, ROUND_HALF_EVEN), self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def allocate(self, weights: list[int]) -> list[Money]:
        """Splits the amount by weight to the cent; what is left over goes to the first parts."""
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights are zero or more, and one of them is more than zero")
        cents = int(self.amount * 100)
        parts = [abs(cents) * weight // total for weight in weights]
        left = abs(cents) - sum(parts)
        for place, weight in enumerate(weights):
            if left and weight:
                parts[place] += 1
                left -= 1
        return [Money((part if cents > 0 else -part) * CENT, self.currency) for part in parts]

    def _goes_with(self, other: object) -> bool:
        """Whether other is money of the same currency; raises TypeError for another currency."""
        if not isinstance(other, Money):
            return False
        if other.currency != self.currency:
            raise TypeError(f"{self.currency} and {other.currency} do not go together")
        return True


def _whole_cents(amount: Decimal | int | str) -> Decimal:
    if not isinstance(amount, Decimal | int | str):
        raise TypeError(f"an amount is a Decimal, an int or a str, not {type(amount).__name__}")
    try:
        exact = Decimal(amount)
        cents = exact.quantize(CENT)
    except InvalidOperation:
        raise ValueError(f"not an amount: {amount!r}") from None
    if not exact.is_finite() or cents != exact:
        raise ValueError(f"not a whole number of cents: {amount!r}")
    return cents


def _code(currency: str) -> str:
    if not re.fullmatch("[A-Z]{3}", currency):
        raise ValueError(f"not a currency code: {currency!r}")
    return currency
