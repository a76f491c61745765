"""Waiting: as long as asked for, for little, and not for a server that has gone."""

from __future__ import annotations

import threading
import time

import assay
import pytest
from conftest import NAME
from solution import FencedLock, LockUnavailable

WAIT_S = 1.2


def test_the_time_to_wait_is_kept(admin, storage):
    admin.set(NAME, "somebody", px=60_000)
    lock = FencedLock(assay.redis.url, NAME, 10_000)
    assert lock.acquire(0) is None
    walls = []
    for _ in range(3):
        began = time.perf_counter()
        assert lock.acquire(WAIT_S) is None
        walls.append(time.perf_counter() - began)
    assay.bound(min(walls), at_least=0.95 * WAIT_S, unit="s", message=f"shortest of three times that acquire({WAIT_S}) waited")
    assay.bound(min(walls), at_most=WAIT_S + 0.25, unit="s", message=f"shortest of three times that acquire({WAIT_S}) waited")
    with pytest.raises(TimeoutError):
        lock.guarded(storage, lambda: pytest.fail("fn was called without the lock"), wait=0.1)
    assert admin.get(NAME) == "somebody" and storage.written == []


def test_waiting_costs_little(admin):
    admin.set(NAME, "somebody", px=60_000)
    lock = FencedLock(assay.redis.url, NAME, 10_000)
    lock.acquire(0)
    commands = []
    with admin.monitor() as monitor:

        def listen() -> None:
            for seen in monitor.listen():
                if seen["command"] == "ECHO done":
                    return
                if seen["client_type"] != "lua":
                    commands.append(seen["command"])

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        with assay.meter() as meter:
            assert lock.acquire(2) is None
        admin.echo("done")
        listener.join(10)
    assay.bound(len(commands), at_most=60, unit="commands", message="commands sent while waiting 2 s for a lock")
    assay.bound(meter.cpu_s, at_most=0.3, unit="CPU-s", message="CPU time used while waiting 2 s for a lock")


def test_a_server_that_goes_away_ends_the_wait(admin):
    admin.set(NAME, "somebody", px=60_000)
    lock = FencedLock(assay.redis.url, NAME, 10_000)
    ended = []

    def wait() -> None:
        try:
            ended.append(f"gave {lock.acquire(25)!r}")
        except LockUnavailable:
            ended.append("LockUnavailable")
        except Exception as error:
            ended.append(f"raised {type(error).__name__}")

    waiter = threading.Thread(target=wait)
    waiter.start()
    time.sleep(0.5)
    assay.redis.restart(down=3.0)
    waiter.join(26)
    assert ended == ["LockUnavailable"], (
        f"acquire {ended[0] if ended else 'still waited'} when Redis was restarted; a server that was away may have forgotten who holds the lock"
    )


def test_a_server_that_is_not_there_is_said_so():
    nowhere = assay.redis.url.replace(":6379/", ":6380/")
    with pytest.raises(LockUnavailable):
        FencedLock(nowhere, NAME, 1_000).acquire(1)
