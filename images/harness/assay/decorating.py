"""What the submission may do to a class of the test only where it decorates one: ``@solution.ordered class Card``.

A test's comparisons are its own. But a class that the test's own code passes through a decorator of the submission's
gets from it what it has not, comparisons among them, and the test says so by writing it that way.
"""

from __future__ import annotations

import dis
import sys
import types
from typing import Final

from assay.functions import RemoteFunction
from assay.stacks import is_own

__all__ = ["is_decorated", "may_compare"]

_ALSO: Final = {"__ne__": "__eq__", "__hash__": "__eq__"}
"""What another one follows from."""


def may_compare(cls: type, name: str) -> bool:
    """Whether a class lacks a comparison, and is just being decorated."""
    return not any(_defines(cls, each) for each in {name, _ALSO.get(name, name)}) and is_decorated(cls)


def _defines(cls: type, name: str) -> bool:
    found = [vars(base)[name] for base in cls.__mro__ if base is not object and name in vars(base)]
    return bool(found) and type(found[0]) is not RemoteFunction  # which another decorator has given it


def is_decorated(cls: type) -> bool:
    """Whether the test has called the submission, and what that gives takes the name of the class."""
    frame: types.FrameType | None = sys._getframe(1)
    while frame is not None and is_own(frame.f_code.co_filename):
        frame = frame.f_back
    if frame is None:
        return False
    following = (step for step in dis.get_instructions(frame.f_code) if step.offset > frame.f_lasti)
    for step in following:
        if step.opname.startswith("STORE_"):
            name = step.argval[0] if type(step.argval) is tuple else step.argval
            return bool(name == cls.__name__)
        if step.opname != "CALL" or step.arg != 0:  # of a decorator above it
            return False
    return False
