"""Running traffic in the candidate's process, with the kernel's figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import assay

HERE = Path(__file__).parent
TRAFFIC = (HERE / "traffic.py").read_text()
GIVEN = (HERE / "given_service.py").read_text()

INSTALL = """
import sys, types
import service

def install(name, text):
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, name + ".py", "exec"), module.__dict__)

install("traffic_of_the_tests", traffic)
install("service_as_it_was", given)
None
"""
WITH_TRAFFIC = "import service, service_as_it_was, traffic_of_the_tests as traffic\n"


def fresh_process() -> None:
    """Start a new process of the candidate and put the traffic into it."""
    assay.restart()
    assay.probe(INSTALL, traffic=TRAFFIC, given=GIVEN)


def run(expression: str) -> Any:
    """Evaluate an expression where `service` and `traffic` are modules."""
    return assay.probe(WITH_TRAFFIC + expression)


def growth_mb(kind: str, count: int, *, warm_up: int, terms_size: int = 0) -> float:
    """Give by how many MB a service grows in a round of count requests of a kind, once warm.

    Warm is one that remembers as many ids as it ever will, and has seen warm_up requests of the kind.
    Noise only ever adds, so the smallest of three equal rounds counts.
    """
    fresh_process()
    run(f"traffic.begin(service.Service, {terms_size})")
    run("traffic.go_on('plain', 20_000)")
    run(f"traffic.go_on({kind!r}, {warm_up})")
    sizes = [assay.usage().memory_mb]
    for _ in range(3):
        run(f"traffic.go_on({kind!r}, {count})")
        sizes.append(assay.usage().memory_mb)
    return min(after - before for before, after in zip(sizes, sizes[1:], strict=False))
