"""What a stand-in for a class of the standard library, or of a class derived from it, is an instance of here.

``class Worker(threading.Thread)`` of a submission is no thread in this process, but a test may ask whether it is one.
Answered from names that the candidate's process gives, so only for classes by which no test judges a value: what they
hold is asked for in any case.
"""

from __future__ import annotations

import abc
import opcode
import sys
from typing import Any

_GENUINE = frozenset(
    "threading queue json.encoder json.decoder logging logging.handlers string ast html.parser _markupbase argparse "
    "cmd asyncio.locks asyncio.queues asyncio.events asyncio.mixins contextlib concurrent.futures.thread "
    "concurrent.futures._base configparser http.cookiejar http.server socketserver email.message graphlib difflib "
    "sched shlex subprocess tempfile textwrap calendar urllib.request csv pprint hmac _weakrefset".split()
)
_ALIKE = {
    "re": "Match Pattern",
    "functools": "partial partialmethod cached_property singledispatchmethod _lru_cache_wrapper",
    "itertools": (
        "accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile "
        "filterfalse groupby islice pairwise permutations product repeat starmap takewhile zip_longest _tee"
    ),
    "operator": "attrgetter itemgetter methodcaller",
    "_io": "BytesIO StringIO FileIO BufferedReader BufferedWriter BufferedRandom BufferedRWPair TextIOWrapper",
    "ast": (
        "AST Module FunctionDef AsyncFunctionDef ClassDef Call Name Attribute Constant Assign Expr Import ImportFrom "
        "BinOp Compare For While If Return Lambda ListComp Expression"
    ),
    "_ast": "AST",
    "random": "Random SystemRandom",
    "string": "Template",
    "socket": "socket",
    "_socket": "socket",
    "statistics": "NormalDist",
    "inspect": "Signature Parameter BoundArguments",
    "dataclasses": "Field",
    "subprocess": "Popen",
    "collections": "ChainMap",
    "weakref": "WeakValueDictionary WeakKeyDictionary WeakSet finalize",
    "_thread": "lock RLock _local",
    "_queue": "SimpleQueue",
    "_asyncio": "Future Task",
    "_contextvars": "Context ContextVar Token",
    "_csv": "reader writer",
    "csv": "DictReader DictWriter",
    "_struct": "Struct",
    "_hashlib": "HASH HMAC",
    "sqlite3": "Connection Cursor Row",
    "zipfile": "ZipFile ZipInfo",
    "tarfile": "TarFile TarInfo",
    "xml.etree.ElementTree": "Element ElementTree",
    "asyncio.protocols": "BaseProtocol Protocol BufferedProtocol DatagramProtocol SubprocessProtocol",
    "pathlib._local": "PurePath PurePosixPath PureWindowsPath Path PosixPath WindowsPath",
    "uuid": "UUID",
}
# Modules whose classes cross by name, but of whose subclasses nothing is copied.
_CLAIMED = frozenset({"types", "ipaddress", "array", "uuid", "zoneinfo"})
# Modules whose classes are mirrored and registered as virtual subclasses of the genuine ones.
_SHOWN = frozenset({"collections", "io"})
_LOAD_ATTR = opcode.opmap["LOAD_ATTR"]


def genuine(desc: dict[str, Any]) -> type | None:
    """The standard library's own class of that name, where a mirror of it may derive from it."""
    found = _named(desc) if desc["module"] in _GENUINE else None
    return found if found is not None and stands_behind(found) else None


class _Plain:
    pass


def stands_behind(cls: type) -> bool:
    """Whether a mirror may derive from a library's own class: one made in Python, that runs nothing for it."""
    made = all(base.__flags__ & (1 << 9) for base in cls.__mro__[:-1]) and cls.__basicsize__ == _Plain.__basicsize__
    runs = {"__del__", "__init_subclass__"} & {name for base in cls.__mro__[:-1] for name in vars(base)}
    return made and not cls.__itemsize__ and type(cls) in (type, abc.ABCMeta) and not runs


def alike(desc: dict[str, Any]) -> property | None:
    """``__class__`` for the mirror of a class that it cannot derive from, so that ``isinstance`` says it is one."""
    found = _named(desc) if _is_alike(desc) else None
    return None if found is None else claiming(found)


def claims(base: type) -> bool:
    """Whether what derives from a class that crosses by name says that it is of that class."""
    return base.__module__ in _CLAIMED and type(base) is type


def claiming(found: type) -> property:
    """``__class__`` for a mirror whose instances are to be of a class for ``isinstance``."""
    return property(lambda self: _class_for(sys._getframe(1), self, found))


def shown(desc: dict[str, Any]) -> type | None:
    """The class that ``__bases__`` shows for the mirror of one of the standard library's."""
    return _named(desc) if desc["module"] in _GENUINE or desc["module"] in _SHOWN or _is_alike(desc) else None


def _is_alike(desc: dict[str, Any]) -> bool:
    return type(desc["qualname"]) is str and desc["qualname"] in _ALIKE.get(desc["module"], "").split()


def _class_for(frame: Any, obj: Any, found: type) -> type:
    """``obj.__class__`` as the caller wants it: written out it is the mirror, ``isinstance`` looks for the other."""
    written = frame.f_code.co_code[frame.f_lasti] == _LOAD_ATTR
    return type(obj) if written else found


def linearised(cls: type, bases: tuple[type, ...]) -> tuple[type, ...]:
    """The method resolution order of a class with these bases; empty if there is none."""
    rows, found = [*(list(base.__mro__) for base in bases), list(bases)], [cls]
    while rows := [row for row in rows if row]:
        head = next((row[0] for row in rows if not any(row[0] in other[1:] for other in rows)), None)
        if head is None:
            return ()
        found.append(head)
        rows = [row[1:] if row[0] is head else row for row in rows]
    return tuple(found)


def _named(desc: dict[str, Any]) -> type | None:
    found = getattr(sys.modules.get(desc["module"]), desc["qualname"], None)
    return found if isinstance(found, type) else None
