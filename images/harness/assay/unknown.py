"""What a comparison of a submission's object would make of a value that the submission is not shown.

Its method runs twice, with something in the value's place that can only be compared: once it is told that the
comparison holds, once that it does not. What it was compared with, and the two results, say which value the object
equals, or how it is ordered, whatever the value is. Texts may be compared without regard to case or blanks.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

__all__ = ["ORDERINGS", "STEPS", "Weighed", "weigh"]

STEPS: Final = frozenset({"casefold", "lower", "lstrip", "rstrip", "strip", "title", "upper"})
ORDERINGS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge,
}  # fmt: skip
_MOST: Final = 50  # comparisons in one

type Weighed = list[Any]
"""``[operator, steps, value, result if it holds, result if not]``: the unknown, after steps, is compared with value."""


class _TooMuch(BaseException):
    """It is compared with more than one value."""


class _Unknown:
    __slots__ = ("_asked", "_holds", "_kind", "_steps")
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, kind: type, holds: bool, asked: list[Any], steps: tuple[str, ...] = ()) -> None:
        self._kind, self._holds, self._asked, self._steps = kind, holds, asked, steps

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return self._kind

    def _compare(self, name: str, value: Any) -> bool:
        now = (name, self._steps, value)
        if self._asked and not _same(now, self._asked[0]) or len(self._asked) >= _MOST:
            raise _TooMuch
        self._asked.append(now)
        return self._holds

    def __eq__(self, value: object) -> bool:
        return self._compare("eq", value)

    def __ne__(self, value: object) -> bool:
        return not self._compare("eq", value)


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return one[:2] == other[:2] and (one[2] is other[2] or type(one[2]) is type(other[2]) and one[2] == other[2])


def _give(name: str) -> None:
    if name in ORDERINGS:
        setattr(_Unknown, f"__{name}__", lambda self, value: self._compare(name, value))
        return

    def step(self: Any) -> Any:
        if self._kind is not str:
            raise AttributeError(f"{self._kind.__name__!r} object has no attribute {name!r}")
        return _Unknown(str, self._holds, self._asked, (*self._steps, name))

    setattr(_Unknown, name, step)


for _name in (*ORDERINGS, *STEPS):
    _give(_name)


def weigh(obj: Any, name: str, kind: type) -> Weighed | None:
    """What a comparison of the object's class makes of a value of that kind; None if that is not so simple."""
    method = getattr(type(obj), name)
    found: list[tuple[Any, bool]] = []
    for holds in (True, False):
        asked: list[Any] = []
        try:
            result = method(obj, _Unknown(kind, holds, asked))
        except (Exception, _TooMuch):
            return None
        if not asked or type(result) is not bool or found and not _same(asked[0], found[0][0]):
            return None
        found.append((asked[0], result))
    (said, if_holds), (_, if_not) = found
    return [said[0], list(said[1]), said[2], if_holds, if_not]
