"""Operators by which a test compares without saying so: ``abs(x - 3.0) < 1e-9``, ``pytest.approx`` and ``x in found``.

They are the candidate's, like all operators, where the test knows the class: where it names it, calls it or derives
from it. But an object of some *unnamed* class that comes back where a test expects a number or a list could answer
each of them as the test hopes, and would be shown the expected value. So such an object commits itself first: it says
what it is when nothing is taken away from it, and the difference is computed here; and what has everything in it,
even numbers that nobody could have put there, has nothing in it that a test may rely on.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assay.describe import own
from assay.errors import CannotCross
from assay.refs import instance_ref

type Method = Callable[..., Any]

NUMBERS = (int, float, complex, bool, Decimal, Fraction)
DIFFERENCES = frozenset({"__sub__", "__rsub__"})
CONVERSIONS = frozenset("__abs__ __float__ __int__ __index__ __complex__ __round__ __neg__ __pos__".split())
IMMUTABLE = (str, bytes, *NUMBERS, tuple, frozenset)
_CLASS_MRO: Any = vars(type)["__mro__"]


def name_class(value: Any) -> None:
    """Note that the test has named a class, if the value is one."""
    if isinstance(value, type) and "_assay_class" in own(value):
        type.__setattr__(value, "_assay_named", True)


def is_named(cls: type) -> bool:
    """Whether the test has named a class or one of its bases."""
    return any("_assay_named" in own(base) for base in _CLASS_MRO.__get__(cls))


def judged(name: str, asked: Method, base: type) -> Method:
    """``asked``, which forwards an operator, guarded if tests judge by that one. ``base`` is what is copied."""
    if name in DIFFERENCES:
        return _difference(name, asked, base)
    if name in CONVERSIONS:
        return _conversion(asked)
    return _membership(asked, base) if name == "__contains__" else asked


def _difference(name: str, asked: Method, base: type) -> Method:
    def method(self: Any, other: Any) -> Any:
        if not instance_ref(self).peer.strict or type(other) not in NUMBERS or is_named(type(self)):
            return asked(self, other)
        if issubclass(base, NUMBERS):
            return getattr(base, name)(self, other)
        committed = asked(self, type(other)(0))
        if type(committed) in NUMBERS:
            return committed - other if name == "__sub__" else committed + other
        result = asked(self, other)
        if type(result) in NUMBERS:
            raise CannotCross(_why("a difference"))
        _mark(result)
        return result

    vars(asked)["outer"] = method
    method.__name__ = name
    return method


def _conversion(asked: Method) -> Method:
    def method(self: Any, *args: Any) -> Any:
        result = asked(self, *args)
        if instance_ref(self).desc.get("difference"):
            if type(result) in NUMBERS:
                raise CannotCross(_why("a difference"))
            _mark(result)
        return result

    vars(asked)["outer"] = method
    method.__name__ = asked.__name__
    return method


def _mark(result: Any) -> None:
    try:
        instance_ref(result).desc["difference"] = True
    except AttributeError:
        pass  # plain data


def _membership(asked: Method, base: type) -> Method:
    def method(self: Any, item: Any) -> Any:
        if instance_ref(self).peer.strict and not is_named(type(self)):
            if issubclass(base, IMMUTABLE) and hasattr(base, "__contains__"):
                return base.__contains__(self, item)
            require_choice(lambda decoy: asked(self, decoy), item)
        return asked(self, item)

    vars(asked)["outer"] = method
    method.__name__ = "__contains__"
    return method


def require_choice(asked: Callable[[Any], Any], item: Any) -> None:
    """Refuse to look for an item in what says that it has two others in it that nobody can have put there."""
    noise = int.from_bytes(os.urandom(8))
    decoys: tuple[Any, ...] = ()
    if type(item) in (int, float):
        decoys = tuple(type(item)(sign * ((1 << 80) + noise)) for sign in (-1, 1))
    elif type(item) is str:
        decoys = f"{noise:x}", f"-{noise * 7:x}"
    elif type(item) is bytes:
        decoys = b"%x" % noise, b"-%x" % noise
    if decoys and all(bool(asked(decoy)) for decoy in decoys):
        raise CannotCross(_why("what is in it"))


def _why(what: str) -> str:
    return (
        f"{what} is not asked of a candidate's object whose class no test has named: it would be shown the expected "
        "value; compare plain data taken from it, such as float(x) or list(x)"
    )
