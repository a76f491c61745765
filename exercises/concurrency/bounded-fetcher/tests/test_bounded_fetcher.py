"""Hidden tests of bounded-fetcher.

Most facts come from the ledger of the tests' own server (upstream.py): how many
requests were open, when each came, on which connection. Noise only ever makes a
good solution look slower, so what is timed may be tried several times.
"""

from __future__ import annotations

import asyncio
import hashlib
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import assay
import pytest
from solution import fetch_all
from upstream import Reply, Upstream, pattern

TRIES = 3


@dataclass(frozen=True)
class Row:
    """A Fetched, copied to this side."""

    url: str
    status: int | None
    size: int
    sha256: str | None
    error: str | None
    attempts: int

    def __str__(self) -> str:
        error = "no error" if self.error is None else f"error {self.error!r}"
        body = f"{self.size} bytes, sha256 {str(self.sha256)[:8]}"
        return f"{self.url}: status {self.status}, {error}, {body}, attempts {self.attempts}"


def fetch(urls: Sequence[str], **options: Any) -> list[Row]:
    """Calls fetch_all in a loop of its own; nothing times out unless a test is about that."""
    return asyncio.run(_fetch(urls, **{"timeout": 15, **options}))


async def _fetch(urls: Sequence[str], **options: Any) -> list[Row]:
    return [
        Row(each.url, each.status, each.size, each.sha256, each.error, each.attempts)
        for each in await fetch_all(urls, **options)
    ]


def good(url: str, body: bytes, *, status: int = 200, attempts: int = 1) -> Row:
    return Row(url, status, len(body), hashlib.sha256(body).hexdigest(), None, attempts)


def bad(url: str, error: str, *, status: int | None = None, attempts: int = 1) -> Row:
    return Row(url, status, 0, None, error, attempts)


def check(rows: Sequence[Row], expected: Sequence[Row], why: str) -> None:
    """Fails with the first difference, in a form that can be read."""
    for at, (row, want) in enumerate(zip(rows, expected)):
        if row != want:
            pytest.fail(f"{why}. Result {at} is [{row}], it should be [{want}].")
    assert len(rows) == len(expected), f"{len(expected)} URLs give {len(expected)} results"


@pytest.fixture
def up() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server


def test_results_keep_the_order_of_the_urls(up: Upstream) -> None:
    bodies = [b"", b"first", bytes(range(256)), pattern(300_000), b"\xff" * 10, b"last"]
    urls = [
        up.on(f"/{i}", Reply(body=body, delay=0.3 - 0.05 * i, status=201 if i == 1 else 200))
        for i, body in enumerate(bodies)
    ]
    expected = [good(url, body) for url, body in zip(urls, bodies, strict=True)]
    expected[1] = good(urls[1], bodies[1], status=201)
    check(fetch(urls, limit=6), expected, "one result for each URL, in their order, whichever is done first")


def test_the_same_url_twice_is_fetched_twice(up: Upstream) -> None:
    url, other = up.on("/same", Reply(body=b"one"), Reply(body=b"two")), up.on("/other", Reply(body=b"3"))
    check(
        fetch([url, other, url], limit=1),
        [good(url, b"one"), good(other, b"3"), good(url, b"two")],
        "the server answers differently the second time, so each place in the list has its own result",
    )


def test_no_urls_give_no_results() -> None:
    assert fetch([]) == []


def test_the_limit_is_reached_and_never_passed(up: Upstream) -> None:
    seen = []
    for turn in range(TRIES):
        earlier = len(up.hits())
        urls = [up.on(f"/{turn}/{i}", Reply(delay=0.5)) for i in range(30)]
        fetch(urls, limit=10)
        assert up.in_flight_max <= 10, (
            f"{up.in_flight_max} requests were open at once with limit=10: every request, first or "
            "repeated, needs one of the ten places before it starts"
        )
        hits = up.hits()[earlier:]
        took = max(hit.ended or 0.0 for hit in hits) - hits[0].began
        seen.append(f"{took:.2f} s with at most {up.in_flight_max} open")
        if up.in_flight_max == 10 and took <= 1.6 * 30 / 10 * 0.5:
            return
        if took > 6:  # no noise explains this
            break
    pytest.fail(
        "30 answers of 0.5 s, ten at a time, need 1.5 s and may take 2.4 s; from the first "
        f"request to the last answer it was {', '.join(seen)}. A call that blocks the event loop, or "
        "a place that is not given to the next URL at once, leaves places empty."
    )


def test_a_slow_url_does_not_hold_up_the_others(up: Upstream) -> None:
    slow = up.on("/slow", Reply(body=b"slow", until=lambda: up.answered() >= 20, delay=5))
    others = [up.on(f"/{i}", Reply(delay=0.02)) for i in range(20)]
    rows = fetch([slow, *others], limit=4)
    assert [row.error for row in rows] == [None] * 21
    (held,) = up.hits("/slow")
    late = sum(hit.began >= (held.ended or 0.0) for hit in up.hits())
    assert late == 0, (
        f"{late} of 20 other URLs were only requested after the slow one had been answered, although "
        "three of four places were free: work through the list in batches and each batch waits for "
        "its slowest member"
    )


def test_passing_trouble_is_retried_with_growing_pauses(up: Upstream) -> None:
    flaky = up.on("/flaky", Reply(status=503), Reply(status=502), Reply(status=504), Reply(body=b"ok"))
    cut = up.on("/cut", Reply(body=b"x" * 1000, cut=True), Reply(body=b"whole"))
    why = "502, 503, 504 and a connection that breaks may pass, and did so within the retries allowed"
    check(fetch([flaky], retries=3, backoff=0.2), [good(flaky, b"ok", attempts=4)], why)
    check(fetch([cut], retries=3, backoff=0.01), [good(cut, b"whole", attempts=2)], why)
    pauses = [later.began - (earlier.ended or 0.0) for earlier, later in pairwise(up.hits("/flaky"))]
    told = ", ".join(f"{pause:.2f} s" for pause in pauses)
    for pause, least in zip(pauses, [0.2, 0.4, 0.8], strict=True):
        assert 0.95 * least <= pause <= 1.5 * least + 0.5, (
            f"with backoff=0.2 the pauses should be 0.2, 0.4, 0.8 s, which doubles each time; they were {told}"
        )


def test_retries_are_the_most_there_may_be(up: Upstream) -> None:
    never = up.on("/never", Reply(status=503))
    once = up.on("/once", Reply(status=502))
    check(
        fetch([never], retries=2, backoff=0.01),
        [bad(never, "status", status=503, attempts=3)],
        "retries=2 means one attempt and at most two more",
    )
    check(
        fetch([once], retries=0, backoff=0.01),
        [bad(once, "status", status=502)],
        "retries=0 means one attempt",
    )
    assert (len(up.hits("/never")), len(up.hits("/once"))) == (3, 1), "requests that the server saw"


def test_other_statuses_are_final(up: Upstream) -> None:
    missing = up.on("/missing", Reply(status=404, body=b"no such page"))
    broken = up.on("/broken", Reply(status=500, body=b"a bug"))
    why = "404 and 500 say the same again when asked again: do not retry them"
    expected = [bad(missing, "status", status=404), bad(broken, "status", status=500)]
    check(fetch([missing, broken], backoff=0.01), expected, why)
    assert len(up.hits()) == 2, why


def test_a_broken_connection_is_one_result_of_many(up: Upstream) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        refused = f"http://127.0.0.1:{free.getsockname()[1]}/"
    cut = up.on("/cut", Reply(body=b"x" * 1000, cut=True))
    fine = up.on("/fine", Reply(body=b"fine", delay=0.5))
    check(
        fetch([fine, cut, refused], retries=1, backoff=0.01),
        [good(fine, b"fine"), bad(cut, "connection", attempts=2), bad(refused, "connection", attempts=2)],
        "a connection that is refused, or reset in the middle of a body, is the result of that URL only",
    )


def test_others_go_on_while_one_waits_for_its_next_attempt(up: Upstream) -> None:
    flaky = up.on("/flaky", Reply(status=503), Reply(body=b"ok"))
    others = [up.on(f"/{i}", Reply()) for i in range(8)]
    rows = fetch([flaky, *others], limit=1, backoff=1.5)
    assert [row.error for row in rows] == [None] * 9
    first = up.hits("/flaky")[0]
    pause_over = (first.ended or 0.0) + 0.9 * 1.5
    late = sum(hit.began > pause_over for hit in up.hits() if hit.path != "/flaky")
    assert late == 0, (
        f"with limit=1, {late} of 8 other URLs had to wait for the pause before a second attempt. "
        "Give the place back before the pause, and pause without blocking the event loop."
    )


@pytest.mark.parametrize("how", ["silent", "dripping"])
def test_an_attempt_ends_at_its_timeout(up: Upstream, how: str) -> None:
    reply = Reply(delay=6) if how == "silent" else Reply(drip=True)
    seen = []
    for turn in range(TRIES):
        late = up.on(f"/{turn}/late", reply)
        fine = up.on(f"/{turn}/fine", Reply(body=b"fine", delay=0.1))
        check(
            fetch([late, fine], timeout=2.0),
            [bad(late, "timeout"), good(fine, b"fine")],
            f"timeout=2.0 and a {how} server: the whole attempt has two seconds, and is not repeated",
        )
        (hit,) = up.hits(f"/{turn}/late")
        lasted = (hit.ended or time.monotonic()) - hit.began
        seen.append(f"{lasted:.2f} s")
        if lasted <= 2.6:
            return
    pytest.fail(f"with timeout=2.0 a {how} server should be left after 2 s, at most 2.6 s: {', '.join(seen)}")


def test_waiting_for_a_place_is_not_part_of_the_timeout(up: Upstream) -> None:
    urls = [up.on(f"/{i}", Reply(delay=0.4)) for i in range(6)]
    errors = [row.error for row in fetch(urls, limit=1, timeout=1.5)]
    assert errors == [None] * 6, (
        f"six answers of 0.4 s, one at a time, timeout 1.5 s for each: {errors}. The time of an attempt "
        "starts when it has its place, or a long list fails by its length alone."
    )


def test_connections_are_used_again(up: Upstream) -> None:
    urls = [up.on(f"/{i}", Reply(body=b"x" * 100, delay=0.01)) for i in range(40)]
    assert all(row.error is None for row in fetch(urls, limit=5))
    assert up.connections <= 5, (
        f"40 requests, five at a time, used {up.connections} connections; five are enough, as the server "
        "keeps them open. One client for the whole call holds the pool of connections."
    )


def test_cancelling_the_call_ends_everything(up: Upstream) -> None:
    over = False
    flaky = up.on("/flaky", Reply(status=503))
    held = [up.on(f"/{i}", Reply(until=lambda: over, delay=15)) for i in range(12)]

    async def scenario() -> tuple[bool, float]:
        nonlocal over
        call = asyncio.create_task(_fetch([flaky, *held], limit=4, timeout=15, backoff=0.7))
        end = time.monotonic() + 5
        while up.in_flight < 4 and time.monotonic() < end and not call.done():
            await asyncio.sleep(0.01)
        call.cancel()
        moment = time.monotonic()
        await asyncio.wait({call}, timeout=2)
        ended = call.done() and call.cancelled()
        await asyncio.sleep(max(0.0, moment + 1.5 - time.monotonic()))
        still_open = up.in_flight
        over = True  # a call that goes on can now finish
        await asyncio.wait({call}, timeout=5)
        assert still_open == 0, f"{still_open} requests were still open 1.5 s after the call was cancelled"
        return ended, moment

    ended, moment = asyncio.run(scenario())
    later = [hit.path for hit in up.hits() if hit.began > moment + 0.3]
    assert later == [], f"requests that began more than 0.3 s after the call had been cancelled: {later}"
    assert ended, "the cancelled call should raise CancelledError within 2 s"


def test_big_bodies_take_little_memory(up: Upstream) -> None:
    size = 16 << 20
    urls = [up.on(f"/{i}", Reply(size=size)) for i in range(12)]
    digest = hashlib.sha256(pattern(size)).hexdigest()
    assay.restart()
    fetch([up.on("/warm", Reply(body=b"up"))])
    with assay.meter() as meter:
        rows = fetch(urls, limit=4)
    assert {(row.error, row.size, row.sha256) for row in rows} == {(None, size, digest)}
    assert meter.rise_mb <= 40, (
        f"hashing 12 bodies of 16 MB, four at a time, took {meter.rise_mb:.0f} MB; 40 MB are allowed. "
        "Hash each piece as it comes and keep none."
    )


def test_waiting_takes_next_to_no_cpu(up: Upstream) -> None:
    urls = [up.on(f"/{i}", Reply(delay=2)) for i in range(5)]
    with assay.meter() as meter:
        fetch(urls, limit=10)
    assert meter.cpu_s <= 0.25 * meter.wall_s, (
        f"waiting {meter.wall_s:.1f} s for five answers took {meter.cpu_s:.2f} s of CPU, a quarter of a core "
        "is allowed: a loop that asks again and again whether something has happened never sleeps"
    )
