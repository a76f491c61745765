"""Panel "memory": growth of the sandbox, by the kernel's count, over equal rounds of requests."""

from __future__ import annotations

import assay
import measured
import pytest

KINDS = [
    "cached without a bound",
    "errors kept with their frames",
    "listeners never removed",
    "ids and bodies remembered",
    "nothing kept",
]


@pytest.mark.parametrize("kind", KINDS)
def test_growth(kind: str) -> None:
    assay.restart()
    assay.note("Python", assay.probe("import sys; sys.version.split()[0]"))
    measured.start("nothing kept")
    measured.ask(500)  # warm
    measured.start(kind)
    before = assay.usage().memory_mb
    for requests in range(0, 5_001, 500):
        assay.point("memory", kind, requests, assay.usage().memory_mb - before, "MB")
        measured.ask(500)
