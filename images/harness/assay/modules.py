"""Modules of the submission, as the grader's import system and tests see them."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Any

from assay.refs import UNASKED, Ref


class RemoteModule(types.ModuleType):
    """A module of the submission."""

    _assay_ref: Ref

    def __getattr__(self, name: str) -> Any:
        ref: Ref = types.ModuleType.__getattribute__(self, "_assay_ref")
        if name in UNASKED or name in ("__path__", "__wrapped__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if name == "__all__":
            return ref.ask("all")
        return ref.ask("get", name)

    def __setattr__(self, name: str, value: Any) -> None:
        submodule = isinstance(value, types.ModuleType) and value.__name__ == f"{self.__name__}.{name}"
        if name in _MODULE_OWN or submodule:  # set by the import system; over there it is set already
            types.ModuleType.__setattr__(self, name, value)
        else:
            types.ModuleType.__getattribute__(self, "_assay_ref").ask("set", name, (value,))

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        return RemoteNamespace(self)

    def __delattr__(self, name: str) -> None:
        types.ModuleType.__getattribute__(self, "_assay_ref").ask("del", name)

    def __dir__(self) -> list[str]:
        return list(types.ModuleType.__getattribute__(self, "_assay_ref").ask("dir"))


class RemoteNamespace(Mapping[str, Any]):
    """``vars(module)`` of a module of the submission: read when asked."""

    def __init__(self, module: RemoteModule) -> None:
        self._module = module

    def __getitem__(self, name: str) -> Any:
        try:
            return getattr(self._module, name)
        except AttributeError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        return iter(dir(self._module))

    def __len__(self) -> int:
        return len(dir(self._module))


_MODULE_OWN = frozenset(
    {"__spec__", "__loader__", "__package__", "__path__", "__file__", "__cached__", "_assay_ref", "__class__"}
)
