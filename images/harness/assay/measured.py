"""What the candidate's process says of itself when a test measures its own: see ``assay.measuring``."""

from __future__ import annotations

import _tracemalloc
import asyncio
import collections
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from assay.loops import is_serving
from assay.stacks import is_own, serves

__all__ = ["MEASURES"]

_PAGE: Final = os.sysconf("SC_PAGESIZE")
_enumerate, _process_time, _getrusage = threading.enumerate, time.process_time, resource.getrusage
_all_tasks, _listdir, _readlink = asyncio.all_tasks, os.listdir, os.readlink


def _threads() -> list[threading.Thread]:
    """The threads that the submission has started and that live."""
    return [thread for thread in _enumerate() if thread is not threading.main_thread() and not serves(thread)]


def _children() -> list[Any]:
    multiprocessing: Any = sys.modules.get("multiprocessing")
    return [] if multiprocessing is None else list(multiprocessing.active_children())


def _tasks() -> list[Any]:
    """The tasks of the loop that mirrors the test's, but those that a test awaits."""
    if asyncio._get_running_loop() is None:
        return []
    return [task for task in _all_tasks() if not is_serving(task)]


def _files() -> list[list[Any]]:
    """Path and descriptor of every file that is open."""
    found = []
    for name in _descriptors():
        try:
            path = _readlink(f"/proc/self/fd/{name}")
        except OSError:
            continue
        if path.startswith("/") and not path.startswith(("/dev/", "/proc/")):
            found.append([path, int(name)])
    return found


def _descriptors() -> list[str]:
    return _listdir("/proc/self/fd")


def _memory() -> list[int]:
    """Resident and virtual size, in bytes."""
    with open("/proc/self/statm", "rb") as statm:
        virtual, resident = statm.read().split()[:2]
    return [int(resident) * _PAGE, int(virtual) * _PAGE]


def _snapshot() -> list[list[Any]]:
    """Domain, size and frames: the blocks that one place has allocated, together."""
    places: collections.Counter[tuple[int, Any]] = collections.Counter()
    for domain, size, frames, *_ in _tracemalloc._get_traces():
        if not is_own(frames[0][0]):
            places[domain, frames] += size
    return [[domain, size, [list(frame) for frame in frames]] for (domain, frames), size in places.items()]


MEASURES: Final[dict[str, Callable[[], Any]]] = {
    "threads": _threads,
    "children": _children,
    "tasks": _tasks,
    "files": _files,
    "descriptors": lambda: len(_descriptors()),
    "memory": _memory,
    "cpu": lambda: _process_time(),
    "self": lambda: [float(part) for part in _getrusage(resource.RUSAGE_SELF)],
    "waited": lambda: [float(part) for part in _getrusage(resource.RUSAGE_CHILDREN)],
    "traced": lambda: list(_tracemalloc.get_traced_memory()),
    "snapshot": _snapshot,
    "clear_traces": _tracemalloc.clear_traces,
    "reset_peak": _tracemalloc.reset_peak,
}
"""The measures that a test may ask for, by name."""
