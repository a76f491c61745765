"""Signal handlers that raise while their process waits for the other one.

In one process the exception of an alarm would end the function that was called. It cannot end what another process
does, and in the middle of a message it would lose the answer. A handler of the submission that raises while the
submission waits for the test is therefore heard as soon as the answer is there. One of the test ends the candidate's
process with the call, since what it waits for may never come.
"""

from __future__ import annotations

import os
import traceback
import types
from collections.abc import Callable
from typing import Any

from assay.stacks import is_own

_LIBRARY = os.path.dirname(os.__file__) + os.sep


class _Handler:
    """Calls a handler, and hands what it raises to ``keep`` if ``waiting`` was interrupted."""

    def __init__(self, handler: Callable[[int, Any], object], waiting: types.CodeType, keep: Any) -> None:
        self.handler, self._waiting, self._keep = handler, waiting, keep

    def __call__(self, signum: int, frame: types.FrameType | None) -> None:
        interrupted = self._interrupted(frame)
        if interrupted is None:
            self.handler(signum, frame)
            return
        try:
            self.handler(signum, frame)
        except BaseException as error:
            if interrupted:
                self._keep(error)
            else:  # nothing is under way that it could end
                traceback.print_exception(error)

    def _interrupted(self, frame: types.FrameType | None) -> bool | None:
        """None for code of this side, True while that waits for the other, False where none is under way."""
        while frame is not None:
            path = frame.f_code.co_filename
            if frame.f_code is self._waiting:
                return True
            if not (is_own(path) or path.startswith((_LIBRARY, "<frozen"))):
                return None
            frame = frame.f_back
        return False


def hook_signals(signal: Any, waiting: types.CodeType, keep: Callable[[BaseException], object]) -> None:
    """Have the handlers that are set from now on do so; ``waiting`` is the code of what asks the other side."""
    set_handler, get_handler = signal.signal, signal.getsignal

    def original(handler: Any) -> Any:
        return handler.handler if type(handler) is _Handler else handler

    def replaced(signalnum: int, handler: Any) -> Any:
        """Set the action for a signal; gives the former one."""
        return original(set_handler(signalnum, _Handler(handler, waiting, keep) if callable(handler) else handler))

    def getsignal(signalnum: int) -> Any:
        """The present action for a signal."""
        return original(get_handler(signalnum))

    replaced.__name__ = replaced.__qualname__ = "signal"
    vars(signal).update(signal=replaced, getsignal=getsignal)  # not a patch of the test's
