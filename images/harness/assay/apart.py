"""What writes and reads messages calls built-in functions as they were at first, whatever a test has put there.

``mock.patch("builtins.sum", side_effect=AssertionError)`` is meant for the submission. In one process nothing runs
between the two; here the code below would fail in the middle of a message.
"""

from __future__ import annotations

import builtins
import importlib.machinery
import sys
import types
from typing import Any

_BUILTINS = dict(vars(builtins))
_MODULES = frozenset(
    f"assay.{name}"
    for name in (
        "agent contexts copied copying describe driving enums forms functions handlers likeness link loans loops marks "
        "members mirrors modules names ops orders patches peer plain references refs remote scalars session shadow "
        "stream twins values withheld world wrong"
    ).split()
)


class _Finder:
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The ordinary spec of one of these modules, whose globals lead to those; None for any other."""
        spec = importlib.machinery.PathFinder.find_spec(name, path) if name in _MODULES else None
        if spec is None or spec.loader is None:
            return spec
        run = spec.loader.exec_module

        def exec_module(module: types.ModuleType) -> None:
            vars(module)["__builtins__"] = _BUILTINS
            run(module)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


sys.meta_path.insert(0, _Finder())
