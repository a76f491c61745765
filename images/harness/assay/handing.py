"""Data files of a suite that a test names in a call: from then on the submission can read them, under the same path.

In one process ``solution.load("tests/data/small.csv")`` simply works. Nothing else of the tests is to be seen: no
module, no settings, and no file that no test has named.
"""

from __future__ import annotations

import fnmatch
import os
import pathlib
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

__all__ = ["Handing"]

_KEPT: Final = ("conftest.py", "test_*.py", "*_test.py", "pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg", ".*")
_LONGEST: Final = 4096  # characters of a path
_DEEPEST: Final = 3  # lists within lists
_GROUPS: Final = (list, tuple, set, frozenset)


class Handing:
    """``files`` are the suite's, by their paths below ``root``; ``give`` puts one of them where it is to be read."""

    def __init__(self, root: str, files: Mapping[str, bytes], give: Callable[[str, bytes, bool], None]) -> None:
        self._root = root
        self._files = {path: data for path, data in files.items() if _is_data(path)}
        self._give = give
        self._given: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._files)

    def note(self, values: Iterable[Any], depth: int = 0) -> None:
        """Look for paths among the arguments of a call."""
        for value in values:
            kind = type(value)
            if kind is str or issubclass(kind, pathlib.PurePath):
                self._name(os.fspath(value))
            elif depth < _DEEPEST and kind in _GROUPS:
                self.note(value, depth + 1)
            elif depth < _DEEPEST and kind is dict:
                self.note(value.values(), depth + 1)

    def _name(self, path: Any) -> None:
        if type(path) is not str or path in self._given or not 0 < len(path) < _LONGEST:
            return
        if os.path.isabs(path):
            file = os.path.normpath(path).removeprefix(self._root + "/")
            found = [each for each in self._files if each == file or each.startswith(f"{file}/")]
        else:  # beside the tests, where they begin
            file = os.path.normpath(path)
            found = [file] if file in self._files else []
        for each in found:
            if os.path.join(self._root, each) not in _sources():
                self._give(each, self._files[each], os.path.isabs(path))
        if found:
            self._given.add(path)


def _is_data(path: str) -> bool:
    return not any(fnmatch.fnmatch(part, kept) for part in path.split("/") for kept in _KEPT)


def _sources() -> set[str | None]:
    """The files of the modules that the tests have imported."""
    return {getattr(module, "__file__", None) for module in list(sys.modules.values())}
