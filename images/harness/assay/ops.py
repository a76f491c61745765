"""What one process may ask of an object that the other has lent it.

The candidate's process does anything for the grader. The grader does only what :data:`ALLOWED` lists, and only to
public names: calls, public attributes and operators, never a dunder that leads to a test's code or values.
"""

from __future__ import annotations

import ast
import builtins
import copy
import decimal
import enum
import importlib
import inspect
import logging
import operator
import os
import pickle
import random
import re
import sys
import types
import warnings
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assay import describe
from assay.errors import ProtocolError
from assay.describe import own
from assay.modules import RemoteModule
from assay.refs import UNASKED
from assay.remote import COMPARISONS
from assay.stacks import caller, frames, is_initialised, is_own
from assay.withheld import Default, is_withheld

if TYPE_CHECKING:
    from assay.peer import Peer

type Op = Callable[["Peer", Any, Any, list[Any], dict[str, Any]], Any]


def _by_type(name: str) -> Callable[..., Any]:
    def call(obj: Any, *args: Any, **kwargs: Any) -> Any:
        kind = type(obj)
        for base in kind.__mro__:
            if name in own(base):
                found = own(base)[name]
                getter = getattr(type(found), "__get__", None)
                method = found if getter is None else getter(found, obj, kind)
                return method(*args, **kwargs)
        raise TypeError(f"{kind.__name__!r} object has no {name}")

    return call


# Built-in functions check what a special method returns; binary operators are not here, because their
# NotImplemented has to reach the process that has the other operand.
OPERATORS: dict[str, Callable[..., Any]] = {
    "__len__": len, "__iter__": iter, "__next__": next, "__reversed__": reversed, "__repr__": repr, "__str__": str,
    "__hash__": hash, "__bool__": bool, "__int__": int, "__float__": float, "__complex__": complex,
    "__index__": operator.index, "__neg__": operator.neg, "__pos__": operator.pos, "__abs__": abs,
    "__invert__": operator.invert, "__round__": round, "__bytes__": bytes, "__format__": format,
    "__getitem__": operator.getitem, "__setitem__": operator.setitem, "__delitem__": operator.delitem,
    "__contains__": operator.contains, "__fspath__": os.fspath, "__length_hint__": operator.length_hint,
}  # fmt: skip


def _op(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    if name not in describe.FORWARDED:
        raise ProtocolError("an operator that does not exist")
    function = OPERATORS.get(name) or _by_type(name)
    return function(obj, *args, **kwargs) if name == "__call__" else function(obj, *args)


def _get(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    private = name.startswith("_")
    if peer.strict and (private or is_withheld(obj, name)) and not (private and _is_told(obj, name)):
        raise AttributeError(f"{type(obj).__name__!r} object has no attribute {name!r} that may be read from here")
    value = getattr(obj, name)
    if not peer.strict and isinstance(obj, types.ModuleType) and isinstance(value, (types.FunctionType, type)):
        peer.watch_module(obj, name, value)
    return value


def _is_told(obj: Any, name: str) -> bool:
    """Whether a private name of a test's object may be read all the same."""
    if name == "__init__":
        return is_initialised(obj) and not is_withheld(obj, name)
    return name == "__annotations__" and isinstance(obj, (types.FunctionType, type))


def _set(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    if peer.strict and (name.startswith("_") or name in UNASKED or is_withheld(obj, name)):
        if not isinstance(obj, type) or name not in describe.FORWARDED or name in _JUDGING:
            raise AttributeError(f"attribute {name!r} may not be set from here")
    if not peer.strict and isinstance(obj, type) and name in own(obj):
        _displaced.setdefault((obj, name), own(obj)[name])
    setattr(obj, name, args[0])


_JUDGING = COMPARISONS | {"__hash__", "__bool__", "__contains__"}  # a test's comparisons are its own
_displaced: dict[tuple[type, str], Any] = {}


def _restore(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    if (obj, name) in _displaced:
        setattr(obj, name, _displaced.pop((obj, name)))


def _delete(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    if peer.strict and (name.startswith("_") or is_withheld(obj, name)):
        raise AttributeError(f"attribute {name!r} may not be deleted from here")
    delattr(obj, name)


def _meth(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return _get(peer, obj, name, [], {})(*args, **kwargs)


def _cmeth(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """``Class.name(instance, …)``: what ``super()`` in the other process comes to."""
    if peer.strict and (name.startswith("_") and name not in describe.FORWARDED or is_withheld(obj, name)):
        raise AttributeError(f"{name!r} may not be called from here")
    return getattr(obj, name)(*args, **kwargs)


def _cget(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """``name`` as the class ``obj`` and its bases define it, bound to an instance of a subclass."""
    if peer.strict:
        raise AttributeError(f"{name!r} may not be read from here")
    instance = args[0]
    for cls in obj.__mro__:
        if name in own(cls):
            found = own(cls)[name]
            getter = getattr(type(found), "__get__", None)
            return found if getter is None else getter(found, instance, type(instance))
    return getattr(instance, name)


def _call(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    if not peer.strict or not isinstance(obj, types.FunctionType):
        return obj(*args, **kwargs)
    if inspect.iscoroutinefunction(obj):
        return _noted(peer, obj, obj(*args, **kwargs))
    value = obj(*args, **kwargs)
    peer.completed(obj)
    return value


async def _noted(peer: Peer, obj: types.FunctionType, body: Any) -> Any:
    value = await body
    peer.completed(obj)
    return value


def _gen(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    if name not in ("__next__", "send", "throw", "close", "__anext__", "asend", "athrow", "aclose"):
        raise ProtocolError("a generator cannot do that")
    return getattr(obj, name)(*args)


def _sig(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    found = describe.signature(obj)
    if peer.strict and found is not None:
        for parameter in found[0]:
            parameter[2] = [Default.of(default) for default in parameter[2]]
    return found


def _dir(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> list[str]:
    found = [str(entry) for entry in dir(obj)]
    return [e for e in found if not (e.startswith("_") or is_withheld(obj, e))] if peer.strict else found


def _vars(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    found = getattr(obj, "__dict__", {})
    return {key: value for key, value in found.items() if not (key.startswith("_") or is_withheld(obj, key))}


def _setvar(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """``vars(obj)[name] = value``, past any descriptor of that name."""
    if peer.strict and (name.startswith("_") or name in UNASKED or is_withheld(obj, name) or isinstance(obj, type)):
        raise AttributeError(f"attribute {name!r} may not be set from here")
    vars(obj)[name] = args[0]


def _describe(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return peer.describe_lent(obj, peer.channel().codec)


def _isinstance(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> bool:
    return isinstance(args[0], obj)


def _issubclass(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> bool:
    return issubclass(args[0], obj)


def _input(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return builtins.input(*args)


def _stdin(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    if name not in ("read", "readline", "readlines", "isatty", "__next__"):
        raise AttributeError(name)
    return next(iter(sys.stdin)) if name == "__next__" else getattr(sys.stdin, name)(*args)


def _log(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """A log record of the candidate's, for the test's own loggers to judge."""
    logger_name, level, path, line, msg, values, text, func, error, extra = args
    if type(level) is not int or not all(type(part) is str for part in (logger_name, path, msg, text)):
        raise TypeError("a log record that makes no sense")
    logger = logging.getLogger(logger_name[:_LONGEST_NAME])
    if not logger.isEnabledFor(level):
        return
    if _HUGE_FIELD.search(msg):
        values = None  # formatted here, it could be a gigabyte
    exc_info = (type(error), error, None) if isinstance(error, BaseException) else None
    record = logging.LogRecord(
        logger_name, level, path, line, msg if values is not None else text, values, exc_info, func
    )
    record.__dict__.update({k: v for k, v in extra.items() if k not in record.__dict__})
    logger.handle(record)


_LONGEST_NAME = 1000
_HUGE_FIELD = re.compile(r"%[^a-zA-Z%]*(\d{4}|\*)")
# variables by which the tests' process, its libraries and the programs that it starts steer
_OWN_VARIABLES = (
    "PYTEST", "PYTHON", "HYPOTHESIS", "LD_", "PATH", "HOME", "TMP", "TEMP", "PG", "SSL", "OPENSSL", "REQUESTS_CA",
    "CURL_CA", "MYPY", "GCONV", "GLIBC", "MALLOC", "BASH_ENV", "GIT_", "RES_OPTIONS", "HOSTALIASES", "LOCALDOMAIN",
)  # fmt: skip


def _environ_of_candidate(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Variables that the candidate set or removed; those that steer the grader's own process are left alone."""
    changed, removed = args
    for key, value in changed.items():
        if type(key) is str and type(value) is str and not key.startswith(_OWN_VARIABLES):
            os.environ[key] = value
    for key in removed:
        if type(key) is str and not key.startswith(_OWN_VARIABLES):
            os.environ.pop(key, None)


def _stale(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Names of the submission's modules that mean something else than before."""
    for module, changed in args:
        found = sys.modules.get(module)
        if isinstance(found, RemoteModule) and type(changed) is str:
            found._assay_forget(changed)


def _weak(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """A weak reference to a lent object, with a callback of the other side."""
    kind = weakref.WeakMethod if isinstance(obj, types.MethodType) else weakref.ref
    return kind(obj, *args)


def _warn(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """A warning of the candidate's, for the test's own filters to judge."""
    message, category, filename, lineno = args
    if not isinstance(message, Warning) and type(message) is not str:
        raise TypeError("a warning that is neither text nor a Warning")
    if type(filename) is str and is_own(filename):  # by its stacklevel it is about the test that called
        filename, lineno = caller()
    warnings.warn_explicit(message, category, filename, lineno)


def _member_get(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """An attribute of an enum's member."""
    if not isinstance(obj, enum.EnumType) or not isinstance(args[0], obj):
        raise ProtocolError("a member of something that is no enum")
    return _get(peer, args[0], name, [], {})


ALLOWED: dict[str, Op] = {
    "log": _log,
    "warn": _warn,
    "environ": _environ_of_candidate,
    "stale": _stale,
    "weak": _weak,
    "call": _call,
    "meth": _meth,
    "get": _get,
    "set": _set,
    "del": _delete,
    "op": _op,
    "cmeth": _cmeth,
    "cget": _cget,
    "gen": _gen,
    "itself": lambda peer, obj, name, args, kwargs: obj,
    "same": lambda peer, obj, name, args, kwargs: obj == args[0],
    "sig": _sig,
    "dir": _dir,
    "describe": _describe,
    "vars": _vars,
    "member_get": _member_get,
    "setvar": _setvar,
    "copy": lambda peer, obj, name, args, kwargs: copy.copy(obj),
    "deepcopy": lambda peer, obj, name, args, kwargs: copy.deepcopy(obj),
    "isinstance": _isinstance,
    "issubclass": _issubclass,
    "input": _input,
    "stdin": _stdin,
}


# -- only in the candidate's process ------------------------------------------------------------------------------


def _import(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Import a module of the submission, anew if asked to: ``[is it a package, its file]`` with it."""
    if args and args[0]:
        sys.modules.pop(name, None)
    module = importlib.import_module(name)
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
    return cls


def _member(kind: str, value: Any) -> Any:
    if kind == "property":
        return property(*value)
    wrap = {"classmethod": classmethod, "staticmethod": staticmethod}.get(kind)
    return value if wrap is None else wrap(value)


def _setmember(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    setattr(obj, name, _member(*args[0]))


def _new(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    return super(obj, obj).__new__(obj, *args, **kwargs)


def _world(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Follow what the test did to its own process: environment, working directory, arguments, random state."""
    if "environ" in kwargs:
        changed, removed = kwargs["environ"]
        wanted = {key: value for key, value in _environ.items() if key not in removed} | changed
        for key in set(os.environ) - set(wanted):
            del os.environ[key]
        os.environ.update(wanted)
        peer.told_environ()
    if "cwd" in kwargs:
        os.chdir(kwargs["cwd"] or _home)
    if "argv" in kwargs:
        sys.argv[:] = kwargs["argv"]
    if "recursion" in kwargs:
        sys.setrecursionlimit(kwargs["recursion"])
    if "decimal" in kwargs:
        context = decimal.getcontext()
        context.prec, context.rounding = kwargs["decimal"]
    if "random" in kwargs:
        version, state, gauss = kwargs["random"]
        random.setstate((version, tuple(state), gauss))


_environ = dict(os.environ)
_home = "/work"
_patched: dict[tuple[str, str], tuple[bool, Any]] = {}


def _patch(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """A test patched an attribute of a library module (or class) that both processes have: patch it here too."""
    path, replaced, value = args
    target = _locate(path)
    if (path, name) not in _patched:
        _patched[path, name] = (name in vars(target), vars(target).get(name))
    if replaced:
        setattr(target, name, value)
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
    found: Any = importlib.import_module(module)
    for part in qualname.split("."):
        found = getattr(found, part) if part else found
    return found


def _pickle(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> bytes:
    return pickle.dumps(obj, args[0])


def _reload(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    sys.modules[obj.__name__] = obj  # as it is in the test's process, which may have taken it out and put it back
    importlib.reload(obj)


def _resolve(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """An object by module and qualified name, for a fresh process."""
    found: Any = importlib.import_module(name)
    for part in args[0].split(".") if args[0] else []:
        found = getattr(found, part)
    return found


def _collect(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> int:
    import gc

    return gc.collect(*args)


EVERYTHING: dict[str, Op] = {
    **ALLOWED,
    "import": _import,
    "all": _all,
    "probe": _probe,
    "subclass": _subclass,
    "setmember": _setmember,
    "restore": _restore,
    "new": _new,
    "world": _world,
    "patch": _patch,
    "unpatch": _unpatch,
    "pickle": _pickle,
    "unpickle": lambda peer, obj, name, args, kwargs: pickle.loads(args[0]),
    "reload": _reload,
    "ping": lambda peer, obj, name, args, kwargs: None,
    "resolve": _resolve,
    "stack": lambda peer, obj, name, args, kwargs: frames(),
    "collect": _collect,
    "signature": lambda peer, obj, name, args, kwargs: inspect.signature(obj),
}
_NEED_NO_OBJECT = frozenset(
    "import probe subclass world patch unpatch unpickle collect input stdin log warn environ stale ping resolve "
    "stack".split()
)
_NEED_NAME = frozenset({"meth", "get", "set", "setvar", "del", "op", "cmeth", "cget", "gen", "stdin"})


def serve(peer: Peer, op: str, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """Run one request of the other side. Unknown ones are protocol errors."""
    if op == "call" and obj is not None and not peer.strict:
        return obj(*args, **kwargs)
    function = (ALLOWED if peer.strict else EVERYTHING).get(op)
    if function is None or (op in _NEED_NAME and type(name) is not str):
        raise ProtocolError("a request that this side does not serve")
    if obj is None and op not in _NEED_NO_OBJECT:
        raise ProtocolError("a request about no object")
    try:
        return function(peer, obj, name, args, kwargs)
    except IndexError as error:
        if not args and op in ("set", "same", "isinstance", "issubclass"):
            raise ProtocolError("a request with an argument missing") from error
        raise
