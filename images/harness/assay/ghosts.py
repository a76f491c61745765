"""Placeholders for the submission's modules, so that tests can be collected without it.

A ghost absorbs whatever a test module does with names of the submission while it is
imported: attributes, calls, subclassing, decorating, subscripts, arithmetic. Where plain
Python needs a *value* (a truth, a length, the items of an iteration, a number, a text), the
answer comes from a ``Policy``, which notes that it was asked and where. Collecting with
contrasting answers tells whether the set of tests depends on such a value.
"""

from __future__ import annotations

import abc
import dataclasses
import dis
import functools
import importlib.abc
import importlib.machinery
import inspect
import os
import re
import sys
import types
import typing
import unittest
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

__all__ = ["CONTRASTS", "FALSY", "TRUTHY", "Answers", "Ghost", "GhostFinder", "GhostLimit", "GhostModule", "Policy"]

_MOST_NEEDS: Final = 100_000
_MOST_NOTES: Final = 20
_UNPACK: Final = dis.opmap["UNPACK_SEQUENCE"]
_UNPACK_REST: Final = dis.opmap["UNPACK_EX"]
_WORD: Final = re.compile(r"[A-Za-z_]\w*")
_STAR: Final = dis.opmap["CALL_INTRINSIC_1"]
_PUBLIC: Final = frozenset({"__author__", "__members__", "__subclasses__", "__version__"})
"""Names of the language's own form that a submission has, and no tool looks for."""
_ANY_CALL: Final = inspect.Signature(
    [
        inspect.Parameter("args", inspect.Parameter.VAR_POSITIONAL),
        inspect.Parameter("kwargs", inspect.Parameter.VAR_KEYWORD),
    ]
)


class GhostLimit(Exception):
    """Collecting asked for so many values that it will hardly end by itself."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """What ghosts answer where a value is needed."""

    truth: bool
    number: int  # also the length, and the number of items
    text: str


TRUTHY: Final = Answers(truth=True, number=1, text="a")
FALSY: Final = Answers(truth=False, number=0, text="")
CONTRASTS: Final = (TRUTHY, FALSY, Answers(truth=True, number=2, text="ab"), Answers(truth=False, number=2, text="ab"))
"""What may be otherwise with another submission, is with one of these."""


class Policy:
    """Answers, and the notes of who needed one. ``root`` is the folder of the tests."""

    def __init__(self, answers: Answers, root: str) -> None:
        self.answers: Final = answers
        self.needed: list[str] = []
        self.imported = False  # whether any ghost was
        self._root = os.path.join(root, "")
        self._needs = 0

    def need(self, ghost: str, what: str) -> Answers:
        """Notes that plain Python needs to know something. Raises ``GhostLimit``."""
        self._needs += 1
        if self._needs > _MOST_NEEDS:
            raise GhostLimit(f"{ghost}: more than {_MOST_NEEDS} values are needed to collect the tests")
        note = f"{self._place()}: {what} of {ghost}"
        if len(self.needed) < _MOST_NOTES and note not in self.needed:
            self.needed.append(note)
        return self.answers

    def _place(self) -> str:
        frame: types.FrameType | None = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename.startswith(self._root):
                return f"{frame.f_code.co_filename.removeprefix(self._root)}:{frame.f_lineno}"
            frame = frame.f_back
        return "the tests"


class _AbstractSubclassable(abc.ABCMeta):
    """Metaclass of what stands in as a base class, so that class attributes are absorbed too."""

    _ghost_policy: Policy

    def __getattr__(cls, name: str) -> Ghost:
        if not _is_plain(name):
            raise AttributeError(name)
        return Ghost(f"{cls.__name__}.{name}", cls._ghost_policy)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        # object() takes no arguments, but the submission's class may well do.
        if (cls.__init__, cls.__new__) == (object.__init__, object.__new__):  # type: ignore[misc,comparison-overlap]
            return super().__call__()
        return super().__call__(*args, **kwargs)


class _BaseMembers:
    """What instances of a test's subclass of a ghost have besides their own."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__()
        # pytest collects no class that has a constructor, and others may call one with arguments.
        if "__init__" in vars(cls) and not cls.__name__.startswith("Test"):
            base = next((base for base in cls.__mro__[1:] if _BaseMembers in base.__bases__), None)
            if base is not None:
                type.__setattr__(base, "__init__", lambda self, *args, **kwargs: None)

    def __getattr__(self, name: str) -> Ghost:
        if not _is_plain(name):
            raise AttributeError(name)
        policy: Policy = type(self)._ghost_policy  # type: ignore[attr-defined]
        return Ghost(f"{type(self).__name__}().{name}", policy)


class Ghost:
    """Whatever the submission might have put under a name, or returned."""

    def __init__(self, name: str, policy: Policy, *, named: bool = False) -> None:
        """``named`` ghosts are attributes, which may be classes or functions and have a ``__name__``."""
        self._ghost_name = name
        self._ghost_policy = policy
        self._ghost_taken = False
        if named:
            self.__name__ = self.__qualname__ = name.rpartition(".")[2]
            self.__module__ = name.partition(".")[0]
            self.__signature__ = _ANY_CALL
            if _looks_like_class(self.__name__):
                self.__bases__ = (Exception,)

    # Passing for a class where a class is due: pytest.raises(ghost), isinstance(ghost, type).

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type if self._ghost_is_class() else Ghost

    def __mro_entries__(self, bases: Sequence[object]) -> tuple[type, ...]:
        if next(base for base in bases if isinstance(base, Ghost)) is not self:
            return ()  # one stand-in is enough for all ghosts among the bases
        # A class has one metaclass: where another base brings its own, the stand-in has the plain one.
        others = {type(base) for base in bases if type(base) is not Ghost}
        meta = _AbstractSubclassable if all(issubclass(abc.ABCMeta, other) for other in others) else type
        members = {"_ghost_policy": self._ghost_policy, "__module__": __name__}
        return (meta(self.__dict__.get("__name__", "Ghost"), (_BaseMembers,), members),)

    def __instancecheck__(self, instance: object) -> bool:
        return self._ghost_need("the instances").truth

    def __subclasscheck__(self, cls: type) -> bool:
        return self._ghost_need("the subclasses").truth

    # Absorbing

    def __getattr__(self, name: str) -> Any:
        if name == "__file__":  # of `from package import module`
            return f"/work/{self._ghost_name.replace('.', '/')}.py"
        if not _is_plain(name):
            raise AttributeError(name)
        ghost = Ghost(f"{self._ghost_name}.{name}", self._ghost_policy, named=True)
        self.__dict__[name] = ghost
        return ghost

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and (type(args[0]) is _Helper or _stays_itself(args[0])):
            return self._ghost_decorated(args[0])
        return self._ghost_part("()")

    def __getitem__(self, key: object) -> Ghost:
        return self._ghost_part("[...]")

    def __setitem__(self, key: object, value: object) -> None:
        """Takes anything and forgets it."""

    def __delitem__(self, key: object) -> None:
        """Takes anything and forgets it."""

    def __enter__(self) -> Ghost:
        return self._ghost_part(".__enter__()")

    def __exit__(self, *error: object) -> None:
        """Swallows nothing."""

    def __copy__(self) -> Ghost:
        return self

    def __deepcopy__(self, memo: object) -> Ghost:
        return self

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return f"<{self._ghost_name}>"

    # Values

    def __bool__(self) -> bool:
        return self._ghost_is_class() or self._ghost_need("the truth").truth

    def __contains__(self, item: object) -> bool:
        return self._ghost_need("the content").truth

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if self._ghost_is_class() or sys._getframe(1).f_code.co_filename == typing.__file__:
            return False  # classes are equal to themselves only, and annotations are no tests
        return self._ghost_need("the value").truth

    def __lt__(self, other: object) -> bool:
        return self._ghost_need("the value").truth

    __le__ = __gt__ = __ge__ = __lt__

    def __len__(self) -> int:
        return self._ghost_need("the length").number

    def __index__(self) -> int:
        return self._ghost_need("the value").number

    __int__ = __index__

    def __float__(self) -> float:
        return float(self._ghost_need("the value").number)

    def __complex__(self) -> complex:
        return complex(self._ghost_need("the value").number)

    def __str__(self) -> str:
        if self._ghost_is_class():
            return f"<class {self._ghost_name!r}>"
        return self._ghost_need("the text").text

    def __format__(self, spec: str) -> str:
        return str(self)

    __fspath__ = __str__

    def __bytes__(self) -> bytes:
        return self._ghost_need("the text").text.encode()

    def __dir__(self) -> list[str]:
        return [self._ghost_need("the names").text] * self._ghost_policy.answers.number

    def __iter__(self) -> Iterator[Ghost]:
        wanted = _unpacked(sys._getframe(1))
        if wanted is None:
            wanted = self._ghost_need("the items").number
        return iter([self._ghost_part(f"[{i}]") for i in range(wanted)])

    def __next__(self) -> Ghost:
        if self._ghost_need("the items").number == 0 or self._ghost_taken:
            raise StopIteration
        self._ghost_taken = True
        return self._ghost_part("[0]")

    # Helpers

    def _ghost_need(self, what: str) -> Answers:
        return self._ghost_policy.need(self._ghost_name, what)

    def _ghost_is_class(self) -> bool:
        return "__bases__" in self.__dict__

    def _ghost_decorated(self, decorated: Any) -> Any:
        """What a test module defines, which must remain collectable; a helper may take other arguments than before."""
        plain = type(decorated) is types.FunctionType and not inspect.iscoroutinefunction(decorated)
        if not plain or decorated.__name__.startswith("test"):
            return decorated
        return _Helper(decorated, self)

    def _ghost_part(self, suffix: str) -> Ghost:
        name = self._ghost_name if len(self._ghost_name) > 80 else self._ghost_name + suffix
        return Ghost(name, self._ghost_policy)


class _Helper:
    """A function of the tests that the submission has decorated, whatever it can do now."""

    def __init__(self, function: Any, ghost: Ghost) -> None:
        functools.update_wrapper(self, function)
        self._ghost = ghost

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return self.__wrapped__(*args, **kwargs)
        except GhostLimit:
            raise
        except Exception:
            return self._ghost._ghost_part("()")

    def __get__(self, obj: Any, owner: type | None = None) -> Any:
        return self if obj is None else types.MethodType(self, obj)

    def __getattr__(self, name: str) -> Ghost:
        if not _is_plain(name):
            raise AttributeError(name)
        return self._ghost._ghost_part(f".{name}")


def _absorb(self: Ghost, *others: object) -> Ghost:
    return self._ghost_part("")


for _name in "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and or xor".split():
    for _prefix in ("", "r", "i"):
        setattr(Ghost, f"__{_prefix}{_name}__", _absorb)
for _name in "neg pos abs invert round trunc floor ceil reversed".split():
    setattr(Ghost, f"__{_name}__", _absorb)


class GhostModule(types.ModuleType):
    """A module of the submission, whatever may be in it."""

    def __init__(self, name: str, policy: Policy) -> None:
        super().__init__(name)
        self._ghost_policy = policy

    def __getattr__(self, name: str) -> Any:
        if name == "__all__":
            frame = sys._getframe(1)
            if frame.f_globals.get("__name__") == "importlib._bootstrap":
                return []  # looks for submodules to import
            starred = frame.f_code.co_code[frame.f_lasti] == _STAR
            return star_names(frame) if starred else Ghost(f"{self.__name__}.__all__", self._ghost_policy)
        if name == "__file__":
            return f"/work/{self.__name__.replace('.', '/')}.py"
        if not _is_plain(name):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        ghost = Ghost(f"{self.__name__}.{name}", self._ghost_policy, named=True)
        setattr(self, name, ghost)
        return ghost

    @property
    def __dict__(self) -> Any:  # type: ignore[override]
        return Ghost(f"vars({self.__name__})", self._ghost_policy)

    def __dir__(self) -> list[str]:
        answers = self._ghost_policy.need(self.__name__, "the names")
        return [answers.text] * answers.number


class GhostFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers for modules of the submission; ``names`` are their top-level names."""

    def __init__(self, names: frozenset[str], policy: Policy) -> None:
        self._names = names
        self._policy = policy

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Gives a spec for every module below a known top-level name."""
        if fullname.partition(".")[0] not in self._names:
            return None
        origin = f"/work/{fullname.replace('.', '/')}.py"
        return importlib.machinery.ModuleSpec(fullname, self, origin=origin, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        """Makes the ghost."""
        self._policy.imported = True
        return GhostModule(spec.name, self._policy)

    def exec_module(self, module: types.ModuleType) -> None:
        """Does nothing: a ghost has no code."""


def _is_plain(name: str) -> bool:
    """Tells names that a submission has from those by which tools look for their own marks."""
    if name.startswith("__") and name.endswith("__"):
        return name in _PUBLIC
    return not name.startswith(("_pytest", "_ghost", "pytest", "is_hypothesis", "_hypothesis"))


def _looks_like_class(name: str) -> bool:
    return name[:1].isupper() and not (len(name) > 1 and name.isupper())


def _stays_itself(decorated: object) -> bool:
    if isinstance(decorated, types.FunctionType | staticmethod | classmethod):
        return getattr(decorated, "__name__", "") != "<lambda>"  # which is an argument
    if type(decorated) is Ghost or not isinstance(decorated, type):
        return False
    return decorated.__name__.startswith("Test") or issubclass(decorated, unittest.TestCase)


def _unpacked(frame: types.FrameType) -> int | None:
    """Gives how many items ``a, b = ghost`` asks for: the test's own syntax says so."""
    at = frame.f_lasti
    code = frame.f_code.co_code
    if code[at] == _UNPACK:
        return code[at + 1]
    if code[at] == _UNPACK_REST:
        return code[at + 1]  # those before the starred one; those after are in an extended argument
    return None


def _parts(constants: Iterable[object]) -> Iterator[object]:
    for constant in constants:
        if isinstance(constant, tuple | frozenset):
            yield from _parts(constant)
        else:
            yield constant


def is_text(frame: types.FrameType) -> bool:
    """Whether a frame runs code that a test has compiled itself, so that what it uses is not to be seen."""
    return frame.f_code.co_filename.startswith("<")


def star_names(frame: types.FrameType) -> list[str]:
    """Gives the names that a module doing ``from ghost import *`` uses, does not have and does not define.

    One that it defines later would take its place in the module, and tests run in the order of their places.
    """
    names: set[str] = set()
    texts: list[str] = []
    codes = [frame.f_code]
    while is_text(frame) and frame.f_back is not None:  # exec("from ghost import *"): by the code that runs it
        frame = frame.f_back
        codes.append(frame.f_code)
    while codes:
        code = codes.pop()
        names.update(code.co_names)
        codes += [const for const in code.co_consts if isinstance(const, types.CodeType)]
        texts += [const for const in _parts(code.co_consts) if isinstance(const, str)]
    if not names.isdisjoint(("exec", "eval")):  # assert statements as texts
        names.update(word for text in texts for word in _WORD.findall(text))
    known = {*frame.f_globals, *dir(__builtins__ if isinstance(__builtins__, types.ModuleType) else object)}
    known.update(__builtins__ if isinstance(__builtins__, dict) else ())
    known.update(i.argval for i in dis.get_instructions(frame.f_code) if i.opname == "STORE_NAME")
    xunit = ("setup", "teardown", "setUp", "tearDown", "load_tests")
    return sorted(n for n in names - known if _is_plain(n) and not n.startswith(("_", *xunit)))
