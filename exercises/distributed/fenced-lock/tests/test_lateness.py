"""Who comes too late does no harm."""

from __future__ import annotations

import itertools

import assay
import pytest
from conftest import NAME
from route import route
from solution import FencedLock, LostLock


def test_a_late_write_is_refused(admin, storage):
    late = FencedLock(assay.redis.url, NAME, 300)
    next_one = FencedLock(assay.redis.url, NAME, 10_000)

    def pause() -> str:
        # As long as it takes until the next holder has come, written and gone.
        assert next_one.guarded(storage, lambda: "next", wait=15) == "next"
        return "late"

    with pytest.raises(LostLock):
        late.guarded(storage, pause, wait=1)
    assert storage.written == ["next"], (
        f"written were {storage.written}: the holder that was paused beyond its time must write with the token that it was given"
    )


def test_a_pause_right_before_the_write_is_no_different(admin, storage):
    late = FencedLock(assay.redis.url, NAME, 300)
    next_one = FencedLock(assay.redis.url, NAME, 10_000)

    class Slow:
        def write(self, token: int, value: object) -> bool:
            next_one.guarded(storage, lambda: "next", wait=15)
            return storage.write(token, value)

    with pytest.raises(LostLock):
        late.guarded(Slow(), lambda: "late", wait=1)
    assert storage.written == ["next"]


def test_a_late_release_leaves_the_lock_of_the_next(admin):
    late, next_one = FencedLock(assay.redis.url, NAME, 100), FencedLock(assay.redis.url, NAME, 10_000)
    assert late.acquire(1) is not None
    assert next_one.acquire(10) is not None
    assert late.release() is False
    assert admin.exists(NAME) == 1, "a release that came too late has removed the key of the next holder"
    assert next_one.release() is True


def test_a_late_extend_does_nothing_for_the_next(admin):
    late, next_one = FencedLock(assay.redis.url, NAME, 100), FencedLock(assay.redis.url, NAME, 20_000)
    assert late.acquire(1) is not None
    assert next_one.acquire(10) is not None
    assert late.extend() is False
    assert admin.pttl(NAME) > 10_000, "an extend that came too late has changed the time of the next holder's lock"


@pytest.mark.parametrize("action", ["release", "extend"])
def test_compare_and_act_are_one_step(admin, action):
    with route(assay.redis.url) as way:
        lock = FencedLock(way.url, NAME, 10_000)
        assert lock.acquire(1) is not None
        requests, taken = itertools.count(), []

        def it_expires_and_somebody_comes() -> None:
            if next(requests) >= 1 and admin.get(NAME) != "somebody":
                taken.append(admin.set(NAME, "somebody", px=60_000))

        way.before = it_expires_and_somebody_comes
        kept = getattr(lock, action)()
        way.before = lambda: None
    if taken:
        assert kept is False and admin.get(NAME) == "somebody" and admin.pttl(NAME) > 20_000, (
            f"between two requests of {action} the lock expired and somebody else took it, and {action} changed it all the same"
        )
    else:
        assert kept is True


def test_extend_begins_the_time_anew(admin):
    lock = FencedLock(assay.redis.url, NAME, 20_000)
    assert lock.acquire(1) is not None
    admin.pexpire(NAME, 5_000)
    assert lock.extend() is True
    left = admin.pttl(NAME)
    assert left > 10_000, f"extend gave True, and the lock of 20 s ends {left} ms from now: its time did not begin anew"
    assert FencedLock(assay.redis.url, NAME, 100).acquire(0) is None
    assert lock.release() is True
    assert lock.extend() is False and lock.release() is False, "what has been given up cannot be extended or given up again"


def test_guarded_gives_the_lock_back(admin, storage):
    lock = FencedLock(assay.redis.url, NAME, 20_000)

    def fails() -> None:
        raise ValueError("no stock")

    with pytest.raises(ValueError, match="no stock"):
        lock.guarded(storage, fails, wait=1)
    assert admin.exists(NAME) == 0, "fn has raised, and the lock is still held"
    assert lock.guarded(storage, lambda: 7, wait=1) == 7
    assert admin.exists(NAME) == 0 and storage.written == [7]
