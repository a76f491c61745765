"""Tests that skip themselves while they run, for reasons that a submission has no part in.

``if n > 1000: pytest.skip("takes too long")`` looks at the test's own parameters. Such a skip is what pytest takes it
for. Any other may have been caused by the submission, and is no pass.
"""

from __future__ import annotations

import inspect
import sys
import types
import unittest
from collections.abc import Iterator
from typing import Any, Final

import pytest

from assay.remote import ref_of

__all__ = ["is_the_tests_own"]

_SKIPPING: Final = frozenset({"skip", "skipTest"})
_ONCE: Final = ("setUpClass", "setup_class", "setUpModule", "setup_module")


def is_the_tests_own(item: pytest.Item, error: BaseException | None) -> bool:
    """Whether nothing that the submission gave can have led to this skip, if the test has asked it nothing.

    The test's own function has skipped, and knows only its parameters, libraries, and the submission's names.
    """
    function = inspect.unwrap(getattr(item, "function", None) or (lambda: None))
    if not isinstance(item, pytest.Function) or type(function) is not types.FunctionType or error is None:
        return False
    code, frames = function.__code__, _frames(error)
    if code not in frames or any(each.co_name not in _SKIPPING for each in frames[frames.index(code) + 1 :]):
        return False
    if code.co_freevars or function.__defaults__ or function.__kwdefaults__:
        return False
    known = {**function.__globals__, **dict(_members(item.cls))}
    return all(map(_says_nothing, (known[name] for name in _names(code) if name in known))) and _is_alone(item)


def _frames(error: BaseException) -> list[types.CodeType]:
    found = []
    trace = error.__traceback__
    while trace is not None:
        found.append(trace.tb_frame.f_code)
        trace = trace.tb_next
    return found


def _names(code: types.CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names(constant)


def _members(cls: type | None) -> Iterator[tuple[str, Any]]:
    for base in reversed(cls.__mro__[:-1] if cls is not None else ()):
        if not base.__module__.startswith("unittest"):
            yield from vars(base).items()


def _says_nothing(value: Any) -> bool:
    """Whether a name of the test's is a module, of a library, or the submission's, which would have been asked."""
    if isinstance(value, types.ModuleType) or ref_of(value) is not None:
        return True
    if not isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)):
        return False
    file = getattr(sys.modules.get(str(value.__module__)), "__file__", None)
    return file is None or str(file).startswith("/usr/lib/python3")


def _is_alone(item: pytest.Function) -> bool:
    """Whether no fixture, and nothing that runs once for many tests, may have brought something from elsewhere."""
    scopes = [item.cls, item.module] if item.cls is not None else [item.module]
    if any(name in vars(base) for scope in scopes for base in _scopes(scope) for name in _ONCE):
        return False
    fixtures = item._fixtureinfo.name2fixturedefs
    parameters = getattr(getattr(item, "callspec", None), "params", {})
    if any(ref_of(value) is not None for value in parameters.values()):
        return False
    return all(
        each[-1].func.__module__.startswith(("_pytest.", "pytest_asyncio"))
        for name, each in fixtures.items()
        if name not in parameters
    )


def _scopes(scope: Any) -> list[Any]:
    if not isinstance(scope, type):
        return [scope]
    return [base for base in scope.__mro__[:-1] if base is not unittest.TestCase]
