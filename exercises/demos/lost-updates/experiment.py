"""Panel "lost": the share of updates that are lost, for each way to add one."""

from __future__ import annotations

import assay
import measured
import pytest

WAYS = ["attribute", "through_property", "dictionary", "locked"]
SERIES = {"GIL, switch interval 5 ms": 0.005, "GIL, switch interval 1 µs": 1e-6}
REPEATS = 7


@pytest.mark.parametrize("series", SERIES)
def test_lost(series: str) -> None:
    assay.restart()
    assay.note("Python", measured.build())
    for x, way in enumerate(WAYS):
        for _ in range(REPEATS):
            assay.point("lost", series, x, measured.lost(way, SERIES[series]), "%")
