"""Runs the whole conformance suite in one process, one test for each solution of each area.

    python3 -m pytest images/harness/conformance/test_in_one_process.py

The proxied way is `TestConformance_ThroughTheProxy` of cmd/assay: it holds `assay run`
to the same declarations, so each test has the same outcome both ways.
"""
from __future__ import annotations

import concurrent.futures
import os
from collections.abc import Callable, Iterator

import pytest
import run

JOBS = [(area, solution) for area in run.areas([]) for solution in area.solutions()]


type Outcomes = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def outcomes_of() -> Iterator[Callable[[run.Area, str], Outcomes]]:
    """Gives what became of a solution; all are run in processes of their own, as many at once as there are cores."""
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        running = {(area.name, solution): pool.submit(run.run, area, solution) for area, solution in JOBS}
        yield lambda area, solution: running[area.name, solution].result()


@pytest.mark.parametrize("area, solution", JOBS, ids=[f"{area.name}/{solution}" for area, solution in JOBS])
def test_solution_is_as_declared(
    area: run.Area, solution: str, outcomes_of: Callable[[run.Area, str], Outcomes]
) -> None:
    outcomes = outcomes_of(area, solution)
    assert outcomes, "no test ran, which proves nothing"
    assert run.problems(area, solution, outcomes) == []


def test_every_solution_has_a_declaration_and_every_declaration_a_solution() -> None:
    for area in run.areas([]):
        flawed = [name for name in area.solutions() if not name.startswith("reference")]
        assert sorted(area.flawed) == flawed, area.name


def test_suite_is_large_enough() -> None:
    assert len(JOBS) > 100
