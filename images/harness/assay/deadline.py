"""The limit of a test's time. A thread watches it: ``signal.alarm`` and the interval timers are the test's own."""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Callable
from time import monotonic  # whatever a test puts in its place

_AGAIN_S = 0.5  # until it is said again to a test that went on

SIGNAL = signal.SIGRTMAX
"""What interrupts the main thread."""


class Deadline:
    """Calls ``passed`` in the main thread when it has passed, and again as long as it stands."""

    def __init__(self, passed: Callable[[], object]) -> None:
        self._passed = passed
        self._changed = threading.Condition()
        self._at: float | None = None
        self._wakes: float | None = None  # when the thread looks next; None: when it is told to
        self._watched = False
        self._main = threading.main_thread().ident or 0
        signal.signal(SIGNAL, self._signalled)

    def set(self, at: float | None) -> None:
        """It passes when ``time.monotonic()`` is ``at``; None: never."""
        with self._changed:
            self._at = at
            if at is None:
                return
            if not self._watched:
                self._watched = True
                _thread.start_new_thread(self._watch, ())
            elif self._wakes is None or at < self._wakes:
                self._changed.notify()

    def _watch(self) -> None:
        with self._changed:
            while True:
                left = None
                if self._at is not None:
                    left = self._at - monotonic()
                    if left <= 0:
                        signal.pthread_kill(self._main, SIGNAL)
                        left = _AGAIN_S
                self._wakes = None if left is None else monotonic() + left
                self._changed.wait(left)

    def _signalled(self, signum: int, frame: object) -> None:
        if self._at is not None:
            self._passed()
