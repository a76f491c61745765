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
import pathlib
import uuid
import zoneinfo
from typing import Any, Final

__all__ = ["Held", "Known"]

_MOST: Final = 1000  # values known at a time
_LONGEST: Final = 1000  # characters, bytes
_MOST_PARTS: Final = 50
_SCALARS: Final = frozenset({type(None), bool, float})
_SIZED: Final = frozenset({str, bytes})
_BY_REPR: Final = frozenset({float, decimal.Decimal, datetime.datetime, datetime.time})
"""Equal ones can differ: 0.0 and -0.0, 1.0 and 1.00, one moment in two zones."""
_VALUES: Final = frozenset(
    {bytes, decimal.Decimal, fractions.Fraction, uuid.UUID, pathlib.PosixPath}
    | {datetime.timedelta, datetime.date, datetime.datetime, datetime.time}
)
_ZONED: Final = frozenset({datetime.datetime, datetime.time})  # the module's own; tests replace the names in it
_ZONES: Final = frozenset({type(None), datetime.timezone, zoneinfo.ZoneInfo})


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
    kind = type(value)
    return (kind is tuple or kind in _VALUES) and _is_small(value)


def _is_small(value: Any) -> bool:
    """Whether it costs little to compare a value and to keep it, and nothing else is kept with it."""
    kind = type(value)
    if kind is tuple:
        return len(value) <= _MOST_PARTS and all(map(_is_small, value))
    if kind is int:
        return bool(value.bit_length() <= 64)
    if kind in _SIZED:
        return len(value) <= _LONGEST
    if kind in _ZONED:
        return type(value.tzinfo) in _ZONES
    return kind in _SCALARS or kind in _VALUES


def _alike(one: Any, other: Any) -> bool:
    kind = type(one)
    if kind is not type(other):
        return False
    if kind is tuple:
        return all(map(_alike, one, other))  # of one length, as they are equal
    return repr(one) == repr(other) if kind in _BY_REPR else bool(one == other)
