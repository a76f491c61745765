"""Functions of the standard library by which tests look at a submission, and which stop at its stand-ins."""

from __future__ import annotations

import builtins
import doctest
import inspect
import sys
from typing import TYPE_CHECKING, Any

from assay.errors import CannotCross, ProtocolError
from assay.modules import RemoteModule
from assay.remote import RemoteMeta, ref_of, static_attribute

if TYPE_CHECKING:
    from assay.session import Session

_NOTHING = object()
_TESTS = "/tests/"
_THERE = 1 << 48  # added to identities of the other process, above all that there are in this one
_DOCTESTS = """
import doctest, importlib
_found = doctest.testmod(importlib.import_module(module), **options)
[_found.failed, _found.attempted]
"""


def hook_looking(session: Session) -> None:
    """Have them look through."""
    _hook_getattr_static()
    _hook_getsizeof()
    _hook_id()
    _hook_testmod(session)


def _hook_getattr_static() -> None:
    original: Any = inspect.getattr_static

    def getattr_static(obj: Any, attr: str, default: Any = _NOTHING) -> Any:
        cls = obj if isinstance(obj, type) else type(obj)
        if isinstance(type(cls), type) and issubclass(type(cls), RemoteMeta):
            found = static_attribute(cls, attr)
            if found is not None:
                return found
        return original(obj, attr) if default is _NOTHING else original(obj, attr, default)

    vars(inspect)["getattr_static"] = getattr_static


def _hook_getsizeof() -> None:
    original: Any = sys.getsizeof

    def getsizeof(obj: Any, *default: Any) -> Any:
        ref = ref_of(obj)
        if ref is None:
            return original(obj, *default)
        answer = ref.ask("sizeof")
        if type(answer) is not int:
            ref.peer.lost(ProtocolError("a size that is no number"))
        return answer

    vars(sys)["getsizeof"] = getsizeof


def _hook_id() -> None:
    """To a test, the identity of a submission's object is that of the object: a stand-in comes and goes."""
    original: Any = builtins.id

    def id(obj: Any, /) -> int:
        ref = ref_of(obj)
        if ref is None or not sys._getframe(1).f_code.co_filename.startswith(_TESTS):
            return original(obj)  # type: ignore[no-any-return]
        answer = ref.ask("id")
        if type(answer) is not int:
            ref.peer.lost(ProtocolError("an identity that is no number"))
        return answer + _THERE

    id.__module__, id.__qualname__ = "builtins", "id"
    vars(builtins)["id"] = id


def _hook_testmod(session: Session) -> None:
    """The examples in a submission's docstrings are its code: they run in its own process."""
    original: Any = doctest.testmod

    def testmod(m: Any = None, *args: Any, **options: Any) -> Any:
        if not isinstance(m, RemoteModule):
            return original(m or sys.modules.get(sys._getframe(1).f_globals["__name__"]), *args, **options)
        if args:
            raise CannotCross("doctest.testmod of a submission takes the module alone, and options by name")
        failed, attempted = session.probe(_DOCTESTS, {"module": m.__name__, "options": options})
        return doctest.TestResults(int(failed), int(attempted))

    vars(doctest)["testmod"] = testmod
