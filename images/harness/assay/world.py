"""Follows what a test does to its own process, so that the candidate sees it as if it shared that process.

Patched attributes of library modules (by any tool: monkeypatch, mock or plain assignment), environment variables,
the working directory below the scratch folder, ``sys.argv``, the state of ``random`` and ``tracemalloc``, levels of
loggers, and modules of the submission that are imported anew are passed on before the next request. ``gc.collect``
collects on both sides; a ``weakref.ref`` to a candidate's object is a weak reference there.
"""

from __future__ import annotations

import decimal
import functools
import gc
import os
import random
import sys
import threading
import types
import weakref
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from assay import logs
from assay.folder import ALIKE
from assay.functions import RemoteFunction
from assay.importing import spec_and_then
from assay.looking import hook_looking
from assay.measuring import hook_measuring
from assay.modules import RemoteModule
from assay.names import WATCHED
from assay.patches import MISSING, hook_setters, is_followed, present
from assay.remote import RemoteMeta, ref_of
from assay.members import describe_member
from assay.stacks import hook_callers, hook_stacks
from assay.values import as_name

if TYPE_CHECKING:
    from assay.session import Session

_UNFOLLOWED = frozenset(
    "stdin stdout stderr last_exc last_type last_value last_traceback meta_path path modules path_hooks "
    "path_importer_cache excepthook unraisablehook breakpointhook displayhook settrace __import__ "
    "__breakpointhook__ dont_write_bytecode _ environ lastResort raiseExceptions root ps1 ps2".split()
)

type Ask = Callable[[str, int, str | None, tuple[Any, ...], dict[str, Any]], Any]


class World:
    """What the candidate's process has been told so far. ``scratch`` is the folder both sides see."""

    def __init__(self, scratch: str) -> None:
        self._scratch = scratch
        self._watched = _watched_class(self)
        self._base_env = _env()
        self._env_changed = True
        self._env_lock = threading.RLock()  # guards what the candidate has been told of the environment
        self._env_told = dict(self._base_env)
        self.argv = list(sys.argv)  # as the candidate knows them
        self._path = set(sys.path)  # of this process itself
        self.paths = len(sys.path)  # as it was when the candidate was told last
        self.stirred = True  # whether anything else may be news, but for the decimal context
        self._recursion_limit = sys.getrecursionlimit()
        self._traced = 0  # frames that tracemalloc keeps for a test
        self._dirty: dict[str, Any] = {}
        self._patched: dict[tuple[str, str], Any] = {}
        self._patches: dict[tuple[str, str], Any] = {}
        self._telling = False
        self.remade: dict[str, Any] = {}  # modules of the submission that were imported anew, as the candidate has them
        self.decimal_told: tuple[int, str] | None = None  # None: no test has asked for its decimal context

    def install(self, session: Session) -> None:
        """Begin to watch."""
        self._watch()
        hook_setters(self.patched)
        hook_environ(self._environ_changed)
        _hook_random(self)
        _hook_chdir(self)
        _hook_gc(session)
        hook_weakref()
        hook_stacks(session)
        hook_callers(session)
        hook_looking(session)
        hook_measuring(session)
        logs.hook_levels(self._level_set)
        _hook_recursion_limit(self)
        _hook_decimal(self)

    def _watch(self) -> None:
        for name in WATCHED:
            _watch_module(sys.modules.get(name), self._watched)
        sys.meta_path.insert(0, _Finder(self._watched))

    def library(self, name: Any, parts: list[Any]) -> types.ModuleType | None:
        """A module of the standard library that has been imported here, with its ``parts``, if patches are followed.

        Those of this one are, from now on.
        """
        found = sys.modules.get(name) if type(name) is str else None
        if found is None or not is_followed(name) or not {*map(as_name, parts)} <= vars(found).keys():
            return None
        _watch_module(found, self._watched)
        return found

    def fresh(self) -> None:
        """A new candidate process knows nothing: tell it everything that still holds."""
        self._env_changed, self._env_told, self.stirred = True, dict(self._base_env), True
        self.remade.clear()
        if self.decimal_told is not None:
            self.decimal_told = _DECIMAL_AT_FIRST
        self._dirty = {key: value for key, value in self._dirty.items() if key == "cwd"}
        if sys.getrecursionlimit() != self._recursion_limit:
            self._dirty["recursion"] = sys.getrecursionlimit()
        self._dirty["levels"] = logs.levels()
        if self._traced:
            self._dirty["trace"] = self._traced
        if os.getcwd().startswith(self._scratch) or os.getcwd() in ALIKE:
            self._dirty["cwd"] = os.getcwd()
        if path := self._shared_path():
            self._dirty["path"] = path
        for key in self._patched:
            self._patches.setdefault(key, present(*key))

    def _shared_path(self) -> list[str]:
        """The folders that a test has modules looked for in, where the candidate can read."""
        return [entry for entry in sys.path if str(entry).startswith(self._scratch) and entry not in self._path]

    def patched(self, target: str, name: str, before: Any, now: Any) -> None:
        """An attribute of a library module, or ``module:class``, was set or deleted."""
        key = (target, name)
        original = self._patched.setdefault(key, before)
        if now is original:
            del self._patched[key]
        self._patches[key] = now
        self.stirred = True

    def changed(self, what: str, value: Any) -> None:
        """Something else of the process changed."""
        self._dirty[what] = value
        self.stirred = True

    def _level_set(self, name: str, level: int) -> None:
        self.changed("levels", {**self._dirty.get("levels", {}), name: level})

    def trace(self, frames: int) -> None:
        """``tracemalloc`` was started for so many frames, or stopped: 0."""
        self._traced = frames
        self.changed("trace", frames)

    def _environ_changed(self) -> None:
        self._env_changed = self.stirred = True

    def heard_environ(self, changed: Mapping[str, str], removed: Iterable[str]) -> None:
        """The candidate set and removed environment variables. It is not told of what it did itself."""
        with self._env_lock:
            for key, value in changed.items():
                os.environ[key] = self._env_told[key] = value
            for key in removed:
                os.environ.pop(key, None)
                self._env_told.pop(key, None)

    def _environ(self, keys: set[str]) -> tuple[dict[str, str], list[str], list[str]]:
        """Variables as the candidate is told of them: changed, removed, and again as they were at first."""
        with self._env_lock:
            now, base = _env(), self._base_env
            self._env_told.update({key: now[key] for key in keys if key in now})
            for key in keys - now.keys():
                self._env_told.pop(key, None)
        restored = [key for key in keys if now.get(key) == base.get(key)]
        changed = {key: now[key] for key in keys.difference(restored) if key in now}
        return changed, [key for key in keys.difference(restored) if key not in now], restored

    def news(self) -> bool:
        """Whether there is anything the candidate must be told before the next request."""
        if self._telling:
            return False
        self.stirred = False
        if self._env_changed:
            self._env_changed = False
            with self._env_lock:
                env, told = _env(), self._env_told
                moved = {key for key in (*env, *told) if env.get(key) != told.get(key)}
            if moved:
                self._dirty["environ"] = moved | self._dirty.get("environ", set())
        if sys.argv != self.argv:
            self.argv = list(sys.argv)
            self._dirty["argv"] = self.argv
        if len(sys.path) != self.paths:
            self.paths = len(sys.path)
            self._dirty["path"] = self._shared_path()
        for name, module in self.remade.items():
            present = sys.modules.get(name)
            if present is not module and isinstance(present, RemoteModule):
                self._dirty.setdefault("modules", {})[name] = self.remade[name] = present
        if self.decimal_told is not None and self.decimal_told != (now := _decimal_context()):
            self._dirty["decimal"] = self.decimal_told = now
        return bool(self._dirty or self._patches)

    def tell(self, ask: Ask) -> None:
        """Tell it."""
        self._telling = True
        try:
            dirty, self._dirty = self._dirty, {}
            if "environ" in dirty:
                dirty["environ"] = self._environ(dirty["environ"])
            if dirty:
                ask("world", 0, None, (), dirty)
            patches, self._patches = self._patches, {}
            for (module, name), value in patches.items():
                if (module, name) in self._patched:
                    member = None if value is MISSING else describe_member(value)
                    ask("patch", 0, name, (module, member), {})
                else:
                    ask("unpatch", 0, name, (module,), {})
        finally:
            self._telling = False


def _env() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}


def _watched_class(world: World) -> type[types.ModuleType]:
    class Watched(types.ModuleType):
        """A library module that reports what tests patch."""

        def __setattr__(self, name: str, value: Any) -> None:
            before = self.__dict__.get(name, MISSING)
            super().__setattr__(name, value)
            if name not in _UNFOLLOWED and value is not before:
                world.patched(self.__name__, name, before, value)

        def __delattr__(self, name: str) -> None:
            before = self.__dict__.get(name, MISSING)
            super().__delattr__(name)
            if name not in _UNFOLLOWED:
                world.patched(self.__name__, name, before, MISSING)

    return Watched


def _watch_module(module: types.ModuleType | None, watched: type[types.ModuleType]) -> None:
    if type(module) is types.ModuleType:
        module.__class__ = watched


class _Finder:
    """Watches, from the moment it is imported, a module that a test imports or names in a patch."""

    def __init__(self, watched: type[types.ModuleType]) -> None:
        self._watched = watched

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The ordinary spec of a module to watch, with its loader extended; None for any other."""
        if name not in WATCHED:
            return None
        return spec_and_then(name, path, lambda module: _watch_module(module, self._watched))


def hook_environ(changed: Callable[[], None]) -> None:
    """Have ``changed`` called after every change of an environment variable."""
    kind: Any = type(os.environ)
    for name in ("__setitem__", "__delitem__"):
        original = getattr(kind, name)

        def hooked(self: Any, *args: Any, original: Any = original) -> None:
            original(self, *args)
            changed()

        setattr(kind, name, hooked)


def _hook_random(world: World) -> None:
    def follow(original: Callable[..., Any]) -> Callable[..., Any]:
        def hooked(*args: Any, **kwargs: Any) -> Any:
            result = original(*args, **kwargs)
            world.changed("random", random.getstate())
            return result

        return hooked

    random.__dict__["seed"] = follow(random.seed)
    random.__dict__["setstate"] = follow(random.setstate)


def _hook_chdir(world: World) -> None:
    original = os.chdir

    def chdir(path: Any) -> None:
        original(path)
        here = os.getcwd()
        world.changed("cwd", here if here.startswith(world._scratch) or here in ALIKE else "")

    os.__dict__["chdir"] = chdir


def _hook_recursion_limit(world: World) -> None:
    original = sys.setrecursionlimit

    def setrecursionlimit(limit: int, /) -> None:
        original(limit)
        if not sys._getframe(1).f_globals.get("__name__", "").startswith("hypothesis."):  # it does so for each example
            world.changed("recursion", limit)

    sys.setrecursionlimit = setrecursionlimit


_DECIMAL_AT_FIRST = (decimal.DefaultContext.prec, decimal.DefaultContext.rounding)


def _decimal_context() -> tuple[int, str]:
    context = _getcontext()
    return context.prec, context.rounding


_getcontext = decimal.getcontext


def _hook_decimal(world: World) -> None:
    """Once a test has asked for its context, see before each request whether that has changed."""

    def follow(original: Callable[..., Any]) -> Callable[..., Any]:
        def hooked(*args: Any, **kwargs: Any) -> Any:
            if world.decimal_told is None:
                world.decimal_told = _DECIMAL_AT_FIRST
            return original(*args, **kwargs)

        return hooked

    for name in ("getcontext", "setcontext", "localcontext"):
        vars(decimal)[name] = functools.wraps(getattr(decimal, name))(follow(getattr(decimal, name)))


def _hook_gc(session: Session) -> None:
    original = gc.collect

    def collect(generation: int = 2) -> int:
        found = original(generation)
        if (peer := session.present()) is not None:
            found += peer.ask("collect", 0, None, (generation,), {})
        return found

    gc.collect = collect


class RemoteWeakref:
    """A weak reference to a candidate's object: alive as long as that object is, there."""

    __slots__ = ("__weakref__", "_remote", "_hash")

    def __init__(self, obj: Any, callback: Any = None) -> None:
        ref = ref_of(obj)
        assert ref is not None  # noqa: S101 - the caller has checked
        self._remote = ref.ask("weak", None, () if callback is None else (lambda _: callback(self),))
        self._hash = id(ref)

    def __call__(self) -> Any:
        return self._remote()

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return weakref.ReferenceType

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (type(other) is RemoteWeakref and self() is not None and self() == other())


def hook_weakref() -> None:
    """Make ``weakref.ref`` and ``weakref.WeakMethod`` look through stand-ins, in either process."""
    original: Any = weakref.ref
    method: Any = weakref.WeakMethod

    class WeakMethod(method):  # type: ignore[misc]
        def __new__(cls, meth: Any, callback: Any = None) -> Any:
            ref = ref_of(meth)
            if ref is not None and ref.desc.get("bound"):
                return RemoteWeakref(meth, callback)
            return method.__new__(cls, meth, callback)

    weakref.WeakMethod = WeakMethod  # type: ignore[misc]

    class Meta(type):
        def __instancecheck__(cls, obj: Any) -> bool:
            return isinstance(obj, original)

    class ref(original, metaclass=Meta):  # type: ignore[misc]  # noqa: N801 - takes the place of weakref.ref
        def __new__(cls, obj: Any, callback: Any = None, /) -> Any:
            if cls is ref and isinstance(type(obj), RemoteMeta) and ref_of(obj) is not None:
                return RemoteWeakref(obj, callback)
            return original.__new__(cls if cls is not ref else original, obj, callback)

    weakref.ref = ref


__all__ = ["RemoteFunction", "RemoteWeakref", "World"]
