"""Assay's own code calls built-in functions as they were at first, whatever a test has put in their place.

``mock.patch("builtins.sum", side_effect=AssertionError)`` is meant for the submission. In one process nothing runs
between the two; here a message is written and read, by code that would fail in the middle of it.
"""

from __future__ import annotations

import builtins
import importlib.machinery
import sys
import types
from typing import Any

_BUILTINS = dict(vars(builtins))


class _Finder:
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The ordinary spec of one of Assay's modules, whose globals lead to those; None for any other."""
        spec = importlib.machinery.PathFinder.find_spec(name, path) if name.startswith("assay.") else None
        if spec is None or spec.loader is None:
            return spec
        run = spec.loader.exec_module

        def exec_module(module: types.ModuleType) -> None:
            vars(module)["__builtins__"] = _BUILTINS
            run(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


sys.meta_path.insert(0, _Finder())
