"""The call stack as a test's function sees it while the candidate calls it: with the candidate's frames in it.

A test that replaces ``super`` or ``open`` may look at who calls. Nothing is asked unless it does.
"""

from __future__ import annotations

import inspect
import logging
import os
import sys
import threading
import types
from typing import TYPE_CHECKING, Any

from assay.errors import ProtocolError

if TYPE_CHECKING:
    from assay.session import GraderPeer, Session

_HERE = os.path.dirname(__file__) + os.sep
_BETWEEN = (os.path.dirname(os.__file__) + os.sep, "<frozen ", _HERE)
_MOST = 1000  # frames

_supers: set[type] = set()


def hook_stacks(session: Session) -> None:
    """Have ``inspect.stack`` and ``inspect.getouterframes`` show the candidate's frames as well."""
    original = inspect.getouterframes

    def getouterframes(frame: types.FrameType, context: int = 1) -> list[inspect.FrameInfo]:
        found = original(frame, context)
        at = next((at for at, info in enumerate(found) if info.filename.startswith(_HERE)), None)
        if at is None or (peer := session.present()) is None:
            return found
        told = _candidates(peer)
        theirs = [inspect.FrameInfo(found[at].frame, path, line, name, None, None) for path, line, name in told]
        return [*found[:at], *theirs, *found[at:]]

    inspect.getouterframes = getouterframes


def _candidates(peer: GraderPeer) -> list[list[Any]]:
    """The candidate's frames, as :func:`frames` gives them there."""
    told = peer.ask("stack", 0, None, (), {})
    if type(told) is not list or not all(map(_is_frame, told)):
        peer.lost(ProtocolError("a call stack that makes no sense"))
    return told


def hook_callers(session: Session) -> None:
    """Have log records that the candidate makes with a logger of the test's name the candidate's line."""
    logger: Any = logging.Logger
    original = logger.findCaller

    def findCaller(self: Any, stack_info: bool = False, stacklevel: int = 1) -> Any:  # noqa: N802
        found = original(self, stack_info, stacklevel)
        if not is_own(found[0]) or (peer := session.present()) is None:
            return found
        told = _candidates(peer)
        return (*told[0], found[3]) if told else found

    logger.findCaller = findCaller


def _is_frame(part: Any) -> bool:
    return type(part) is list and [type(fact) for fact in part] == [str, int, str]


def frames() -> list[list[Any]]:
    """The present frames that are not the proxy's own, innermost first: ``[file, line, function]``."""
    found: list[list[Any]] = []
    frame: types.FrameType | None = sys._getframe()
    while frame is not None and len(found) < _MOST:
        code = frame.f_code
        if not code.co_filename.startswith(_HERE):
            found.append([code.co_filename, frame.f_lineno, code.co_name])
        frame = frame.f_back
    return found


def is_of_tests(root: str) -> bool:
    """Whether it is code below ``root`` that asks for this, by way of the library or not."""
    frame: types.FrameType | None = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(_BETWEEN):
            return file.startswith(root)
        frame = frame.f_back
    return False


def is_own(path: str) -> bool:
    """Whether a file is one of the proxy's."""
    return path.startswith(_HERE)


def serves(thread: threading.Thread) -> bool:
    """Whether a thread of this process only does what a thread of the other asks."""
    return vars(thread).get("_assay_serves") is True


def caller() -> tuple[str, int]:
    """The file and line of the innermost frame here that is not the proxy's own."""
    path, line, _ = frames()[0]
    return path, line


def replaces_super(value: Any) -> None:
    """A test puts ``value`` in the place of a module's ``super``: what calls it may initialise it, as with the real."""
    _supers.add(type(value))


def is_initialised(obj: Any) -> bool:
    """Whether the candidate may call ``obj.__init__``."""
    return type(obj) in _supers
