"""Small values that cannot change: one that comes back is the object that went, as it is in one process.

    assert cheapest(products) is products[1]

The submission's process says of each such value that it sends whether the very object has crossed before. It holds
those that did for a while; the tests' process takes the equal one that it knows, if their types are the same, all
through. Short texts are interned, to the same end.
"""

from __future__ import annotations

import datetime
import decimal
import fractions
import math
import pathlib
import uuid
import zoneinfo
from typing import Any, Final

__all__ = ["Held", "Known"]

_MOST: Final = 1000  # values known at a time
_HEAVIEST: Final = 2000  # about a byte a unit
_PART: Final = 30  # of a value within another, and of what has no length
_SCALARS: Final = frozenset({type(None), bool, float})
_BY_REPR: Final = frozenset({float, decimal.Decimal, datetime.datetime, datetime.time})
"""Equal ones can differ: 0.0 and -0.0, 1.0 and 1.00, one moment in two zones."""
_VALUES: Final = frozenset(
    {bytes, decimal.Decimal, fractions.Fraction, uuid.UUID, pathlib.PosixPath}
    | {datetime.timedelta, datetime.date, datetime.datetime, datetime.time}
)
_ZONED: Final = frozenset({datetime.datetime, datetime.time})  # the module's own; tests replace the names in it
_ZONES: Final = frozenset({datetime.timezone, zoneinfo.ZoneInfo})


class Known:
    """In the tests' process: the values that crossed last, by what they are equal to."""

    def __init__(self) -> None:
        self._seen: dict[Any, Any] = {}

    def gone(self, value: Any) -> bool:
        """A value goes over, and stands for equal ones from now on. False: it is not said whether it went before."""
        if _is_kept(value):
            _room(self._seen)[value] = value
        return False

    def come(self, value: Any, again: bool) -> Any:
        """The object that stands for a value which came: if that has crossed before, the equal one that did."""
        if not _is_kept(value):
            return value
        found = self._seen.get(value) if again else None
        if found is not None and _alike(found, value):
            return found
        _room(self._seen)[value] = value
        return value


class Held:
    """In the submission's process: the values that crossed last, by their identity."""

    def __init__(self) -> None:
        self._seen: dict[int, Any] = {}

    def gone(self, value: Any) -> bool:
        """A value goes over. Gives whether the object has crossed before."""
        if not _is_kept(value):
            return False
        if self._seen.get(id(value)) is value:
            return True
        _room(self._seen)[id(value)] = value
        return False

    def come(self, value: Any, again: bool) -> Any:
        """A value has come; it is the same object if it goes back."""
        if _is_kept(value):
            _room(self._seen)[id(value)] = value
        return value


def _room(seen: dict[Any, Any]) -> dict[Any, Any]:
    if len(seen) >= _MOST:
        seen.clear()
    return seen


def _is_kept(value: Any) -> bool:
    """Whether it costs little to compare a value and to keep it, and nothing else is kept with it."""
    kind = type(value)
    return (kind is tuple or kind in _VALUES) and _weight(value) <= _HEAVIEST


def _weight(value: Any) -> float:
    kind = type(value)
    if kind in _SCALARS:
        return _PART
    if kind is str or kind is bytes:
        return _PART + len(value)
    if kind is int:
        return _PART + int(value.bit_length())
    if kind is tuple:
        total: float = _PART * len(value)
        for part in value:
            if total > _HEAVIEST:
                break
            total += _weight(part)
        return total
    if kind is pathlib.PosixPath:
        return _PART + len(str(value))
    if kind is fractions.Fraction:
        return _weight(value.numerator) + _weight(value.denominator)
    if kind is decimal.Decimal:
        return float(value.__sizeof__()) if value.is_finite() else math.inf  # a signalling NaN has no hash
    if kind in _ZONED and value.tzinfo is not None:
        return _PART + len(value.tzname() or "") if type(value.tzinfo) in _ZONES else math.inf
    return _PART if kind in _VALUES else math.inf


def _alike(one: Any, other: Any) -> bool:
    kind = type(one)
    if kind is not type(other):
        return False
    if kind is tuple:
        return all(map(_alike, one, other))  # of one length, as they are equal
    return repr(one) == repr(other) if kind in _BY_REPR else bool(one == other)
