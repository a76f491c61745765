"""One at a time, with tokens that rise."""

from __future__ import annotations

import itertools
import threading

import assay
from conftest import NAME
from route import route
from solution import FencedLock

CONTENDERS, ENTRIES = 8, 6


def test_contenders_are_never_inside_together(admin, storage):
    inside = threading.Semaphore(1)
    overlaps = []

    def body() -> str:
        if not inside.acquire(blocking=False):
            overlaps.append(threading.current_thread().name)
            return "too many"
        # A moment in which somebody else could come in.
        threading.Event().wait(0.005)
        inside.release()
        return "alone"

    with route(assay.redis.url, delay=0.01) as way:

        def contend(_: int) -> None:
            lock = FencedLock(way.url, NAME, 15_000)
            for _ in range(ENTRIES):
                lock.guarded(storage, body, wait=20)

        assay.threads(CONTENDERS, contend)
    assert not overlaps, f"{len(overlaps)} times somebody came in while another was inside"
    assert len(storage.written) == CONTENDERS * ENTRIES, f"{len(storage.refused)} writes were refused although nobody was late"


def test_taking_the_lock_is_one_step(admin):
    with route(assay.redis.url) as way:
        lock = FencedLock(way.url, NAME, 10_000)
        assert lock.acquire(1) is not None and lock.release() is True
        requests, taken = itertools.count(), []

        def somebody_is_faster() -> None:
            if next(requests) >= 1 and admin.set(NAME, "somebody", nx=True, px=10_000):
                taken.append(True)

        way.before = somebody_is_faster
        token = lock.acquire(0)
        way.before = lambda: None
    if taken:
        assert token is None and admin.get(NAME) == "somebody", (
            "between two requests of acquire somebody else took the lock, and acquire took it as well; look and take in one step"
        )
    else:
        assert token is not None


def test_a_pause_inside_acquire_gives_no_newer_token(admin):
    with route(assay.redis.url) as way:
        late, next_one = FencedLock(way.url, NAME, 10_000), FencedLock(assay.redis.url, NAME, 10_000)
        assert late.acquire(1) is not None and late.release() is True
        requests, tokens = itertools.count(), []

        def it_expires_and_somebody_comes() -> None:
            if next(requests) >= 1 and not tokens:
                admin.delete(NAME)
                tokens.append(next_one.acquire(0))

        way.before = it_expires_and_somebody_comes
        token = late.acquire(0)
        way.before = lambda: None
    if tokens and token is not None:
        assert tokens[0] is not None and token < tokens[0], (
            f"between two requests of acquire its lock expired and the next holder got the token {tokens[0]}; "
            f"then acquire gave {token}, with which the late one shuts out the holder"
        )


def test_the_key_never_exists_without_an_expiry(admin):
    endless = []
    with route(assay.redis.url) as way:
        way.before = lambda: endless.append(True) if admin.pttl(NAME) == -1 else None
        lock = FencedLock(way.url, NAME, 10_000)
        assert lock.acquire(1) is not None
        assert 5_000 < admin.pttl(NAME) <= 10_000, "the lock must be the key called `name`, and expire after `ttl_ms`"
        assert lock.extend() is True
        assert lock.release() is True
    assert not endless, "between two requests the key was there without an expiry: a holder that dies then holds the lock for ever"
    assert admin.exists(NAME) == 0


def test_tokens_rise_whatever_became_of_the_last_lock(admin):
    first, second = FencedLock(assay.redis.url, NAME, 10_000), FencedLock(assay.redis.url, NAME, 10_000)
    brief = FencedLock(assay.redis.url, NAME, 100)
    tokens = [first.acquire(1)]
    assert first.release() is True
    tokens.append(second.acquire(1))
    admin.delete(NAME)
    tokens.append(first.acquire(1))
    assert first.release() is True
    tokens.append(brief.acquire(1))  # and it expires
    tokens.append(second.acquire(10))
    assert all(type(token) is int for token in tokens), tokens
    assert all(one < other for one, other in itertools.pairwise(tokens)), (
        f"the tokens were {tokens}, after a release, a deleted key, a release and an expiry; each must be greater than all before it"
    )


def test_locks_of_other_names_are_other_locks(admin):
    locks = [FencedLock(assay.redis.url, name, 10_000) for name in (NAME, "orders")]
    assert [lock.acquire(0) is not None for lock in locks] == [True, True]
