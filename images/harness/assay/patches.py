"""Patches of the standard library: what a test puts in its place is in place for the submission as well.

A module that tests patch most reports every attribute set (``assay.world``). Other modules, the library's classes and
``sys`` report nothing, so what sets their attributes does: mock and monkeypatch.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Callable
from typing import Any

from assay.importing import when_imported

__all__ = ["MISSING", "hook_setters", "is_followed", "present", "target_of"]

MISSING: Any = object()
# What steers the tests' process, or has been hooked there and in the other one.
_OWN = frozenset("_pytest abc assay enum gc importlib inspect pytest tracemalloc types typing unittest weakref".split())
_SOME = {
    "sys": frozenset("exit platform version version_info maxsize byteorder getsizeof getrefcount executable".split()),
    "importlib": frozenset({"import_module", "reload"}),
}

type Follow = Callable[[str, str, Any, Any], None]


def hook_setters(follow: Follow) -> None:
    """Call ``follow(target, name, before, now)`` for each patch by those two of what reports none itself."""
    for name in ("unittest.mock", "_pytest.monkeypatch"):
        when_imported(name, lambda module: _hook(module, follow))


def target_of(path: str) -> Any:
    """What ``module`` or ``module:class`` names, which is there; None if it is not."""
    module, _, qualname = path.partition(":")
    found: Any = sys.modules.get(module)
    for part in qualname.split(".") if qualname else ():
        found = getattr(found, part, None)
    return found


def present(path: str, name: str) -> Any:
    """The attribute of that name itself, not what it is bound to; ``MISSING`` if there is none."""
    return vars(target_of(path)).get(name, MISSING)


def _path(target: Any, name: str) -> str | None:
    """The target's name, if patches of it are followed."""
    some = _SOME.get(target.__name__) if type(target) is types.ModuleType else None
    if some is not None:
        return target.__name__ if name in some else None
    if type(target) is types.ModuleType:
        path = target.__name__
    elif isinstance(target, type) and type(target.__module__) is str:
        path = f"{target.__module__}:{target.__qualname__}"
    else:
        return None
    return path if is_followed(path.partition(":")[0]) and target_of(path) is target else None


def is_followed(module: str) -> bool:
    """Whether all patches of a module are followed."""
    root = module.partition(".")[0]
    return root in sys.stdlib_module_names and root not in _OWN and module not in _SOME


def _hook(module: types.ModuleType, follow: Follow) -> None:
    def hooked(change: Callable[..., None]) -> Callable[..., None]:
        def changed(target: Any, name: str, *value: Any) -> None:
            path = _path(target, name)
            before = MISSING if path is None else present(path, name)
            change(target, name, *value)
            if path is not None:
                follow(path, name, before, present(path, name))

        return changed

    vars(module).update(setattr=hooked(setattr), delattr=hooked(delattr))
