"""Panel "memory": the peak of a whole pass. Panel "first": the time to the first result."""

from __future__ import annotations

import assay
import measured
import pytest

ROWS = (50_000, 100_000, 200_000, 400_000, 800_000)


@pytest.mark.parametrize("kind", ["generators", "lists"])
def test_memory(kind: str) -> None:
    assay.note("Python", assay.probe("import sys; sys.version.split()[0]"))
    for rows in ROWS:
        assay.restart()
        measured.total(kind, 100)
        with assay.meter() as meter:
            measured.total(kind, rows)
        assay.point("memory", kind, rows, meter.peak_mb, "MB")


@pytest.mark.parametrize("kind", ["generators", "lists"])
def test_first(kind: str) -> None:
    assay.restart()
    measured.first(kind, 100)
    for rows in ROWS:
        with assay.meter() as meter:
            assert measured.first(kind, rows) == 518
        assay.point("first", kind, rows, meter.wall_s * 1000, "ms")
