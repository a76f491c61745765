"""Panel "lost": the share of updates that are lost, for each way to add one."""

from __future__ import annotations

import assay
import measured
import pytest

WAYS = ["attribute", "through_property", "dictionary", "locked"]
SERIES = {
    "GIL, default": ("standard", 0.005),
    "GIL, switching every 1 µs": ("standard", 1e-6),
    "no GIL": ("free-threaded", 0.005),
}
REPEATS = 7


@pytest.mark.parametrize("series", SERIES)
def test_lost(series: str) -> None:
    interpreter, interval_s = SERIES[series]
    assay.restart(interpreter=interpreter)
    assay.note("Python", measured.build())
    for x, way in enumerate(WAYS):
        for _ in range(REPEATS):
            assay.point("lost", series, x, measured.lost(way, interval_s), "%")
