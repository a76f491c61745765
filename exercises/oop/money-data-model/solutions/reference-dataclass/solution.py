"""Money as a frozen, slotted data class that keeps cents; the largest fractions get what is left over."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from string import ascii_uppercase


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Money:
    """An exact amount of one currency; never changes."""

    _cents: int
    currency: str

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        if isinstance(amount, float) or not isinstance(amount, (Decimal, int, str)):
            raise TypeError("amounts are exact: Decimal, int or str")
        try:
            numerator, denominator = (100 * Decimal(amount)).as_integer_ratio()
        except ArithmeticError as error:
            raise ValueError(f"{amount!r} is not an amount") from error
        if denominator != 1:
            raise ValueError(f"{amount!r} has fractions of a cent")
        if len(currency) != 3 or not set(currency) <= set(ascii_uppercase):
            raise ValueError(f"{currency!r} is not a currency")
        object.__setattr__(self, "_cents", numerator)
        object.__setattr__(self, "currency", currency)

    @property
    def amount(self) -> Decimal:
        """The amount with two decimals."""
        return Decimal(self._cents).scaleb(-2)

    def __repr__(self):
        return f"Money(amount={str(self.amount)!r}, currency={self.currency!r})"

    def __str__(self):
        return format(self, "")

    def __format__(self, spec):
        return f"{format(self.amount, spec)} {self.currency}"

    def __bool__(self):
        return self._cents != 0

    def __lt__(self, other):
        cents = self._other_cents(other)
        return NotImplemented if cents is None else self._cents < cents

    def __le__(self, other):
        cents = self._other_cents(other)
        return NotImplemented if cents is None else self._cents <= cents

    def __gt__(self, other):
        cents = self._other_cents(other)
        return NotImplemented if cents is None else self._cents > cents

    def __ge__(self, other):
        cents = self._other_cents(other)
        return NotImplemented if cents is None else self._cents >= cents

    def __add__(self, other):
        cents = self._other_cents(other)
        return NotImplemented if cents is None else self._of(self._cents + cents)

    def __radd__(self, other):
        return self if type(other) is int and other == 0 else NotImplemented

    def __sub__(self, other):
        cents = self._other_cents(other)
        return NotImplemented if cents is None else self._of(self._cents - cents)

    def __mul__(self, factor):
        if not isinstance(factor, (int, Decimal)):
            return NotImplemented
        return self._of(int((self._cents * Decimal(factor)).to_integral_value(ROUND_HALF_EVEN)))

    def __rmul__(self, factor):
        return self * factor

    def __neg__(self):
        return self._of(-self._cents)

    def allocate(self, weights: list[int]) -> list[Money]:
        """Splits by weight; the parts whose exact share was cut most get one cent more."""
        if any(weight < 0 for weight in weights) or not any(weights):
            raise ValueError("weights are zero or more, and one of them is more than zero")
        size, sign, total = abs(self._cents), 1 if self._cents >= 0 else -1, sum(weights)
        shares = [divmod(size * weight, total) for weight in weights]
        left = size - sum(whole for whole, _ in shares)
        favoured = set(sorted(range(len(shares)), key=lambda place: -shares[place][1])[:left])
        return [self._of(sign * (whole + (place in favoured))) for place, (whole, _) in enumerate(shares)]

    def _of(self, cents: int) -> Money:
        return Money(Decimal(cents).scaleb(-2), self.currency)

    def _other_cents(self, other: object) -> int | None:
        """The cents of other, or None if other is no money; TypeError for another currency."""
        if type(other) is not Money:
            return None
        if other.currency != self.currency:
            raise TypeError(f"cannot combine {self.currency} with {other.currency}")
        return other._cents
