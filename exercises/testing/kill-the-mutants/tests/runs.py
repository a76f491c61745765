"""The submitted suite, run in the sandbox on one version of the module after the other.

A small program runs there; it has pytest loaded and forks for each run. Both
files lie at the same path with the same times in each run, and the order of
runs is random. What a run reports could be forged, but whoever forges cannot
tell a version with a fault from one that only looks different.
"""

from __future__ import annotations

import json
import random
import socket
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import assay
from variants import FAR_TWIN, GIVEN, MUTANTS, NEAR_TWINS

RUNNER = (Path(__file__).parent / "runner.txt").read_text()
PORT = 9400


@dataclass(frozen=True, kw_only=True)
class Run:
    """What one run of the suite reported."""

    outcomes: dict[str, tuple[str, str]]
    """Outcome and message of each test that ran to its end, by name."""
    problems: list[str]
    """What stands in the way of counting: errors outside of a test's own body, skips."""
    covered: float = 0.0
    arcs: dict[str, set[tuple[int, int]]] = field(default_factory=dict)

    @property
    def failed(self) -> list[str]:
        return [name for name, (outcome, _) in self.outcomes.items() if outcome == "failed"]

    @property
    def passed(self) -> bool:
        return bool(self.outcomes) and not self.failed and not self.problems

    @property
    def kills(self) -> bool:
        return bool(self.failed) and not self.problems

    def why(self) -> str:
        """Say what was wrong, briefly."""
        if self.problems:
            return self.problems[0]
        if not self.outcomes:
            return "no test ran"
        return f"{self.failed[0]}: {self.outcomes[self.failed[0]][1]}" if self.failed else ""


def start(hash_seed: str = "0") -> None:
    """Start the program that runs suites, in a fresh sandbox process."""
    assay.restart()
    assay.put("runner.py", RUNNER)
    env = {"PYTHONHASHSEED": hash_seed, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONUNBUFFERED": "1"}
    server = assay.spawn(["python3", "runner.py", str(PORT)], env=env)
    end = time.monotonic() + 20
    while "ready" not in server.log():
        assert time.monotonic() < end, f"the suite cannot be run: {server.log()}"
        time.sleep(0.02)


def run(module: str, *, shuffle: int | None = None, clock: str = "", coverage: bool = False) -> Run:
    """Run the submitted suite on a version of the module."""
    job = {"booking.py": module, "test_booking.py": assay.source("test_booking.py"), "shuffle": shuffle, "clock": clock, "coverage": coverage}
    with socket.create_connection(("127.0.0.1", PORT), timeout=30) as connection, connection.makefile("rwb") as stream:
        stream.write(json.dumps(job).encode() + b"\n")
        stream.flush()
        line = stream.readline()
    answer: dict[str, Any] = json.loads(line) if line else {"outcomes": {}, "problems": ["the run ended without a report"]}
    return Run(
        outcomes={name: (outcome, text) for name, (outcome, text) in answer["outcomes"].items()},
        problems=list(answer["problems"]),
        covered=float(answer.get("covered", 0.0)),
        arcs={name.partition("|")[0]: {(begin, end) for begin, end in arcs} for name, arcs in answer.get("arcs", {}).items()},
    )


@cache
def all_runs() -> dict[str, Run]:
    """Run the suite once on each version; "given" and "far twin" are two of the names."""
    versions = {"given": GIVEN, "far twin": FAR_TWIN} | NEAR_TWINS | MUTANTS
    names = list(versions)
    random.SystemRandom().shuffle(names)
    start()
    return {name: run(versions[name]) for name in names}


def function(name: str) -> str:
    """Give a test's name without its parameters."""
    return name.partition("[")[0]
