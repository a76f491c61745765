"""Panel "pause": full collections. "collections": how many of each kind. "growth": memory while cycles are made."""

from __future__ import annotations

import assay
import measured
import pytest

THRESHOLDS = {"collector off": 0, "threshold 50,000": 50_000, "as usual": 2_000}


def test_pause() -> None:
    assay.note("Python", assay.probe("import sys; sys.version.split()[0]"))
    assay.restart()
    for containers in (100_000, 200_000, 500_000, 1_000_000):
        measured.grow(containers)
        assay.point("pause", "as usual", containers, measured.pause() * 1000, "ms")
        assay.point("pause", "after gc.freeze()", containers, measured.frozen_pause() * 1000, "ms")


@pytest.mark.parametrize("kind", ["garbage in cycles", "lists that stay"])
def test_collections(kind: str) -> None:
    assay.restart()
    for generation, count in enumerate(measured.collections(kind, 200_000)):
        assay.point("collections", kind, generation, count, "")


@pytest.mark.parametrize("name", THRESHOLDS)
def test_growth(name: str) -> None:
    assay.restart()
    measured.make_cycles(10)
    measured.configure(THRESHOLDS[name])
    before = assay.usage().memory_mb
    assay.point("growth", name, 0, 0.0, "MB")
    for made in range(10_000, 100_001, 10_000):
        measured.make_cycles(10_000)
        assay.point("growth", name, made, assay.usage().memory_mb - before, "MB")
