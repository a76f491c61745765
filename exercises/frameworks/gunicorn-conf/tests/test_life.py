"""Workers that get stuck, that grow, and that are told to end."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import assay
import pytest
from server import Gunicorn, gunicorn, once, until

REPLACED_S = 12
EXIT_S = 6
LEAKS, CLIENTS = 900, 6
LEAK_MB, GAP_S, LOAD_S = 260, 2.5, 5


def test_a_stuck_worker_is_replaced_and_others_go_on() -> None:
    with gunicorn() as server:
        processes = assay.usage().processes
        began = time.monotonic()
        with ThreadPoolExecutor(1) as pool:
            stuck = pool.submit(server.status, "/stall", REPLACED_S)
            time.sleep(0.5)
            statuses = []
            while not stuck.done():
                statuses.append(server.status("/", timeout=3))
                time.sleep(0.1)
            took = time.monotonic() - began
        others = [status for status in statuses if status != 200]
        assert not others, f"while one worker was stuck, {len(others)} of {len(statuses)} other requests were not answered: {set(others)}"
        assert stuck.result() != "TimeoutError", (
            f"a request keeps the GIL of its worker for ever, and {took:.0f} s later the worker is still there: which setting ends a worker that gives no sign of life?"
        )
        after = until(lambda: assay.usage().processes, lambda now: now >= processes, 5)
        assert after == processes, f"there were {processes} processes, and after the stuck one was ended there are {after}"


def test_a_request_that_runs_is_finished_before_the_end() -> None:
    with gunicorn() as server:
        server.up.hold("two")
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(server.status, "/two")
            assert until(lambda: server.up.open["two"], lambda seen: seen == 1, 5) == 1, "/two did not get as far as the upstream"
            server.process.signal(signal.SIGTERM)
            time.sleep(2)
            server.up.release("two")
            status = running.result()
        assert status == 200, f"SIGTERM came while a request had 2 s to go, and its client got {status}: workers need time to finish what they have begun"
        assert server.process.wait(EXIT_S) == 0, "after SIGTERM gunicorn ends with status 0"


class Leaking:
    """900 requests that leak, sent by six clients; what came of them."""

    def __init__(self) -> None:
        self.statuses: list[int | str] = []
        self.answered: list[float] = []
        self.peak_mb = 0.0

    def run(self, server: Gunicorn) -> None:
        """Sends them all."""
        before, running = assay.usage().memory_mb - server.memory_mb, True

        def watch() -> None:
            while running:
                self.peak_mb = max(self.peak_mb, assay.usage().memory_mb - before)
                time.sleep(0.05)

        def client(_: int) -> None:
            for _ in range(LEAKS // CLIENTS):
                self.statuses.append(server.ask("/leak"))
                self.answered.append(time.monotonic())

        watcher = threading.Thread(target=watch)
        watcher.start()
        self.answered.append(time.monotonic())
        try:
            assay.threads(CLIENTS, client)
        finally:
            running = False
            watcher.join()

    @property
    def gap_s(self) -> float:
        """The longest time in which nobody was answered."""
        times = sorted(self.answered)
        return max(later - earlier for earlier, later in zip(times, times[1:]))


@pytest.fixture(scope="module")
def leaked() -> Callable[[], Leaking]:
    def run() -> Leaking:
        with gunicorn(load_s=LOAD_S) as server:
            result = Leaking()
            result.run(server)
            return result

    return once(run)


def test_a_leak_is_kept_in_bounds(leaked: Callable[[], Leaking]) -> None:
    leaking = leaked()
    failed = [status for status in leaking.statuses if status != 200]
    assert not failed, f"{len(failed)} of {LEAKS} requests failed: {set(failed)}"
    assay.bound(
        leaking.peak_mb, at_most=LEAK_MB, unit="MB",
        message=f"memory of all processes during {LEAKS} requests that leak 0.4 MB each: a worker that has done its share can be replaced",
    )


def test_replacing_workers_leaves_no_gap(leaked: Callable[[], Leaking]) -> None:
    leaking = leaked()
    assay.bound(
        leaking.gap_s, at_most=GAP_S, unit="s",
        message=f"the longest time without any answer while workers were replaced, with a service that takes {LOAD_S} s to load",
    )
