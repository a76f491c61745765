"""Functions of the standard library that measure a process: for a test they measure the submission's too.

``tracemalloc`` traces in both processes. What is passed is in both, so of the two amounts the larger counts. Living
threads are those of both; a thread that serves one of the other process is none of its own.

A submission can forge both as it can in one process, by ``tracemalloc.clear_traces``; ``assay.meter`` and
``assay.usage`` ask the kernel.
"""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assay.errors import CandidateGone, ProtocolError
from assay.stacks import serves

if TYPE_CHECKING:
    from assay.session import Session

_NOTHING: dict[str, Any] = {}


def hook_measuring(session: Session) -> None:
    """Have them look at both processes."""

    def ask(op: str, name: str | None = None) -> Any:
        peer = session.present()
        if peer is None:
            return None
        answer = peer.ask(op, 0, name, (), _NOTHING)
        if not _makes_sense(op, name, answer):
            peer.lost(ProtocolError(f"an answer to {name or op} that makes no sense"))
        return answer

    _hook_threads(ask)
    _hook_tracemalloc(session, ask)


def _makes_sense(op: str, name: str | None, answer: Any) -> bool:
    if name == "get_traced_memory":
        return type(answer) is list and [type(part) for part in answer] == [int, int]
    if name == "take_snapshot":
        return type(answer) is list and all(map(_is_trace, answer))
    return type(answer) is list if op == "threads" else answer is None


def _is_trace(part: Any) -> bool:
    facts = [type(fact) for fact in part] if type(part) is list else []
    return facts == [int, int, list] and all(
        type(frame) is list and [type(fact) for fact in frame] == [str, int] for frame in part[2]
    )


def _hook_threads(ask: Callable[..., Any]) -> None:
    original = threading.enumerate

    def enumerate_() -> list[threading.Thread]:
        own = [thread for thread in original() if not serves(thread)]
        try:
            return own + list(ask("threads") or ())
        except CandidateGone:
            return own

    enumerate_.__name__ = "enumerate"
    vars(threading)["enumerate"] = enumerate_
    vars(threading)["active_count"] = lambda: len(enumerate_())


def _hook_tracemalloc(session: Session, ask: Callable[..., Any]) -> None:
    start, stop, taken = tracemalloc.start, tracemalloc.stop, tracemalloc.take_snapshot
    measured: Any = tracemalloc.get_traced_memory

    def started(nframe: int = 1, /) -> None:
        start(nframe)
        session.world.trace(nframe)

    def stopped() -> None:
        stop()
        session.world.trace(0)

    def get_traced_memory() -> tuple[int, int]:
        both = [measured()]
        if tracemalloc.is_tracing() and (there := ask("trace", "get_traced_memory")) is not None:
            both.append(there)
        return max(int(now) for now, _ in both), max(int(peak) for _, peak in both)

    def take_snapshot() -> tracemalloc.Snapshot:
        snapshot = taken()
        own: Any = vars(snapshot)["traces"]
        more = [
            (domain, size, tuple((file, line) for file, line in frames), len(frames))
            for domain, size, frames in ask("trace", "take_snapshot") or ()
        ]
        return tracemalloc.Snapshot((*own._traces, *more), snapshot.traceback_limit)

    def follow(name: str) -> Callable[[], None]:
        original = getattr(tracemalloc, name)

        def both() -> None:
            original()
            if tracemalloc.is_tracing():
                ask("trace", name)

        return both

    vars(tracemalloc).update(
        start=started,
        stop=stopped,
        take_snapshot=take_snapshot,
        get_traced_memory=get_traced_memory,
        clear_traces=follow("clear_traces"),
        reset_peak=follow("reset_peak"),
    )
