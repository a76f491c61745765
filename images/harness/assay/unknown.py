"""What a comparison of a submission's object would make of a value that the submission is not shown.

Its method runs with something in the value's place that can only be compared: once as if that were less than what it
is compared with, once as if they were equal, once as if it were more. What it was compared with, and the three results,
say which value the object equals, or how it is ordered, whatever the value is. Texts may be compared without regard to
case or blanks.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

__all__ = ["STEPS", "Weighed", "weigh"]

STEPS: Final = frozenset({"casefold", "lower", "lstrip", "rstrip", "strip", "title", "upper"})
_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "__eq__": operator.eq, "__ne__": operator.ne, "__lt__": operator.lt, "__le__": operator.le,
    "__gt__": operator.gt, "__ge__": operator.ge,
}  # fmt: skip
_MOST: Final = 50  # comparisons in one

type Weighed = list[Any]
"""``[steps, value, [below, equal, above]]``: the results if the unknown, after steps, is so beside the value."""


class _TooMuch(BaseException):
    """It is compared with more than one value."""


class _Unknown:
    __slots__ = ("_asked", "_kind", "_sign", "_steps")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, kind: type, sign: int, asked: list[Any], steps: tuple[str, ...] = ()) -> None:
        self._kind, self._sign, self._asked, self._steps = kind, sign, asked, steps

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return self._kind


def _comparing(compare: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def method(self: Any, value: Any) -> bool:
        now = self._steps, value
        if self._asked and not _same(now, self._asked[0]) or len(self._asked) >= _MOST:
            raise _TooMuch
        self._asked.append(now)
        return compare(self._sign, 0)

    return method


def _stepping(name: str) -> Callable[[Any], Any]:
    def method(self: Any) -> Any:
        if self._kind is not str:
            raise AttributeError(f"{self._kind.__name__!r} object has no attribute {name!r}")
        return _Unknown(str, self._sign, self._asked, (*self._steps, name))

    return method


for _name, _compare in _COMPARISONS.items():
    setattr(_Unknown, _name, _comparing(_compare))
for _name in STEPS:
    setattr(_Unknown, _name, _stepping(_name))


def _same(one: tuple[Any, Any], other: tuple[Any, Any]) -> bool:
    alike = one[1] is other[1] or type(one[1]) is type(other[1]) and one[1] == other[1]
    return one[0] == other[0] and bool(alike)


def weigh(obj: Any, name: str, kind: type) -> Weighed | None:
    """What a comparison of the object's class makes of a value of that kind; None if that is not so simple."""
    method = getattr(type(obj), name)
    first: tuple[Any, Any] | None = None
    results: list[bool] = []
    for sign in (-1, 0, 1):
        asked: list[Any] = []
        try:
            result = method(obj, _Unknown(kind, sign, asked))
        except (Exception, _TooMuch):
            return None
        if type(result) is not bool or not asked or first is not None and not _same(first, asked[0]):
            return None
        first = asked[0]
        results.append(result)
    return None if first is None else [list(first[0]), first[1], results]
