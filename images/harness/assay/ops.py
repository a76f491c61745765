"""What one process may ask of an object that the other has lent it.

The candidate's process does anything for the grader. The grader does only what :data:`ALLOWED` lists, and only to
public names: calls, public attributes and operators, never a dunder that leads to a test's code or values.
"""

from __future__ import annotations

import ast
import builtins
import copy
import enum
import functools
import inspect
import operator
import os
import sys
import types
import typing
import warnings
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assay import describe, logs, owners
from assay.copying import serve_deepcopy
from assay.decorating import is_decorated, may_compare
from assay.describe import own
from assay.driving import steps
from assay.errors import ProtocolError
from assay.frozen import freeze, thaw
from assay.marks import is_marked, mark
from assay.modules import RemoteModule
from assay.orders import ORDERS, Op
from assay.refs import UNASKED
from assay.remote import COMPARISONS, ref_of
from assay.stacks import caller, is_initialised, is_own
from assay.withheld import Default, is_withheld

if TYPE_CHECKING:
    from assay.peer import Peer

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
    if peer.strict and name in ("__defaults__", "__kwdefaults__"):
        return _without_defaults(value)
    if peer.strict and name == "__dict__":
        return {key: each for key, each in value.items() if not key.startswith("_") and key not in UNASKED}
    if not peer.strict and isinstance(obj, types.ModuleType) and isinstance(value, (types.FunctionType, type)):
        peer.watch_module(obj, name, value)
    return value


def _is_told(obj: Any, name: str) -> bool:
    """Whether a private name of a test's object may be read all the same."""
    if name == "__init__":
        return (is_initialised(obj) or isinstance(obj, type)) and not is_withheld(obj, name)
    if name in _LABELS and name in getattr(obj, "__dict__", {}):  # Mock(__name__="save")
        return not isinstance(obj, (type, types.ModuleType))
    if name in ("__defaults__", "__kwdefaults__", "__dict__"):
        return type(obj) is types.FunctionType
    if name == "__func__":  # by which a signature is found
        return type(obj) in (types.MethodType, classmethod, staticmethod)
    if name == "__self__":  # by which listeners are told apart
        return type(obj) is types.MethodType and not _is_testing(obj.__self__)
    kind = obj if isinstance(obj, type) else type(obj)
    if name in _NAMEDTUPLE and issubclass(kind, tuple) and hasattr(obj, "_fields"):
        return True
    if name in (*_NAMEDTUPLE, "_attributes") and issubclass(kind, ast.AST):
        return True
    if name == "__annotations__" and isinstance(obj, (types.FunctionType, type)) or is_marked(obj, name):
        return True
    return _is_custom(name) and not isinstance(obj, _LANGUAGE) and not _is_testing(obj) and not is_withheld(obj, name)


# Types whose attributes lead on to a test's code, names and frames.
_LANGUAGE = (
    type, types.ModuleType, types.FunctionType, types.MethodType, types.BuiltinFunctionType, types.GeneratorType,
    types.CoroutineType, types.AsyncGeneratorType, types.CodeType, types.FrameType, types.TracebackType, BaseException,
    property, classmethod, staticmethod, functools.partial, weakref.ref,
)  # fmt: skip
_PYTHONS = {name for kind in _LANGUAGE for name in dir(kind)} | describe.FORWARDED | describe.UNTOLD
_PYTHONS -= {"__version__", "__path__", "__file__"}  # which are a module's, and have no meaning on another object


def _is_custom(name: str) -> bool:
    """Whether a name is one of a protocol that is not Python's own, such as ``__html__``."""
    return name.startswith("__") and name.endswith("__") and name not in _PYTHONS and name not in _MODULE_NAMES


_MODULE_NAMES = frozenset({"__builtins__", "__loader__", "__spec__", "__cached__", "__wrapped__", "__objclass__"})


def _is_testing(obj: Any) -> bool:
    """Whether an object is a test's own, whose attributes are what it works with."""
    kind = type(obj)
    return isinstance(obj, (type, types.ModuleType)) or kind.__name__.startswith("Test") or is_withheld(obj, "id")


_NAMEDTUPLE = frozenset({"_make", "_replace", "_asdict", "_fields"})


def _without_defaults(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: Default.of(default) for name, default in value.items()}
    return None if value is None else tuple(map(Default.of, value))


def _set(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    if peer.strict and (name.startswith("_") or name in UNASKED or is_withheld(obj, name)):
        decorates = isinstance(obj, type) and (name in describe.FORWARDED or name == "__init__") and peer.is_handed(obj)
        label = type(args[0]) is str and name in _LABELS or args[0] is None and name == "__doc__"
        labels = label and peer.is_handed(obj) and _is_labelled(obj, name)
        if decorates and name in _JUDGING:
            decorates = name not in _VALUES and may_compare(obj, name)
        elif name in ("__setattr__", "__delattr__"):
            decorates = isinstance(obj, type) and peer.is_handed(obj) and is_decorated(obj)
        if not decorates and not labels and not mark(obj, name):
            raise AttributeError(f"attribute {name!r} may not be set from here")
    if not peer.strict and isinstance(obj, type) and name in own(obj):
        _displaced.setdefault((obj, name), own(obj)[name])
    setattr(obj, name, args[0])


def _is_labelled(obj: Any, name: str) -> bool:
    return type(obj) is types.FunctionType or name == "__doc__" and isinstance(obj, type)


_LABELS = frozenset({"__name__", "__qualname__", "__doc__"})
_VALUES = frozenset({"__bool__", "__contains__"})
_JUDGING = COMPARISONS | _VALUES | {"__hash__"}  # a test's comparisons are its own
_displaced: dict[tuple[type, str], Any] = {}


def _restore(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    if (obj, name) in _displaced:
        setattr(obj, name, _displaced.pop((obj, name)))


def _delete(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    if peer.strict and (name.startswith("_") or is_withheld(obj, name)):
        raise AttributeError(f"attribute {name!r} may not be deleted from here")
    delattr(obj, name)


def _meth(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    method = _get(peer, obj, name, [], {}) if peer.strict else getattr(obj, name)
    return method(*args, **kwargs)


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
    if not peer.strict or type(obj) is not types.FunctionType:
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


def _hints(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The annotations of a function or class, with the names in them looked up where it was written."""
    return typing.get_type_hints(obj, include_extras=bool(args[0]))


def _spec(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """The class of the submission that a mock of the test says it is of, if it is specified by one."""
    mock = sys.modules.get("unittest.mock")
    if mock is None or not isinstance(obj, mock.NonCallableMock):
        raise ProtocolError("something that is no mock")
    return None if ref_of(obj.__class__) is None else obj.__class__


def _steps(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """An awaitable, driven by hand: the object itself, or what a method of an async generator gives."""
    return steps(obj if name is None else _gen(peer, obj, name, args, kwargs))


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


def _delvar(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """``del vars(obj)[name]``."""
    if peer.strict and (name.startswith("_") or is_withheld(obj, name) or isinstance(obj, type)):
        raise AttributeError(f"attribute {name!r} may not be deleted from here")
    del vars(obj)[name]


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
    logs.hear(args)


def _level(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """A level that the candidate has set."""
    logger_name, level = args
    logs.hear_level(logger_name, level)


def _level_name(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """A level that the candidate has given a name."""
    level, named = args
    logs.hear_level_name(level, named)


# variables by which the tests' process, its libraries and the programs that it starts steer
_OWN_VARIABLES = (
    "PYTEST", "PYTHON", "HYPOTHESIS", "LD_", "PATH", "HOME", "TMP", "TEMP", "PG", "SSL", "OPENSSL", "REQUESTS_CA",
    "CURL_CA", "MYPY", "GCONV", "GLIBC", "MALLOC", "BASH_ENV", "GIT_", "RES_OPTIONS", "HOSTALIASES", "LOCALDOMAIN",
)  # fmt: skip


def _environ_of_candidate(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Variables that the candidate set or removed; those that steer the grader's own process are left alone."""
    changed, removed = args
    peer.heard_environ(
        {key: value for key, value in changed.items() if type(value) is str and _is_told_of(key)},
        [key for key in removed if _is_told_of(key)],
    )


def _folder_of_candidate(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """The folder that the candidate's process has gone to."""
    peer.heard_folder(args[0])


def _handler_of_candidate(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """A signal handler that the candidate has set."""
    peer.heard_handler(*args)


def _signal(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> None:
    """A signal of the other process that is for this one to handle."""
    peer.signal(*args)


def _is_told_of(key: Any) -> bool:
    return type(key) is str and not key.startswith(_OWN_VARIABLES)


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


def _subclasses(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> list[type]:
    """What derives from a class that the test has handed over, or from one derived from it, but for its own cases."""
    if not isinstance(obj, type):
        raise ProtocolError("subclasses of something that is no class")
    if not any(map(peer.is_handed, obj.__mro__)) or is_withheld(obj, "__subclasses__"):
        return []
    return [found for found in type.__subclasses__(obj) if not is_withheld(found, "__subclasses__")]


def _member_get(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """An attribute of an enum's member."""
    if not isinstance(obj, enum.EnumType) or not isinstance(args[0], obj):
        raise ProtocolError("a member of something that is no enum")
    return _get(peer, args[0], name, [], {})


def _freeze(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> bytes:
    """The number of a pickle of a test's object."""
    if type(args[0]) is not int or _is_testing(obj):
        raise TypeError(f"cannot pickle {type(obj).__name__!r} object")
    return freeze(obj, args[0])


def _own(peer: Peer, obj: Any, name: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
    """What only this side may do with a file that it has made, but show it to the candidate."""
    if peer.strict and name == "read":
        raise ProtocolError("a file of a test cannot be read from here")
    return owners.serve(name, *args, **kwargs)


ALLOWED: dict[str, Op] = {
    "log": _log,
    "level": _level,
    "levelname": _level_name,
    "spec": _spec,
    "warn": _warn,
    "environ": _environ_of_candidate,
    "folder": _folder_of_candidate,
    "output": lambda peer, obj, name, args, kwargs: peer.heard_output(args[0]),
    "handler": _handler_of_candidate,
    "signal": _signal,
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
    "steps": _steps,
    "hints": _hints,
    "itself": lambda peer, obj, name, args, kwargs: obj,
    "same": lambda peer, obj, name, args, kwargs: obj == args[0],
    "sig": _sig,
    "dir": _dir,
    "describe": _describe,
    "subclasses": _subclasses,
    "vars": _vars,
    "member_get": _member_get,
    "setvar": _setvar,
    "delvar": _delvar,
    "copy": lambda peer, obj, name, args, kwargs: copy.copy(obj),
    "deepcopy": lambda peer, obj, name, args, kwargs: serve_deepcopy(obj, args[0]),
    "freeze": _freeze,
    "own": _own,
    "thaw": lambda peer, obj, name, args, kwargs: thaw(args[0]),
    "isinstance": _isinstance,
    "issubclass": _issubclass,
    "input": _input,
    "stdin": _stdin,
}

EVERYTHING: dict[str, Op] = {**ALLOWED, **ORDERS, "restore": _restore}
_NEED_NO_OBJECT = frozenset(
    "import probe subclass world patch unpatch unpickle collect input stdin log level levelname warn environ folder "
    "handler signal stale output thaw own meet ping resolve stack measure".split()
)
_NEED_ARGUMENTS = frozenset("set same isinstance issubclass deepcopy freeze thaw own output".split())
_NEED_NAME = frozenset("meth get set store setvar delvar del op cmeth cget gen stdin measure own".split())


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
        if not args and op in _NEED_ARGUMENTS:
            raise ProtocolError("a request with an argument missing") from error
        raise
