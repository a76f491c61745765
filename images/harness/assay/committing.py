"""Whether an object of the submission equals plain data: it commits itself first.

What its own comparison looks for in an unknown value (``assay.unknown``) is compared here with the one that nobody
there knows. Where that says nothing, it is asked for a value of that type, as ``int(obj)`` or ``list(obj)`` would, and
whether it equals the value that it gave, and no value near it. So a class whose objects equal numbers does so for the
test as well, and no object is shown what is expected, or answers for it. An ``__eq__`` that goes by anything else, as
by a tolerance, still has no answer.
"""

from __future__ import annotations

import datetime
import decimal
import fractions
import itertools
import operator
import os
from typing import Any, Final

from assay.describe import own
from assay.errors import CannotCross
from assay.refs import Ref, instance_ref
from assay.unknown import STEPS, Weighed

__all__ = ["amounts_to", "equals_unknown", "in_order"]

_MOST: Final = 100_000  # items
_SCALARS: Final[dict[type, tuple[str, ...]]] = {
    int: ("__index__", "__int__"), float: ("__float__",), complex: ("__complex__",), str: ("__str__",),
    bytes: ("__bytes__",),
}  # fmt: skip
_GROUPS: Final = (list, tuple, set, frozenset, dict)
_KINDS: Final = frozenset(
    {
        *_SCALARS, *_GROUPS, decimal.Decimal, fractions.Fraction, datetime.date, datetime.datetime, datetime.time,
        datetime.timedelta,
    }
)  # fmt: skip
_ORDERINGS: Final = ("__lt__", "__le__", "__gt__", "__ge__")
_CLASS_MRO: Any = vars(type)["__mro__"]


def amounts_to(obj: Any, other: Any, named: bool) -> bool:
    """Whether a stand-in for an object equals plain data, by what that object has committed itself to.

    ``named``: the test has named its class, so that it may be asked for its value.
    """
    equal = equals_unknown(obj, other)
    if equal is None and named:
        committed = _committed(obj, type(other))
        return bool(committed and committed[0] == other)
    return bool(equal)


def equals_unknown(obj: Any, other: Any) -> bool | None:
    """The same by what its comparison makes of an unknown value; None if that tells nothing."""
    weighed = _weighed(obj, "__eq__", type(other))
    if weighed is None or weighed[2] != [False, True, False]:
        return None
    return bool(weighed[1] == _after(weighed[0], other))


def _weighed(obj: Any, name: str, kind: type) -> Weighed | None:
    """What the submission says of a comparison of its object's; None if it makes no sense, or cannot be said."""
    if kind not in _KINDS:
        return None
    ref = instance_ref(obj)
    told = ref.ask("weigh", name, (kind,))
    if type(told) is not list or len(told) != 3 or type(told[0]) is not list or type(told[2]) is not list:
        return None
    steps, value, results = told
    if not ref.peer.is_plain(value) or [*map(type, results)] != [bool] * 3 or steps and kind is not str:
        return None
    return told if all(type(step) is str and step in STEPS for step in steps) else None


def _after(steps: list[str], value: Any) -> Any:
    for step in steps:
        value = getattr(value, step)()
    return value


def in_order(obj: Any, name: str, other: Any) -> bool | None:
    """What an ordering between such an object and plain data is; None if it is ordered otherwise than such data.

    What it is ordered by stays the same while the test asks nothing else of it, or it would lie between any two values.
    """
    ref, kind = instance_ref(obj), type(other)
    before = ref.peer.ordered.get(ref.id, {})
    value = _order_of_unknown(obj, other) or _order_of_number(obj, name, kind)
    if value is None:
        return None
    if before.get(kind, value) != value:
        raise CannotCross(
            f"an object of {type(obj).__name__} is ordered as {before[kind][0]!r:.60} and as {value[0]!r:.60}, so it "
            "is not compared with plain data; compare plain data taken from it"
        )
    ref.peer.ordered[ref.id] = {**before, kind: value}
    try:
        return bool(getattr(operator, name)(value[0], _after(value[1], other)))
    except TypeError:
        return None


def _order_of_unknown(obj: Any, other: Any) -> tuple[Any, list[str]] | None:
    """What all orderings that the object has are the orderings of, whichever the test asks for."""
    found: tuple[Any, list[str]] | None = None
    for name in _ORDERINGS:
        if not _defines(obj, name):
            continue
        weighed = _weighed(obj, name, type(other))
        if weighed is None or weighed[2] != [getattr(operator, name)(0, sign) for sign in (-1, 0, 1)]:
            return None
        if found is not None and found != (weighed[1], weighed[0]):
            return None
        found = weighed[1], weighed[0]
    return None if found is None or type(found[0]) not in _KINDS else found


def _order_of_number(obj: Any, name: str, kind: type) -> tuple[Any, list[str]] | None:
    compare = getattr(operator, name)
    for given in _committed(obj, kind) if kind in (int, float) else []:
        near = (given - 1, given, given + 1)
        if all(_answer(instance_ref(obj), name, value) is compare(given, value) for value in near):
            return given, []
    return None


def _committed(obj: Any, kind: Any) -> list[Any]:
    """The value of a type that an object gives and says that it equals, alone in a list; an empty list if none."""
    ref = instance_ref(obj)
    if kind not in _SCALARS and kind not in _GROUPS:
        return []
    try:
        given = _scalar(obj, ref, _SCALARS[kind]) if kind in _SCALARS else _items(obj, ref, kind)
    except Exception:  # of the submission's: it has no such value
        return []
    if type(given) is not kind or _answer(ref, "__eq__", given) is not True:
        return []
    for decoy in _beside(given):
        if _answer(ref, "__eq__", decoy) is True:
            raise CannotCross(
                f"an object of {type(obj).__name__} says that it equals {given!r:.60} and {decoy!r:.60} as well, so it "
                "is not compared with plain data; compare plain data taken from it"
            )
    return [given]


def _answer(ref: Ref, name: str, value: Any) -> Any:
    try:
        return ref.ask("op", name, (value,))
    except Exception:  # of the submission's, as with a value of a kind that it does not expect
        return None


def _beside(given: Any) -> list[Any]:
    """Values like one that the submission gave, which it equals only if it equals too much. Nothing else is in them."""
    kind: Any = type(given)
    new = os.urandom(8).hex()  # not of random, whose state is the test's
    if kind in (int, float, complex):
        far = int(new, 16)
        return [decoy for decoy in (given + far, given - far) if decoy != given]
    if kind in (str, bytes):
        other = new if kind is str else new.encode()
        return [given + other, *([other[:1] + given[1:]] if given[:1].lower() != other[:1] else [])]
    if kind is dict:
        first = next(iter(given), None)
        return [{**given, new: new}, *([{**given, first: new}] if given else [])]
    items = list(given)
    return [kind([*items, new]), *([kind([*items[:-1], new])] if items else [])]


def _defines(obj: Any, name: str) -> bool:
    return any(name in own(base) for base in _CLASS_MRO.__get__(type(obj)) if "_assay_class" in own(base))


def _scalar(obj: Any, ref: Ref, names: tuple[str, ...]) -> Any:
    name = next((name for name in names if _defines(obj, name)), None)
    return None if name is None else ref.ask("op", name)


def _items(obj: Any, ref: Ref, kind: Any) -> Any:
    """A container of the object's items, None for what has none that can be counted."""
    if not (_defines(obj, "__len__") and _defines(obj, "__iter__")):
        return None
    length = ref.ask("op", "__len__")
    if type(length) is not int or not 0 <= length <= _MOST:
        return None
    items = list(itertools.islice(iter(obj), length + 1))
    if len(items) != length:
        return None
    try:
        return {item: obj[item] for item in items} if kind is dict else kind(items)
    except (TypeError, LookupError):  # no mapping, or items that have no hash
        return None
