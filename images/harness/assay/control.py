"""Client of the warden: what a session may ask of the sandbox.

One link carries requests ``{"id", "op", ...}`` and answers ``{"id", "ok"}`` or
``{"id", "error"}``, which may come in any order, and events ``{"event", ...}``. Any number
of threads may call a ``Control`` at once: whichever waits first reads for all.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Final

from assay import frames
from assay.errors import CandidateGone, HarnessError

__all__ = ["Candidate", "Control", "Exit", "Reading", "ServerExit", "WardenError"]

MAX_FRAME: Final = 64 << 20
"""Longest body on the warden's link, in bytes."""

_ANSWER_S: Final = 60.0
_EXIT_S: Final = 2.0


class WardenError(HarnessError):
    """The warden refused a request, or is gone."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Candidate:
    """A started candidate process; whoever receives it closes all four."""

    channel: socket.socket
    """Stream socket on which the proxy speaks."""
    spawn: socket.socket
    """Stream socket on which further channels are handed over, one per thread."""
    stdout: int
    """Read end of its standard output."""
    stderr: int
    """Read end of its standard error."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Exit:
    """How the candidate's main process ended."""

    status: int | None
    signal: int | None
    oom: bool


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class ServerExit:
    """How a server ended; one of the two is not None."""

    status: int | None
    signal: int | None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the whole sandbox uses, read from its kernel by the warden."""

    cpu_s: float
    memory_bytes: int
    memory_peak_bytes: int
    """Highest ``memory_bytes`` since the mark that was asked about, else of the whole run."""
    processes: int
    oom_kills: int
    raw: dict[str, Any]
    """The ``usage`` object of the protocol: each number with its method."""
