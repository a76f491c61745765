"""Context variables of tasks that are in both processes, as they would be in one.

A task of the test has its context here, while one thread of the candidate's process serves all of its tasks. What is
left in a context there is kept there, under a number, and the number is a context variable of the test's: a task
inherits it like any other, and goes on in the same context as long as the number is its own.

What goes with a request from inside a loop is ``[number, whether it is the task's own]`` towards the candidate, and
``[number, await]`` from it, where the second is that of the await which the asking task serves, or 0.
"""

from __future__ import annotations

import asyncio
import itertools
import weakref
from collections.abc import Callable, Sequence
from contextvars import Context, ContextVar, copy_context
from typing import Any, Protocol

from assay.values import number, part

_MOST = 10_000  # contexts kept; what was kept first goes first

type Task = asyncio.Task[Any]
type Turned = Callable[[int], object]


class Contexts(Protocol):
    """Of one thread."""

    def told(self) -> list[int]:
        """What goes with a request."""

    def of_task(self, told: list[int], ident: int) -> Context:
        """The context for a task that serves an await of the other side's, of that number."""

    def run(self, told: list[int], work: Sequence[Any], turned: Turned) -> Any:
        """Run a function with its arguments for the other side; ``turned`` is given the number of what is left."""

    def left(self, told: list[int]) -> int:
        """The number of what the present task, which serves an await, leaves; 0 for what it began with."""

    def turn(self, left: int) -> None:
        """The present task's context has a new number on the other side, if it is not 0."""

    def awaiting(self, ident: int, task: Task | None) -> None:
        """A task awaits the other side, or no longer."""

    def clear(self) -> None:
        """A loop has ended, with the tasks whose contexts these were."""


def checked(told: Any) -> list[int]:
    """What goes with a request, if it makes sense; otherwise ``ProtocolError``."""
    number(part(told, 0, 2))
    number(told[1])
    return told  # type: ignore[no-any-return]


_number: ContextVar[tuple[int, weakref.ref[Task] | None]] = ContextVar("assay", default=(0, None))


def _task() -> Task | None:
    try:
        return asyncio.current_task()
    except RuntimeError:
        return None


class TestContexts:
    """The test's half."""

    def __init__(self) -> None:
        self._awaiting: dict[int, Task] = {}

    def told(self) -> list[int]:
        found, owner = _number.get()
        task = _task()
        return [found, int(owner is not None and task is not None and owner() is task)]

    def of_task(self, told: list[int], ident: int) -> Context:
        task = self._awaiting.get(told[1])
        found = copy_context() if task is None else task.get_context().copy()
        found.run(_number.set, (told[0], None))
        return found

    def run(self, told: list[int], work: Sequence[Any], turned: Turned) -> Any:
        task = self._awaiting.get(told[1])
        if task is None or task is _task():
            return self._as(told[0], work)
        return task.get_context().run(self._as, told[0], work)

    def _as(self, theirs: int, work: Sequence[Any]) -> Any:
        function, *args = work
        before = _number.set((theirs, None))
        try:
            return function(*args)
        finally:
            _number.reset(before)

    def left(self, told: list[int]) -> int:
        return 0

    def turn(self, left: int) -> None:
        if left:
            task = _task()
            _number.set((left, None if task is None else weakref.ref(task)))

    def awaiting(self, ident: int, task: Task | None) -> None:
        if task is None:
            self._awaiting.pop(ident, None)
        else:
            self._awaiting[ident] = task

    def clear(self) -> None:
        """Nothing is kept here."""


# The number, the await that is served, and the context as it was then, None for an empty one.
_present: ContextVar[tuple[int, int, Context | None]] = ContextVar("assay", default=(0, 0, None))


def _now() -> Context:
    """The present context, without what is noted of it here."""
    found = copy_context()
    found.run(_present.set, (0, 0, None))
    return found


_EMPTY = Context().run(_now)


class CandidateContexts:
    """The candidate's half."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Context, Context | None]] = {}  # as it was under the number, and what goes on
        self._numbers = itertools.count(1)

    def told(self) -> list[int]:
        return [self._known(None), _present.get()[1]]

    def of_task(self, told: list[int], ident: int) -> Context:
        known, own = told
        then, live = self._kept.get(known, (None, None))
        if own and live is not None:
            live.run(_present.set, (known, ident, then))
            return live
        then = then or _now()
        found = then.copy()
        found.run(_present.set, (known, ident, then))
        return found

    def run(self, told: list[int], work: Sequence[Any], turned: Turned) -> Any:
        context = self.of_task(told, 0)
        try:
            return context.run(*work)
        finally:
            known = context.run(self._known, context)
            if known != told[0]:
                turned(known)

    def left(self, told: list[int]) -> int:
        task = _task()
        known = self._known(None if task is None else task.get_context())
        return 0 if known == told[0] else known

    def turn(self, left: int) -> None:
        """The test keeps nothing."""

    def awaiting(self, ident: int, task: Task | None) -> None:
        """The test does not ask on behalf of this side's tasks."""

    def clear(self) -> None:
        self._kept.clear()

    def _known(self, live: Context | None) -> int:
        """The number of the present context, a new one if it has changed. ``live`` is itself."""
        known, ident, then = _present.get()
        now = _now()
        if now == (then or _EMPTY):
            return known
        known = next(self._numbers)
        _present.set((known, ident, now))
        self._kept[known] = now, live
        if len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
        return known
