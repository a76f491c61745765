"""Waiting to be claimed: how the first process of a warm pod passes its time.

A warm pod is started ahead of the submission that it is for. Both its first processes are
ready for work then, and end by themselves when nobody has said ``hello`` within their time.

Standard input is the lease of every pod: it ends with the run. Only where the engine has died it
does not; so what was made for one run (``--once``, ``--idle``) ends by itself when it has nothing to
do for long.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import select
from collections.abc import Sequence
from typing import Final

from assay import frames

__all__ = ["ORPHANED_S", "idle_time", "is_shared", "load", "orphaned_time", "wait"]

ORPHANED_S: Final = 120.0
"""Time after which a pod for one run ends that nobody goes on with."""

_OPTION: Final = "--idle"
_SHARED: Final = "--shared"
_ONCE: Final = "--once"


def idle_time(arguments: Sequence[str]) -> float:
    """Gives the seconds that ``--idle`` names, 0.0 where it is not there: a pod for somebody who waits."""
    return float(arguments[arguments.index(_OPTION) + 1]) if _OPTION in arguments else 0.0


def is_shared(arguments: Sequence[str]) -> bool:
    """Tells whether the pod serves one submission after the other."""
    return _SHARED in arguments


def orphaned_time(arguments: Sequence[str]) -> float | None:
    """Gives ``ORPHANED_S`` for a pod of one run, None for what may rightly wait: for a batch, or to be looked at."""
    return ORPHANED_S if _ONCE in arguments or _OPTION in arguments else None


def load(names: Sequence[str]) -> None:
    """Imports those of the modules that the image has."""
    for name in names:
        if importlib.util.find_spec(name.partition(".")[0]):
            importlib.import_module(name)


def wait(into: int, idle_s: float, direction: frames.Direction) -> None:
    """Returns once the pod is claimed; ends the process when that does not happen in time."""
    if not select.select([into], [], [], idle_s)[0]:
        os._exit(0)
    message = frames.read(into, direction)
    if message is None:
        os._exit(0)
    if message["type"] != "hello":
        raise frames.FrameError("malformed", f"{message['type']!r} before hello")
