"""Instances of subclasses of built-in values: both processes have the value, one has the object."""

from __future__ import annotations

import collections
import decimal
import fractions
from datetime import date as _dt_date, datetime as _dt_datetime, time as _dt_time, timedelta as _dt_timedelta
from typing import Any

from assay.describe import COPIED, MUTABLE
from assay.errors import ProtocolError


def new_copied(cls: type, value: Any) -> Any:
    """An instance of a copied class, holding ``value`` (immutable bases) or empty (mutable ones)."""
    base: Any = next(b for b in COPIED if issubclass(cls, b))
    if issubclass(base, MUTABLE):
        made = base.__new__(cls)
        if base is collections.defaultdict and type(value) is collections.defaultdict:
            vars(collections.defaultdict)["default_factory"].__set__(made, value.default_factory)
        return made
    if type(value) is not base:
        raise ProtocolError("a copied value that is not of its base")
    if base is _dt_datetime:
        return base.__new__(
            cls, value.year, value.month, value.day, value.hour, value.minute, value.second,
            value.microsecond, value.tzinfo, fold=value.fold,
        )  # fmt: skip
    if base is _dt_date:
        return base.__new__(cls, value.year, value.month, value.day)
    if base is _dt_time:
        return base.__new__(cls, value.hour, value.minute, value.second, value.microsecond, value.tzinfo)
    if base is _dt_timedelta:
        return base.__new__(cls, value.days, value.seconds, value.microseconds)
    if base is fractions.Fraction:  # sets attributes of what it makes, which is not yet anybody's stand-in
        made = object.__new__(cls)
        for name in ("_numerator", "_denominator"):
            vars(fractions.Fraction)[name].__set__(made, getattr(value, name))
        return made
    return base.__new__(cls, value)


def plain_value(value: Any, base: type) -> Any:
    """The built-in value inside an instance of a subclass, past whatever the subclass overrides."""
    if base is int:
        return int.__index__(value)
    if base is float:
        return float.__float__(value)
    if base is str:
        return str.__str__(value) if type(value) is str else "".join(str.__iter__(value))
    if base is complex:
        return complex.__complex__(value)
    if base is bytes:
        return bytes.__bytes__(value) if type(value) is bytes else bytes(bytes.__iter__(value))
    if base is tuple:
        return tuple(tuple.__iter__(value))
    if base is frozenset:
        return frozenset(frozenset.__iter__(value))
    if base is decimal.Decimal:
        return decimal.Decimal(decimal.Decimal.__str__(value))
    if base is fractions.Fraction:
        return fractions.Fraction(value.numerator, value.denominator)
    if base is _dt_datetime:
        return _dt_datetime(
            value.year, value.month, value.day, value.hour, value.minute, value.second,
            value.microsecond, value.tzinfo, fold=value.fold,
        )  # fmt: skip
    if base is _dt_date:
        return _dt_date(value.year, value.month, value.day)
    if base is _dt_time:
        return _dt_time(value.hour, value.minute, value.second, value.microsecond, value.tzinfo)
    if base is _dt_timedelta:
        return _dt_timedelta(value.days, value.seconds, value.microseconds)
    if base is collections.defaultdict:
        return collections.defaultdict(value.default_factory)
    return None
