"""The service still does all it did."""

from __future__ import annotations

import gc
import secrets
import statistics

import assay
import traffic
from candidate import Answers, fresh_process, run
from service import Service

BODY = '{"items": [{"cents": 250, "count": 4}]}'


class Backend:
    """Knows every customer but those called unknown, and counts who asks."""

    def __init__(self, discount: int) -> None:
        self.discount = discount
        self.asked: list[str] = []

    def terms(self, customer: str) -> dict[str, int]:
        self.asked.append(customer)
        if customer.startswith("unknown"):
            raise LookupError(f"no terms for {customer}")
        return {"discount": self.discount}


def ask(service: Service, name: str, customer: str, body: str = BODY) -> dict:
    return service.handle({"id": name, "customer": customer, "body": body})


def test_each_service_answers_from_its_own_backend():
    cheap, dear = Backend(discount=50), Backend(discount=10)
    services = [Service(cheap), Service(dear)]
    assert ask(services[0], "a", "ann") == {"id": "a", "status": "ok", "total": 500}
    assert ask(services[1], "a", "ann") == {"id": "a", "status": "ok", "total": 900}, (
        "two services with two backends: the terms of one were used by the other, or an id of one was taken for a duplicate by the other"
    )
    assert ask(services[0], "b", "ann", "no JSON") == {"id": "b", "status": "error"}
    assert ask(services[0], "a", "ann") == {"id": "a", "status": "duplicate"}
    assert ask(services[0], "b", "ann") == {"id": "b", "status": "duplicate"}


def test_a_working_set_of_500_customers_stays_cached():
    backend = Backend(discount=5)
    service = Service(backend)
    for turn in range(2000):
        ask(service, f"request-{turn}", f"customer-{turn % 500}")
    assert len(backend.asked) <= 500, (
        f"2,000 requests from 500 customers asked the backend {len(backend.asked)} times; "
        "the terms of the 500 customers asked for last must stay cached"
    )


def test_the_last_twenty_errors_can_be_read():
    service = Service(Backend(discount=5))
    assert service.recent_errors() == []
    for number in range(24):
        ask(service, f"request-{number}", f"unknown-{number}")
    ask(service, "broken", "ann", "no JSON")
    texts = service.recent_errors()
    assert len(texts) == 20, "the last 20 errors are kept"
    for number, text in enumerate(texts[:-1], start=5):
        assert f"LookupError: no terms for unknown-{number}\n" in text + "\n", "oldest first, each with its type and message"
    assert "JSONDecodeError" in texts[-1]
    for text in texts:
        assert "Traceback (most recent call last):" in text, f"an error without its traceback cannot be tracked down:\n{text}"


def test_the_last_ten_thousand_ids_are_still_duplicates():
    fresh_process()
    for sent in (10_000, 12_500):
        found = run(f"traffic.duplicates(service.Service, {sent}, 10_000)")
        assert found == 10_000, f"after {sent:,} ids, {10_000 - found:,} of the last 10,000 were taken for new ones"


def test_live_listeners_are_told_once_and_dropped_owners_are_freed():
    told: list[str] = []

    def listen(reply: dict) -> None:
        told.append(reply["id"])

    service = Service(Backend(discount=5))
    service.on_done(listen)
    service.on_done(lambda reply: told.append(reply["status"]))
    gc.collect()
    ask(service, "first", "ann")
    ask(service, "second", "unknown")
    ask(service, "first", "ann")
    assert told == ["first", "ok", "second", "error"], "functions are called in the order they came in, once for each request that is no duplicate"

    fresh_process()
    result = run("traffic.listening(service.Service)")
    assert result["stays"] == ["both", "one"], f"the owner that lives was told {result['stays']} instead of both requests, once each"
    assert result["goes"] == ["both"], f"the owner dropped later was told {result['goes']} while it lived"
    assert result["goes_is_freed"], "nobody but the service knows the dropped owner, and it is still alive"


def test_requests_cost_about_as_much_cpu_as_before():
    fresh_process()
    ratios = []
    modules = ["service_as_it_was", "service"]
    for _ in range(21):  # of two short runs, one right after the other, noise hits both or is an exception
        name = secrets.token_hex(4)
        right = traffic.ordinary(Answers, 500, name)
        modules.reverse()
        cpu = {}
        for module in modules:
            with assay.meter() as meter:
                noted = run(f"traffic.ordinary({module}.Service, 500, {name!r})")
            assert noted == right, "a day's ordinary requests were not answered as they should"
            cpu[module] = meter.cpu_s
        ratios.append(cpu["service"] / cpu["service_as_it_was"])
    ratio = statistics.median(ratios)
    assert ratio <= 1.4, f"a request costs {ratio:.1f} times the CPU it cost before, at most 1.4 is allowed"


def test_the_collector_is_left_as_it_was():
    fresh_process()
    run("traffic.ordinary(service.Service, 200, 'x')")
    enabled, thresholds = run("(__import__('gc').isenabled(), __import__('gc').get_threshold())")
    assert enabled, "the cycle collector was switched off"
    assert thresholds == gc.get_threshold(), "the thresholds of the collector were changed"
