"""Panel "wall": equal work in 1 to 4 threads. Panel "late": what a busy thread does to one that wakes up."""

from __future__ import annotations

import assay
import measured
import pytest

INTERVALS = {"20 ms interval": 0.020, "5 ms (default)": 0.005, "1 ms interval": 0.001}
BUILDS = {"GIL": "standard", "no GIL": "free-threaded"}


def wall_s(kind: str, threads: int) -> float:
    with assay.meter() as meter:
        measured.share(kind, threads)
    return meter.wall_s


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("kind", ["computing", "waiting"])
def test_threads(kind: str, build: str) -> None:
    assay.restart(interpreter=BUILDS[build])
    assay.note("Python", measured.build())
    measured.share(kind, 4)  # warm
    assay.note("times", "each sample of the work is the fastest of three tries in a row, since whatever else the machine does only adds")
    for threads in (1, 2, 3, 4):
        assay.point("wall", f"{kind}, {build}", threads, min(wall_s(kind, threads) for _ in range(3)), "s")


@pytest.mark.parametrize("name", INTERVALS)
def test_lateness(name: str) -> None:
    assay.restart()
    for busy in (0, 1, 2, 4):
        late_s = measured.lateness(busy, INTERVALS[name], 25)
        assay.point("late", name, busy, late_s * 1000, "ms")


def test_lateness_without_the_gil() -> None:
    assay.restart(interpreter="free-threaded")
    for busy in (0, 1, 2, 4):
        late_s = measured.lateness(busy, INTERVALS["5 ms (default)"], 25)
        assay.point("late", "no GIL", busy, late_s * 1000, "ms")
