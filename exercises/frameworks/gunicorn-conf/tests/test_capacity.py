"""How much happens at once, and in how much memory."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import assay
import pytest
from server import Gunicorn, gunicorn, once, until

CLIENTS, AT_ONCE, HANGING = 32, 12, 8
BOOT_MB = 130


@pytest.fixture(scope="module")
def started() -> Iterator[Callable[[], Gunicorn]]:
    with contextlib.ExitStack() as stack:
        yield once(lambda: stack.enter_context(gunicorn()))


def test_the_service_takes_little_memory(started: Callable[[], Gunicorn]) -> None:
    server = started()
    assay.bound(
        server.memory_mb, at_most=BOOT_MB, unit="MB",
        message="memory of all processes after the start: a table that is loaded before the fork is shared by all workers",
    )


def test_waits_overlap(started: Callable[[], Gunicorn]) -> None:
    server = started()
    most = best_of_three(server)
    assay.bound(most, at_least=AT_ONCE, message=f"{CLIENTS} clients asked for /io at once; how many were waiting for the upstream together")


def test_hanging_requests_leave_room(started: Callable[[], Gunicorn]) -> None:
    server = started()
    server.up.hold("hang")
    with ThreadPoolExecutor(HANGING) as pool:
        hanging = [pool.submit(server.status, "/hang", 60) for _ in range(HANGING)]
        hung = until(lambda: server.up.open["hang"], lambda seen: seen == HANGING, 5)
        try:
            assert hung == HANGING, f"{HANGING} clients asked for /hang, and only {hung} got as far as the upstream: nothing is left for others"
            most = best_of_three(server)
        finally:
            server.up.release("hang")
            [each.result() for each in hanging]
    assay.bound(
        most, at_least=AT_ONCE,
        message=f"while {HANGING} requests hang, {CLIENTS} clients asked for /io at once; how many were waiting for the upstream together. "
        "Threads that hang do not come back (timeout watches the worker, not its threads), so some must be spare",
    )


def test_each_worker_has_its_own_connection(started: Callable[[], Gunicorn]) -> None:
    server = started()
    def ask(client: int) -> list[int | str]:
        return [server.ask(f"/price/{client}-{number}") for number in range(12)]

    assay.threads(8, ask)  # warm up: by now each process has asked
    shared = [sorted(processes) for processes in server.up.processes if len(processes) > 1]
    assert not shared, (
        f"the upstream saw questions of {len(shared[0])} processes on one connection, so they read each other's answers: "
        "what is opened before the fork is shared after it"
    )
    statuses = {status for each in assay.threads(8, ask) for status in each}
    assert statuses == {200}, f"8 clients asked for prices and got {statuses}"


def best_of_three(server: Gunicorn) -> int:
    """How the clients fall on the workers is chance; a try that is good enough ends it."""
    most = 0
    for _ in range(3):
        most = max(most, server.overlap(CLIENTS, AT_ONCE))
        if most >= AT_ONCE:
            break
    return most
