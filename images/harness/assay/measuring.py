"""Functions of the standard library that measure a process: for a test they measure the submission's too.

What a process holds or has used is the sum of both; only of what ``tracemalloc`` traces the larger amount counts,
because what is passed is in both. Threads, child processes and tasks are those of both, without those that serve the
other process. ``psutil`` is followed where it describes the present process.

A submission can forge these numbers as it can in one process; ``assay.meter`` and ``assay.usage`` ask the kernel.
"""

from __future__ import annotations

import asyncio
import math
import os
import re
import resource
import threading
import time
import tracemalloc
from os import getpid as _getpid  # whatever a test puts in its place
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from assay.errors import CandidateGone, ProtocolError
from assay.importing import when_imported
from assay.loops import is_serving
from assay.stacks import serves

if TYPE_CHECKING:
    from assay.session import Session

type Ask = Callable[[str], Any]

_NOTHING: Final[dict[str, Any]] = {}
_THEIRS: Final = 1_000_000
"""Added to a descriptor of the candidate's, so that it is none of this process's."""
_NUMBERS: Final = {"memory": [int] * 2, "traced": [int] * 2, "self": [float] * 16, "waited": [float] * 16}
_MOST_DESCRIPTORS: Final = 1 << 20  # what Linux allows a process, unless told otherwise
_LISTS: Final = ("threads", "children", "tasks")


def hook_measuring(session: Session) -> None:
    """Have them look at both processes."""

    def ask(what: str) -> Any:
        """What the candidate's process says; None if there is none."""
        peer = session.present()
        if peer is None:
            return None
        try:
            answer = peer.ask("measure", 0, what, (), _NOTHING)
        except CandidateGone:
            return None
        if not _makes_sense(what, answer):
            peer.lost(ProtocolError(f"a measure of {what} that makes no sense"))
        return answer

    _hook_threads(ask)
    _hook_tasks(session, ask)
    _hook_usage(ask)
    _hook_descriptors(ask)
    _hook_tracemalloc(session, ask)
    when_imported("multiprocessing", lambda module: _hook_multiprocessing(module, ask))
    when_imported("psutil", lambda module: _hook_psutil(module, ask))


def _makes_sense(what: str, answer: Any) -> bool:
    if what == "descriptors":
        return type(answer) is int and 0 <= answer <= _MOST_DESCRIPTORS
    if what == "cpu":
        return type(answer) is float and math.isfinite(answer)
    if what in _NUMBERS:
        kinds = type(answer) is list and [type(part) for part in answer] == _NUMBERS[what]
        return kinds and all(map(math.isfinite, answer))
    if what == "snapshot":
        return type(answer) is list and all(map(_is_trace, answer))
    if what == "files":
        return type(answer) is list and all(type(p) is list and [type(f) for f in p] == [str, int] for p in answer)
    return type(answer) is list if what in _LISTS else answer is None


def _is_trace(part: Any) -> bool:
    facts = [type(fact) for fact in part] if type(part) is list else []
    return facts == [int, int, list] and all(
        type(frame) is list and [type(fact) for fact in frame] == [str, int] for frame in part[2]
    )


# -- what runs --------------------------------------------------------------------------------------------------------


def _hook_threads(ask: Ask) -> None:
    original = threading.enumerate

    def enumerate_() -> list[threading.Thread]:
        return [thread for thread in original() if not serves(thread)] + list(ask("threads") or ())

    enumerate_.__name__ = "enumerate"
    vars(threading).update(enumerate=enumerate_, active_count=lambda: len(enumerate_()))


def _hook_tasks(session: Session, ask: Ask) -> None:
    original: Any = asyncio.all_tasks

    def has_mirror(loop: asyncio.AbstractEventLoop | None) -> bool:
        peer = session.present()
        channel = None if peer is None or loop is None else getattr(peer.local, "channel", None)
        return channel is not None and channel.loops.knows(loop)

    def all_tasks(loop: asyncio.AbstractEventLoop | None = None) -> set[asyncio.Task[Any]]:
        own = {task for task in original(loop) if not is_serving(task)}
        running = asyncio._get_running_loop()
        return own | set(ask("tasks") or ()) if has_mirror(running) and loop in (None, running) else own

    vars(asyncio)["all_tasks"] = all_tasks


def _hook_multiprocessing(module: Any, ask: Ask) -> None:
    original = module.active_children
    vars(module)["active_children"] = lambda: [*original(), *(ask("children") or ())]


# -- what has been used -----------------------------------------------------------------------------------------------


def _hook_usage(ask: Ask) -> None:
    process_time, getrusage = time.process_time, resource.getrusage
    whose = {resource.RUSAGE_SELF: "self", resource.RUSAGE_CHILDREN: "waited"}

    def both(who: int, /) -> Any:
        own = getrusage(who)
        more = ask(whose[who]) if who in whose else None
        if more is None:
            return own
        parts = [mine + type(mine)(part) for mine, part in zip(own, more, strict=True)]
        parts[2] = max(own[2], int(more[2]))  # the largest size that any of them had
        return resource.struct_rusage(parts)

    def cpu() -> float:
        return process_time() + (ask("cpu") or 0.0)

    vars(time).update(process_time=cpu, process_time_ns=lambda: int(cpu() * 1e9))
    vars(resource)["getrusage"] = both


# -- what is held -----------------------------------------------------------------------------------------------------


def _hook_descriptors(ask: Ask) -> None:
    original: Any = os.listdir
    here = re.compile(r"/proc/(self|\d+)/fd/?|/dev/fd/?")

    def listdir(path: Any = None) -> Any:
        found = original(path)
        if type(path) is str and (match := here.fullmatch(path)) and match[1] in (None, "self", str(_getpid())):
            found += [str(_THEIRS + n) for n in range(ask("descriptors") or 0)]
        return found

    vars(os)["listdir"] = listdir


def _hook_psutil(module: Any, ask: Ask) -> None:
    kind: Any = module.Process

    def follow(name: str, combine: Callable[..., Any]) -> None:
        original = getattr(kind, name)

        def both(self: Any, *args: Any, **options: Any) -> Any:
            own = original(self, *args, **options)
            return combine(own) if self.pid == _getpid() else own

        setattr(kind, name, both)

    def memory(own: Any) -> Any:
        resident, virtual = ask("memory") or (0, 0)
        return own._replace(rss=own.rss + resident, vms=own.vms + virtual)

    def files(own: list[Any]) -> list[Any]:
        entry: Any = module._common.popenfile
        return own + [entry(path, _THEIRS + fd) for path, fd in ask("files") or ()]

    follow("memory_info", memory)
    follow("num_fds", lambda own: own + (ask("descriptors") or 0))
    follow("open_files", files)
    follow("num_threads", lambda own: own + len(ask("threads") or ()))
    follow("children", lambda own: own + (ask("children") or []))


def _hook_tracemalloc(session: Session, ask: Ask) -> None:
    start, stop, taken = tracemalloc.start, tracemalloc.stop, tracemalloc.take_snapshot
    measured: Any = tracemalloc.get_traced_memory

    def started(nframe: int = 1, /) -> None:
        start(nframe)
        session.world.trace(nframe)

    def stopped() -> None:
        stop()
        session.world.trace(0)

    def get_traced_memory() -> tuple[int, int]:
        own = measured()
        there = (tracemalloc.is_tracing() and ask("traced")) or (0, 0)
        return max(own[0], there[0]), max(own[1], there[1])

    def take_snapshot() -> tracemalloc.Snapshot:
        snapshot = taken()
        own: Any = vars(snapshot)["traces"]
        more = [
            (domain, size, tuple((file, line) for file, line in frames), len(frames))
            for domain, size, frames in ask("snapshot") or ()
        ]
        return tracemalloc.Snapshot((*own._traces, *more), snapshot.traceback_limit)

    def follow(name: str) -> Callable[[], None]:
        original = getattr(tracemalloc, name)

        def both() -> None:
            original()
            if tracemalloc.is_tracing():
                ask(name)

        return both

    vars(tracemalloc).update(
        start=started,
        stop=stopped,
        take_snapshot=take_snapshot,
        get_traced_memory=get_traced_memory,
        clear_traces=follow("clear_traces"),
        reset_peak=follow("reset_peak"),
    )
