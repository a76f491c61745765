"""One kind of traffic for each leak: the service may not grow, by the kernel's account."""

from __future__ import annotations

import secrets

import assay
from candidate import begin, fresh_process, go_on, growth_mb, run, same

ALLOWED_MB = 1


def test_terms_of_new_customers_do_not_pile_up():
    growth = growth_mb("new_customers", 2000, warm_up=2500, terms_size=5000)
    assert growth <= ALLOWED_MB, (
        f"2,000 requests from customers never seen before, with 5 kB of terms each, left {growth:.1f} MB behind, "
        f"at most {ALLOWED_MB} is allowed: the cache of terms needs a bound"
    )


def test_listeners_of_dropped_owners_do_not_pile_up():
    growth = growth_mb("passing_listeners", 5000, warm_up=5000)
    assert growth <= ALLOWED_MB, (
        f"5,000 owners of 2 kB registered a method and were dropped, and left {growth:.1f} MB behind, at most {ALLOWED_MB} is allowed: "
        "a registered method may neither keep its owner alive nor leave an entry when the owner is gone"
    )


def test_errors_do_not_pile_up():
    growth = growth_mb("failures", 800, warm_up=200)
    assert growth <= ALLOWED_MB, (
        f"800 failed requests with 3 kB bodies left {growth:.1f} MB behind, at most {ALLOWED_MB} is allowed: only the last 20 errors are needed"
    )


def test_remembered_ids_do_not_pile_up():
    growth = growth_mb("plain", 30_000, warm_up=1000)
    assert growth <= ALLOWED_MB, (
        f"30,000 small requests left {growth:.1f} MB behind, at most {ALLOWED_MB} is allowed: "
        "ids older than the last 10,000 (20,000 at most) need not be remembered"
    )


def test_a_dropped_service_is_freed_with_its_cache():
    fresh_process()
    towns = [secrets.token_hex(4) for _ in range(2)]
    before = assay.usage().memory_mb
    same("serve", town=towns[0])
    kept = assay.usage().memory_mb - before
    assert kept >= 14, f"the terms of 100 customers, 20 MB, were asked for once, and {kept:.1f} MB more are in use: they are not cached"
    run(f"traffic.drop({towns[0]!r})")
    before = assay.usage().memory_mb  # the allocator keeps some of the first 20 MB
    same("serve", town=towns[1])
    run(f"traffic.drop({towns[1]!r})")
    growth = assay.usage().memory_mb - before
    assert growth <= 6, (
        f"a service with 20 MB of cached terms was dropped, and {growth:.1f} MB stayed: "
        "something outside the service still holds it or its terms"
    )


def test_large_bodies_of_failed_requests_are_let_go():
    fresh_process()
    begin()
    go_on("large_failures", 1)
    with assay.meter() as meter:
        go_on("large_failures", 30)
    assert meter.rise_mb <= 12, (
        f"30 failed requests with bodies of 2 MB raised memory by {meter.rise_mb:.0f} MB, at most 12 are allowed: "
        "an exception holds its traceback, that the frames, and those the bodies"
    )
