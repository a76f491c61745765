"""What a submission kept from the test that ran: exceptions that say it has failed, and ends that nobody asked for.

A callback of the test asserts, and the submission catches that. A function that ``map`` calls raises
``StopIteration``, or one that a task awaits ``CancelledError``: library code takes both for the end of its work, and
the rest of the test looks at nothing. In one process nobody would know.
"""

from __future__ import annotations

import asyncio
import os
import types
from collections.abc import Iterator

from _pytest.outcomes import Failed

_FAILURES = (AssertionError, Failed)
_OWN = os.path.join(os.path.dirname(__file__), "")


class Unheard:
    """Of one test."""

    def __init__(self) -> None:
        self._failures: list[BaseException] = []
        self._stops: list[StopIteration] = []
        self._cancelled: list[tuple[asyncio.Task[object], BaseException]] = []
        self._unwritten: Exception | None = None

    def clear(self) -> None:
        """Forget all: another test begins."""
        self.__init__()  # type: ignore[misc]

    def told(self, error: BaseException) -> None:
        """The submission gets to see what a function of the test raised."""
        if isinstance(error, _FAILURES) and "_assay_ref" not in vars(error):  # which is of the submission's own
            self._failures.append(error)

    def heard(self, error: BaseException) -> None:
        """The submission raised something: what the test can see it has not missed."""
        if self._failures:
            seen = list(_chain(error))
            self._failures = [each for each in self._failures if not any(each is one for one in seen)]

    def completed(self, function: types.FunctionType) -> None:
        """A function of the test came to its end, which makes up for the times that it did not."""
        if self._failures:
            self._failures = [each for each in self._failures if function.__code__ not in _codes(each)]

    def stopped(self, error: StopIteration) -> None:
        """A call, of something that is no iterator, raised this."""
        self._stops.append(error)

    def cancelled(self, error: BaseException) -> None:
        """Something awaited raised ``CancelledError``."""
        task = None if asyncio._get_running_loop() is None else asyncio.current_task()
        if task is not None and not task.cancelling():
            self._cancelled.append((task, error))

    def unwritten(self, error: Exception) -> None:
        """What the test has put in the place of a stream raised this when the submission's output was written to it."""
        self._unwritten = self._unwritten or error

    def problem(self) -> str:
        """What the test has missed, in a sentence; empty if nothing."""
        if self._unwritten is not None:
            return f"what the submission wrote could not be written to the test's stream: {self._unwritten!r}"
        if self._failures:
            return f"a function of the test failed when the submission called it: {self._failures[0]}"
        if any(_only_ours(error) for error in self._stops):
            return "the submission raised StopIteration from a call, which ended an iteration of the test"
        for task, error in self._cancelled:
            if task.done() and task.cancelled() and _codes(error)[:1] == [getattr(task.get_coro(), "cr_code", None)]:
                return "the submission raised CancelledError, which ended a task of the test"
        return ""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        waiting += [found.__cause__, found.__context__]
        if isinstance(found, BaseExceptionGroup):
            waiting += found.exceptions


def _codes(error: BaseException) -> list[types.CodeType]:
    """The code that an exception has passed through, outermost first."""
    found, trace = [], error.__traceback__
    while trace is not None:
        found.append(trace.tb_frame.f_code)
        trace = trace.tb_next
    return found


def _only_ours(error: BaseException) -> bool:
    codes = _codes(error)  # none of an error that unittest's assertRaises has seen, and cleared
    return bool(codes) and all(code.co_filename.startswith(_OWN) for code in codes)
