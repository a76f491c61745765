"""Whether an object of the submission equals plain data: it commits itself first.

It is asked for a value of that type, as ``int(obj)`` or ``list(obj)`` would, and whether it equals the value that it
gave, and to no value near it. Only then is that one compared, here. So a class whose objects equal numbers does so for
the test as well, and no object is shown what is expected, or answers for it. An ``__eq__`` that goes by anything else,
as by what differs only in case, still has no answer.
"""

from __future__ import annotations

import itertools
import operator
import os
from typing import Any, Final

from assay.describe import own
from assay.errors import CannotCross
from assay.refs import Ref, instance_ref

__all__ = ["amounts_to", "in_order"]

_MOST: Final = 100_000  # items
_SCALARS: Final[dict[type, tuple[str, ...]]] = {
    int: ("__index__", "__int__"), float: ("__float__",), complex: ("__complex__",), str: ("__str__",),
    bytes: ("__bytes__",),
}  # fmt: skip
_GROUPS: Final = (list, tuple, set, frozenset, dict)
_CLASS_MRO: Any = vars(type)["__mro__"]


def amounts_to(obj: Any, other: Any) -> bool:
    """Whether a stand-in for an object equals plain data, by what that object has committed itself to."""
    committed = _committed(obj, type(other))
    return bool(committed and committed[0] == other)


def in_order(obj: Any, name: str, other: Any) -> bool | None:
    """What an ordering between such an object and a number is; None if the object is ordered otherwise than numbers."""
    kind, compare = type(other), getattr(operator, name)
    committed = _committed(obj, kind) if kind in (int, float) else []
    for given in committed:
        near = (given - 1, given, given + 1)
        if all(_answer(instance_ref(obj), name, value) is compare(given, value) for value in near):
            return bool(compare(given, other))
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
