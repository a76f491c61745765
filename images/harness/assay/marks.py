"""Private names that the candidate gives to a test's functions and classes, as decorators do: ``fn._route = path``."""

from __future__ import annotations

import types
import weakref
from typing import Any

from assay.describe import own
from assay.refs import UNASKED
from assay.withheld import is_withheld

_given: weakref.WeakKeyDictionary[Any, set[str]] = weakref.WeakKeyDictionary()
# by which Python, pytest and other tools of testing steer
_STEERING = (
    "_abc", "_assay", "_hypothesis", "_is_coroutine", "_mock", "_pytest", "_spec", "__pytest", "__signature__",
    "__test__", "__text_signature__", "__unittest", "__wrapped__",
)  # fmt: skip


def is_marked(obj: Any, name: str) -> bool:
    """Whether the candidate gave a test's function, class or an object's class this name, and so may read it."""
    classes = obj.__mro__ if isinstance(obj, type) else type(obj).__mro__
    function = obj.__func__ if type(obj) is types.MethodType else obj
    return any(name in _given[each] for each in (*classes, function) if _may_be_marked(each) and each in _given)


def mark(obj: Any, name: str) -> bool:
    """Whether the candidate may give an object of the test this name: one that it has not, and that steers nothing."""
    dunder = name.startswith("__") and name.endswith("__")
    if not _may_be_marked(obj) or dunder and isinstance(obj, type) or is_withheld(obj, name):
        return False
    if name in UNASKED or name.startswith(_STEERING) or name in own(type(obj)):
        return False
    if name not in _given.get(obj, ()) and hasattr(obj, name):
        return False
    _given.setdefault(obj, set()).add(name)
    return True


def _may_be_marked(obj: Any) -> bool:
    return type(obj) is types.FunctionType or isinstance(obj, type) and type(obj).__hash__ is type.__hash__
