"""Small values that cannot change: one that comes back is the object that went, as it is in one process.

    assert cheapest(products) is products[1]

Any equal value will do if its type is the same, all through: which of several equal objects that cannot change an
operation gives, Python leaves open (its reference, "Objects, values and types"). Short texts are interned, to the
same end.
"""

from __future__ import annotations

import datetime
import decimal
import fractions
import pathlib
import uuid
import zoneinfo
from typing import Any, Final

__all__ = ["Known"]

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
    """The values that went through here last."""

    def __init__(self) -> None:
        self._seen: dict[Any, Any] = {}

    def gone(self, value: Any) -> None:
        """A value of this process's goes over, and stands for equal ones from now on."""
        if _is_kept(value):
            self._room()[value] = value

    def come(self, value: Any) -> Any:
        """The object that stands for a value which came: one that was here before, or else itself from now on."""
        if not _is_kept(value):
            return value
        found = self._room().setdefault(value, value)
        return found if found is value or _alike(found, value) else value

    def _room(self) -> dict[Any, Any]:
        if len(self._seen) >= _MOST:
            self._seen.clear()
        return self._seen


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
