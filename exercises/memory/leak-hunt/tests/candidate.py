"""Running traffic in the candidate's process, with the kernel's figures.

What that process says could be forged, but whoever forges has to answer requests
that nobody can foresee, and to remember ids. The same traffic goes to a service
here, and what is noted of the answers must be the same.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import assay
import traffic as ours

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


class Answers:
    """What a service answers, without a limit to what it remembers. A listener is told once."""

    def __init__(self, backend: ours.Backend) -> None:
        self._seen: set[str] = set()
        self._listeners: list[Callable[[dict], None]] = []

    def on_done(self, cb: Callable[[dict], None]) -> None:
        self._listeners.append(cb)

    def handle(self, req: dict[str, str]) -> dict[str, Any]:
        if req["id"] in self._seen:
            return {"id": req["id"], "status": "duplicate"}
        self._seen.add(req["id"])
        reply = {"id": req["id"], "status": "error"}
        if req["body"].startswith("{") and not req["customer"].startswith("unknown"):
            items = json.loads(req["body"])["items"]
            reply |= {"status": "ok", "total": sum(item["cents"] * item["count"] for item in items) * 95 // 100}
        for listener in self._listeners:
            listener(reply)
        self._listeners.clear()
        return reply


def same(ask: str, **values: Any) -> None:
    """Have both services answer the same traffic, and compare what is noted of it."""
    text = ", ".join(f"{name}={value!r}" for name, value in values.items())
    theirs = run(f"traffic.{ask}(service.Service, {text})" if ask in ("serve", "ordinary") else f"traffic.{ask}({text})")
    right = getattr(ours, ask)(*([Answers] if ask in ("serve", "ordinary") else []), **values)
    assert theirs == right, (
        f"requests were not answered as they should ({ask} {values}): a total is wrong, a new request was taken for a duplicate "
        "or one of the last 10,000 for a new one, or a listener was not told once"
    )


def begin(terms_size: int = 0) -> None:
    """Start on a new service, whose requests have a name of their own."""
    name = secrets.token_hex(4)
    run(f"traffic.begin(service.Service, {terms_size}, {name!r})")
    ours.begin(Answers, 0, name)


def go_on(kind: str, count: int) -> None:
    """One round of a kind of traffic."""
    same("go_on", kind=kind, count=count, items=1 + secrets.randbelow(99))


def growth_mb(kind: str, count: int, *, warm_up: int, terms_size: int = 0) -> float:
    """Give by how many MB a service grows in a round of count requests of a kind, once warm.

    Warm is one that remembers as many ids as it ever will, and has seen warm_up requests of the kind.
    Noise only ever adds, so the smallest of three equal rounds counts.
    """
    fresh_process()
    begin(terms_size)
    go_on("plain", 20_000)
    go_on(kind, warm_up)
    sizes = [assay.usage().memory_mb]
    for _ in range(3):
        go_on(kind, count)
        sizes.append(assay.usage().memory_mb)
    return min(after - before for before, after in zip(sizes, sizes[1:], strict=False))
