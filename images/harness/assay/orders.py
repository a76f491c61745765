"""What the grader alone may ask: things to be done in the candidate's process, which serves whatever it is asked."""

from __future__ import annotations

import _tracemalloc
import ast
import decimal
import inspect
import os
import pickle
import random
import sys
import types
from collections.abc import Callable
from importlib import import_module, invalidate_caches, reload  # whatever a test puts in their place
from typing import TYPE_CHECKING, Any

from assay.logs import take_levels
from assay.measured import MEASURES
from assay.mirrors import dataclass_fields
from assay.stacks import frames
from assay.temporary import meet
from assay.unknown import weigh

if TYPE_CHECKING:
    from assay.peer import Peer

type Op = Callable[["Peer", Any, Any, list[Any], dict[str, Any]], Any]


def _import(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Import a module of the submission, anew if asked to: ``[is it a package, its file]`` with it."""
    if args and args[0]:
        sys.modules.pop(name, None)
    module = import_module(name)
    return [module, hasattr(module, "__path__"), getattr(module, "__file__", None), module.__doc__]


def _all(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> list[str]:
    found = getattr(obj, "__all__", None)
    return [entry for entry in vars(obj) if not entry.startswith("_")] if found is None else list(found)


def _probe(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Run a snippet; its last expression, or else the name ``result``, is the value."""
    namespace: dict[str, Any] = {"__name__": "probe", **kwargs}
    tree = ast.parse(args[0], "<probe>")
    last: Any = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<probe>", "exec"), namespace)
    if last is not None:
        return eval(compile(ast.Expression(last.value), "<probe>", "eval"), namespace)
    return namespace.get("result")


def _subclass(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> type:
    """The candidate-side half of a test-side subclass: its overrides call back."""
    bases, members, keywords = args
    namespace = {entry: _member(kind, value) for entry, kind, value in members}

    def fill(target: dict[str, Any]) -> None:
        target.update(namespace)

    cls = types.new_class(name, tuple(bases), keywords, fill)
    cls.__module__ = kwargs.get("module", "tests")
    home = sys.modules.setdefault(cls.__module__, types.ModuleType(cls.__module__))
    if type(home) is types.ModuleType and getattr(home, "__file__", None) is None:
        setattr(home, name, cls)  # where pickle looks for the class of an instance
    return cls


def _member(kind: str, value: Any) -> Any:
    if kind == "property":
        return property(*value)
    wrap = {"classmethod": classmethod, "staticmethod": staticmethod}.get(kind)
    return value if wrap is None else wrap(value)


def _setmember(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    setattr(obj, name, _member(*args[0]))


def _setfields(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """``dataclass`` of the test has looked at a subclass of the test's."""
    obj.__dataclass_fields__ = dataclass_fields(args[0], lambda value: value)


def _store(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """``object.__setattr__``, by which a frozen dataclass of the test sets what it is made with."""
    object.__setattr__(obj, name, *args)


def _new(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return super(obj, obj).__new__(obj, *args, **kwargs)


def _world(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Follow what the test did to its own process: environment, working directory, arguments, random state."""
    if "environ" in kwargs:
        changed, removed, restored = kwargs["environ"]
        os.environ.update(changed | {key: _environ[key] for key in restored if key in _environ})
        for key in (*removed, *(key for key in restored if key not in _environ)):
            os.environ.pop(key, None)
        peer.told_environ((*changed, *removed, *restored))
    if "cwd" in kwargs:
        _chdir(kwargs["cwd"] or _home)
    if "named" in kwargs:
        meet(kwargs["named"], False)
    if "path" in kwargs:
        sys.path[:] = [*kwargs["path"], *(entry for entry in sys.path if entry not in _paths)]
        _paths[:] = kwargs["path"]
        invalidate_caches()
    if "argv" in kwargs:
        sys.argv[:] = kwargs["argv"]
    if "recursion" in kwargs:
        sys.setrecursionlimit(kwargs["recursion"])
    if "decimal" in kwargs:
        context = decimal.getcontext()
        context.prec, context.rounding = kwargs["decimal"]
    if "trace" in kwargs:
        if kwargs["trace"]:
            _tracemalloc.start(kwargs["trace"])
        else:
            _tracemalloc.stop()
    if "levels" in kwargs:
        take_levels(kwargs["levels"].items())
    if "handlers" in kwargs:
        peer.told_handlers(kwargs["handlers"])
    if "modules" in kwargs:
        sys.modules.update(kwargs["modules"])
    if "random" in kwargs:
        version, state, gauss = kwargs["random"]
        random.setstate((version, tuple(state), gauss))


def began() -> None:
    """Note how the submission's process begins, for what a test puts back as it was."""
    _environ.update(os.environ)


def _measure(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return MEASURES[name]()


_chdir = os.chdir
_paths: list[str] = []  # where tests have had modules looked for
_environ: dict[str, str] = {}  # as the submission's process began
_home = "/work"
_patched: dict[tuple[str, str], tuple[bool, Any]] = {}


def _patch(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """A test patched an attribute of a library module (or class) that both processes have: patch it here too."""
    path, member = args
    target = _locate(path)
    if (path, name) not in _patched:
        _patched[path, name] = (name in vars(target), vars(target).get(name))
    if member is not None:
        setattr(target, name, _member(*member))
    elif name in vars(target):
        delattr(target, name)


def _unpatch(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    path = args[0]
    if (path, name) in _patched:
        had, original = _patched.pop((path, name))
        target = _locate(path)
        if had:
            setattr(target, name, original)
        elif name in vars(target):
            delattr(target, name)


def _locate(path: str) -> Any:
    module, _, qualname = path.partition(":")
    found: Any = sys.modules.get(module) or import_module(module)  # which may be what cannot run now
    for part in qualname.split("."):
        found = getattr(found, part) if part else found
    return found


def _pickle(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> bytes:
    return pickle.dumps(obj, args[0])


def _reload(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    sys.modules[obj.__name__] = obj  # as it is in the test's process, which may have taken it out and put it back
    reload(obj)


def _resolve(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """An object by module and qualified name, for a fresh process."""
    found: Any = import_module(name)
    for part in args[0].split(".") if args[0] else []:
        found = getattr(found, part)
    return found


def _collect(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> int:
    import gc

    return gc.collect(*args)


ORDERS: dict[str, Op] = {
    "import": _import,
    "all": _all,
    "probe": _probe,
    "subclass": _subclass,
    "setmember": _setmember,
    "setfields": _setfields,
    "store": _store,
    "new": _new,
    "world": _world,
    "weigh": lambda peer, obj, name, args, kwargs: weigh(obj, name, *args),
    "meet": lambda peer, obj, name, args, kwargs: meet(*args),
    "patch": _patch,
    "unpatch": _unpatch,
    "pickle": _pickle,
    "unpickle": lambda peer, obj, name, args, kwargs: pickle.loads(args[0]),
    "reload": _reload,
    "ping": lambda peer, obj, name, args, kwargs: None,
    "resolve": _resolve,
    "stack": lambda peer, obj, name, args, kwargs: frames(),
    "collect": _collect,
    "measure": _measure,
    "id": lambda peer, obj, name, args, kwargs: id(obj),
    "sizeof": lambda peer, obj, name, args, kwargs: sys.getsizeof(obj),
    "signature": lambda peer, obj, name, args, kwargs: inspect.signature(obj),
}
