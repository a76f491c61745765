"""``sys.stdout`` of the test, where a context manager or a decorator of the submission has put another in its place.

In one process what the test prints in a ``with`` block, or in a function that the submission calls, goes where the
submission has led it. It does here as well, until the call in which that was set is over, or the block. Nowhere else:
a test may print what it expects.
"""

from __future__ import annotations

import sys
import threading
from typing import Any, Final

from assay.errors import ProtocolError
from assay.judging import is_inside
from assay.remote import ref_of

__all__ = ["Redirected"]

_ENTERS: Final = ("__enter__", "__aenter__")


class Redirected:
    """What the submission has put there, if it has."""

    def __init__(self) -> None:
        self.by: Any = None
        self._own: Any = None

    def hear(self, stream: Any) -> None:
        """The submission's ``sys.stdout`` is this now; None: as it was. ``ProtocolError`` if it is none."""
        if stream is None:
            self.restore()
            return
        if not _is_main():
            return  # no call of the test's is under way on account of which it could be set
        if ref_of(stream) is None and not hasattr(stream, "write"):
            raise ProtocolError("an output that is no object")
        if self.by is None:
            self._own = sys.stdout
        self.by = vars(sys)["stdout"] = stream

    def own(self) -> Any:
        """The test's own ``sys.stdout``, where what the submission prints goes."""
        return sys.stdout if self.by is None else self._own

    def returned(self, name: str | None) -> None:
        """A call of the test's is over, and none is under way."""
        if _is_main() and name not in _ENTERS and not is_inside():
            self.restore()

    def restore(self) -> None:
        """Put the test's own back."""
        if self.by is not None and sys.stdout is self.by:
            vars(sys)["stdout"] = self._own
        self.by = self._own = None


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()
