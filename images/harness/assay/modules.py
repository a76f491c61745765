"""Modules of the submission, as the grader's import system and tests see them."""

from __future__ import annotations

import builtins
import opcode
import sys
import types
from collections.abc import Iterator, MutableMapping
from typing import Any

from assay.describe import own
from assay.errors import CannotCross
from assay.functions import RemoteFunction
from assay.judging import TELLING_METHODS, name_class, told
from assay.refs import UNASKED, Ref
from assay.stacks import replaces_super


_IMPORT_STAR = opcode.opmap["CALL_INTRINSIC_1"]
_module_dict: Any = vars(types.ModuleType)["__dict__"].__get__


_UNCHANGING = (tuple, frozenset, str, bytes, int, float, complex)


def _same(known: Any, value: Any) -> bool:
    """Whether a constant that crossed again is the one that crossed before; containers in it have an identity."""
    if type(known) is not type(value):
        return False
    if type(value) is tuple:
        return len(known) == len(value) and all(map(_same, known, value))
    return known is value or type(value) in _UNCHANGING and repr(known) == repr(value)


_CATCHING = (BaseException, Exception, AssertionError)


def refuse_to_catch(name: str, value: Any) -> None:
    """Refuse an exception of the submission's that is one of Python's, under which a failed assertion is caught.

    ``try: stack.pop(); assert False`` ``except EmptyStack: pass`` would pass whatever ``pop`` does.
    """
    kinds = value if type(value) is tuple else (value,)
    if any(kind is caught for kind in kinds for caught in _CATCHING) and name not in vars(builtins):
        raise CannotCross(
            f"{name} of the submission is Python's own {kinds[0].__name__}, which a test that fails raises as well; "
            "it has to be a class of the submission's"
        )


def is_definition(value: Any) -> bool:
    """Whether a module's attribute is a function or class of the submission, which hardly ever changes."""
    if type(value) is RemoteFunction:
        desc = value._assay_ref.desc
        return not desc.get("bound") and not desc.get("builtin")
    return isinstance(value, type) and "_assay_class" in own(value)


class RemoteModule(types.ModuleType):
    """A module of the submission."""

    _assay_ref: Ref

    def __init__(self, name: str) -> None:
        super().__init__(name)
        types.ModuleType.__setattr__(self, "_assay_seen", {})

    def __getattr__(self, name: str) -> Any:
        ref: Ref = types.ModuleType.__getattribute__(self, "_assay_ref")
        if name in UNASKED and name != "__test__" or name in ("__path__", "__wrapped__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if name == "__all__":
            return self._assay_all(sys._getframe(1))
        value = ref.ask("get", name)
        refuse_to_catch(name, value)
        name_class(value)
        if name in TELLING_METHODS and sys.modules.get(self.__name__) is not self:
            value = told(name, value)  # of something that was returned, not what the test imports
        if type(value) in _UNCHANGING:
            value = self._assay_again(name, value)
        if is_definition(value):  # the candidate's half says when the name stops meaning this
            types.ModuleType.__setattr__(self, name, value)
        return value

    def _assay_again(self, name: str, value: Any) -> Any:
        """The object that was here under this name before, if the constant is still the same."""
        seen: dict[str, Any] = types.ModuleType.__getattribute__(self, "_assay_seen")
        known = seen.get(name)
        if not _same(known, value):
            seen[name] = known = value
        return known

    def _assay_all(self, frame: types.FrameType) -> Any:
        """``__all__``; for ``import *``, what the importing code uses and neither it nor Python has.

        So no ``sorted`` and no ``pytest`` of the candidate's slips into a test module.
        """
        ref: Ref = types.ModuleType.__getattribute__(self, "_assay_ref")
        if frame.f_code.co_code[frame.f_lasti] != _IMPORT_STAR:
            return ref.ask("get", "__all__")
        from assay.ghosts import is_text, star_names  # only tests, never the candidate's process, come this way

        if is_text(frame):
            return [entry for entry in ref.ask("all") if entry not in frame.f_locals and entry not in vars(builtins)]
        wanted = set(star_names(frame))
        return [entry for entry in ref.ask("all") if entry in wanted]

    def __setattr__(self, name: str, value: Any) -> None:
        submodule = isinstance(value, types.ModuleType) and value.__name__ == f"{self.__name__}.{name}"
        if name in _MODULE_OWN or submodule:  # set by the import system; over there it is set already
            types.ModuleType.__setattr__(self, name, value)
        else:
            if name == "super":
                replaces_super(value)
            self._assay_forget(name)
            types.ModuleType.__getattribute__(self, "_assay_ref").ask("set", name, (value,))

    def _assay_forget(self, name: str) -> None:
        """Ask again what a name means."""
        if name in _module_dict(self) and name not in _MODULE_OWN:
            types.ModuleType.__delattr__(self, name)

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        return RemoteNamespace(self)

    def __delattr__(self, name: str) -> None:
        self._assay_forget(name)
        types.ModuleType.__getattribute__(self, "_assay_ref").ask("del", name)

    def __repr__(self) -> str:
        return f"<module {self.__name__!r} from {self.__file__!r}>"

    def __dir__(self) -> list[str]:
        return list(types.ModuleType.__getattribute__(self, "_assay_ref").ask("dir"))


class RemoteNamespace(MutableMapping[str, Any]):
    """``vars(module)`` of a module of the submission: read when asked, and written there."""

    def __init__(self, module: RemoteModule) -> None:
        self._module = module

    def __getitem__(self, name: str) -> Any:
        try:
            return getattr(self._module, name)
        except AttributeError as error:
            raise KeyError(name) from error

    def __setitem__(self, name: str, value: Any) -> None:
        setattr(self._module, name, value)

    def __delitem__(self, name: str) -> None:
        try:
            delattr(self._module, name)
        except AttributeError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        return iter(dir(self._module))

    def __len__(self) -> int:
        return len(dir(self._module))

    def copy(self) -> dict[str, Any]:
        """All of it, as ``doctest`` and others take it."""
        return dict(self)


_MODULE_OWN = frozenset(
    {"__spec__", "__loader__", "__package__", "__path__", "__file__", "__cached__", "_assay_ref", "__class__"}
)
