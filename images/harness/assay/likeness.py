"""What a stand-in for a class of the standard library, or of a class derived from it, is an instance of here.

``class Worker(threading.Thread)`` of a submission is no thread in this process, but a test may ask whether it is one.
Answered from names that the candidate's process gives, so only for classes by which no test judges a value: what they
hold is asked for in any case.
"""

from __future__ import annotations

import opcode
import sys
from typing import Any

_GENUINE = frozenset(
    "threading queue json.encoder json.decoder logging logging.handlers string ast html.parser argparse cmd "
    "asyncio.locks asyncio.queues asyncio.events contextlib concurrent.futures.thread concurrent.futures._base "
    "configparser http.cookiejar socketserver".split()
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
    "random": "Random SystemRandom",
    "collections": "ChainMap",
    "weakref": "WeakValueDictionary WeakKeyDictionary WeakSet finalize",
    "_thread": "lock RLock",
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
}
_LOAD_ATTR = opcode.opmap["LOAD_ATTR"]


def genuine(desc: dict[str, Any]) -> type | None:
    """The standard library's own class of that name, where a mirror of it may derive from it."""
    found = _named(desc) if desc["module"] in _GENUINE else None
    plain = found is not None and type(found) is type and found.__base__ is object
    plain = plain and "__init_subclass__" not in vars(found)  # it would run for the mirror
    return found if plain and found.__flags__ & (1 << 9) else None  # type: ignore[union-attr]  # made in Python


def alike(desc: dict[str, Any]) -> property | None:
    """``__class__`` for the mirror of a class that it cannot derive from, so that ``isinstance`` says it is one."""
    listed = type(desc["qualname"]) is str and desc["qualname"] in _ALIKE.get(desc["module"], "").split()
    found = _named(desc) if listed else None
    return None if found is None else property(lambda self: _class_for(sys._getframe(1), self, found))


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
