"""Panel "wall": equal work in 1 to 4 threads. Panel "late": what a busy thread does to one that wakes up."""

from __future__ import annotations

import assay
import measured
import pytest

INTERVALS = {"20 ms interval": 0.020, "5 ms (default)": 0.005, "1 ms interval": 0.001}


@pytest.mark.parametrize("kind", ["computing", "waiting"])
def test_threads(kind: str) -> None:
    assay.restart()
    assay.note("Python", measured.build())
    measured.share(kind, 4)  # warm
    for threads in (1, 2, 3, 4):
        with assay.meter() as meter:
            measured.share(kind, threads)
        assay.point("wall", f"{kind}, GIL", threads, meter.wall_s, "s")


@pytest.mark.parametrize("name", INTERVALS)
def test_lateness(name: str) -> None:
    assay.restart()
    for busy in (0, 1, 2, 4):
        late_s = measured.lateness(busy, INTERVALS[name], 25)
        assay.point("late", name, busy, late_s * 1000, "ms")
