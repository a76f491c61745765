"""Classes, functions and modules that both processes have, and that therefore cross by name.

From the candidate only *classes* of a fixed list of modules are accepted: value types, abstract bases and
exceptions. In particular nothing of pytest, unittest or the harness can be named.
"""

from __future__ import annotations

import builtins
import enum
import math
import operator
import sys
import types
from importlib import import_module  # whatever a test puts in its place
from typing import Any

from assay.errors import CannotCross, ProtocolError

_VALUE_MODULES = frozenset(
    "builtins collections collections.abc datetime decimal fractions uuid enum abc numbers typing pathlib types "
    "zoneinfo array contextlib ipaddress".split()
)
_ERROR_MODULES = frozenset(
    "argparse array ast asyncio.exceptions asyncio.queues binascii bz2 configparser concurrent.futures._base "
    "concurrent.futures.process concurrent.futures.thread contextvars copy csv _csv ctypes curses "
    "dataclasses datetime dbm decimal email.errors getopt graphlib gzip http.client http.cookies imaplib inspect io "
    "ipaddress json.decoder locale lzma mailbox marshal multiprocessing.context netrc nntplib opcode os pickle _pickle "
    "pkgutil platform plistlib poplib pyexpat queue _queue quopri re re._constants re._parser sched select shelve "
    "shlex shutil signal smtplib socket sqlite3 sqlite3.dbapi2 ssl statistics string struct _struct subprocess "
    "tarfile tempfile threading tokenize tomllib traceback types typing urllib.error urllib.parse uuid warnings "
    "weakref webbrowser xml.dom xml.etree.ElementTree xml.parsers.expat xml.sax xmlrpc.client zipfile "
    "zipimport zlib zoneinfo zoneinfo._common".split()
)
# Modules whose attributes tests patch. Not sys: importlib makes every new module of the class that sys has.
WATCHED = frozenset(
    "aiohttp builtins calendar csv datetime functools getpass glob hashlib http.client httpx io itertools json "
    "locale logging math os os.path pathlib platform posixpath psutil random requests requests.api secrets shutil "
    "smtplib socket sqlite3 statistics string subprocess tempfile threading time urllib.request uuid webbrowser "
    "zoneinfo asyncio asyncio.tasks".split()
)
# third-party libraries of the images whose errors tests name
_ERROR_PACKAGES = frozenset(
    "requests urllib3 httpx httpcore aiohttp sqlalchemy psycopg jwt flask werkzeug django fastapi starlette "
    "pydantic pydantic_core jinja2 click redis psutil".split()
)
_BY_REFERENCE = frozenset({"UserDict", "UserList", "UserString", "ChainMap", "ModuleType"})


def class_name(cls: type) -> str | None:
    """``module:qualname`` of a class that crosses by name, or None."""
    known = _NAMES.get(cls)
    if known is not None:
        return known
    module, name = cls.__module__, cls.__qualname__
    if type(module) is not str or not _class_allowed(module, name, cls):
        return None
    return f"{module}:{name}" if _resolve(module, name) is cls else None


def find_class(text: Any) -> type:
    """The class that :func:`class_name` named; anything else is a protocol error."""
    if type(text) is not str or text.count(":") != 1:
        raise ProtocolError("a class without a proper name")
    if text in _CLASSES:
        return _CLASSES[text]
    module, name = text.split(":")
    root = module.partition(".")[0]
    listed = module in _VALUE_MODULES or module in _ERROR_MODULES or root in _ERROR_PACKAGES
    # Nothing is imported for the asking, but what is on a list.
    cls = _resolve(module, name) if listed or module in sys.modules else None
    if not isinstance(cls, type) or (cls.__module__, cls.__qualname__) != (module, name):
        raise ProtocolError("a class that may not be named")
    if not _class_allowed(module, name, cls):
        raise ProtocolError("a class that may not be named")
    return cls


def _class_allowed(module: str, name: str, cls: type) -> bool:
    if name in _BY_REFERENCE or "<locals>" in name:
        return False
    if issubclass(cls, BaseException):
        return (
            module == "builtins" or module in _ERROR_MODULES or module.partition(".")[0] in _ERROR_PACKAGES
        )
    if module in _VALUE_MODULES:
        return True
    return isinstance(cls, enum.EnumType) and module.partition(".")[0] in sys.stdlib_module_names


def _resolve(module: str, name: str) -> Any:
    root = module.partition(".")[0]
    if root not in sys.stdlib_module_names and root not in _ERROR_PACKAGES and module not in sys.modules:
        return None
    try:
        found: Any = sys.modules.get(module) or import_module(module)
    except Exception:  # not there, or a library that wants to be set up first
        return None
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


def _value_classes() -> dict[str, type]:
    """The classes of the value modules by name, as they are before any test patches them."""
    return {
        f"{module}:{name}": cls
        for module in _VALUE_MODULES
        for name, cls in vars(import_module(module)).items()
        if isinstance(cls, type) and cls.__module__ == module and _class_allowed(module, name, cls)
    }


def _nameless() -> dict[str, type]:
    """Built-in classes that only ``types`` has a name for."""
    return {
        f"types:{name}": cls
        for name, cls in vars(types).items()
        if isinstance(cls, type) and cls.__module__ == "builtins" and cls.__name__ not in vars(builtins)
        and name not in _BY_REFERENCE and name not in ("LambdaType", "BuiltinMethodType")
    }  # fmt: skip


_CLASSES = _value_classes() | _nameless()
_NAMES = {cls: name for name, cls in _CLASSES.items()}


def stdlib_function(value: Any) -> str | None:
    """``module:name`` of a function of the standard library (sent to the candidate only), or None."""
    if type(value) not in (types.BuiltinFunctionType, types.FunctionType):
        return None
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", "")
    if type(module) is not str or module.partition(".")[0] not in sys.stdlib_module_names or "<" in name:
        return None
    return f"{module}:{name}" if _resolve(module, name) is value else None


def stdlib_class(cls: type) -> str | None:
    """``module:qualname`` of a class of the library that a test hands over itself (to the candidate only), or None."""
    module, name = cls.__module__, cls.__qualname__
    if type(module) is not str or name in _BY_REFERENCE or module.partition(".")[0] == "unittest":
        return None
    known = module.partition(".")[0] in sys.stdlib_module_names and "<" not in name
    return f"{module}:{name}" if known and _resolve(module, name) is cls else None


# Functions of which each process may call its own: they make something of their arguments, or write where both do.
_PURE = {
    f"{module}:{name}": function
    for module, names in (
        (
            "builtins",
            "abs all any ascii bin chr divmod hex len max min oct ord pow print repr round sorted sum".split(),
        ),
        ("math", vars(math)),
        ("_operator", vars(operator).keys() - {"call"}),
    )
    for name in names
    if isinstance(function := vars(sys.modules[module]).get(name), types.BuiltinFunctionType) and name[0] != "_"
}
_PURE_NAMES = {function: name for name, function in _PURE.items()}


def pure_function(value: Any) -> str | None:
    """``module:name`` of a function that is the same on both sides, as ``operator.add``, or None."""
    return _PURE_NAMES.get(value) if type(value) is types.BuiltinFunctionType else None


def find_pure(text: Any) -> Any:
    """The function that :func:`pure_function` named; anything else is a protocol error."""
    if type(text) is not str or text not in _PURE:
        raise ProtocolError("a function that may not be named")
    return _PURE[text]


def stdlib_module(value: types.ModuleType) -> str:
    """The name of a standard library module; other modules cannot cross."""
    name = value.__name__
    if name.partition(".")[0] not in sys.stdlib_module_names or sys.modules.get(name) is not value:
        raise CannotCross(
            f"the module {name!r} cannot be handed to the candidate's process; pass the functions it needs"
        )
    return name


def submodules(value: types.ModuleType) -> list[str]:
    """The names of the modules in a package that have been imported."""
    names = list(vars(value)) if "__path__" in vars(value) else []
    return [name for name in names if f"{value.__name__}.{name}" in sys.modules]


def shared_module(value: types.ModuleType) -> str | None:
    """The name of a library module that is the same on both sides, because patches of it are followed; or None."""
    name = value.__name__
    known = name in WATCHED and name.partition(".")[0] in sys.stdlib_module_names
    return name if known and sys.modules.get(name) is value else None


def find_shared(text: Any) -> types.ModuleType:
    """The module that :func:`shared_module` named; anything else is a protocol error."""
    if type(text) is not str or text not in WATCHED or text.partition(".")[0] not in sys.stdlib_module_names:
        raise ProtocolError("a module that may not be named")
    return import_module(text)


def find_any(text: str) -> Any:
    """What the grader named (used in the candidate's process only)."""
    module, _, name = text.partition(":")
    found = import_module(module)
    return _resolve(module, name) if name else found
