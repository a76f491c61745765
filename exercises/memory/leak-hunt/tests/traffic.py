"""Traffic for a service. The tests send this text to the candidate's process, where the volume is made."""

from __future__ import annotations

import gc
import itertools
import json
import weakref

SMALL_BODY = json.dumps({"items": [{"cents": 250, "count": 2}]})


class Backend:
    """Gives terms of a chosen size; refuses customers called "unknown..."."""

    def __init__(self, size: int = 0) -> None:
        self.size = size

    def terms(self, customer: str) -> dict:
        if customer.startswith("unknown"):
            raise LookupError(f"no terms for {customer}")
        return {"discount": 5, "text": "." * self.size}


class Passer:
    """Something with a body of 2 kB that listens for a while."""

    def __init__(self) -> None:
        self.body = bytes(2000)

    def done(self, reply: dict) -> None:
        pass


class Owner:
    """Something that listens and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def done(self, reply: dict) -> None:
        self.told.append(reply["id"])


class Traffic:
    """Requests to one service; every id and every name occurs once."""

    def __init__(self, service_class: type, terms_size: int = 0) -> None:
        self.service = service_class(Backend(terms_size))
        self.number = itertools.count()

    def send(self, customer: str, body: str) -> dict:
        return self.service.handle({"id": f"request-{next(self.number):056}", "customer": customer, "body": body})

    def plain(self, count: int) -> None:
        for _ in range(count):
            self.send("ann", SMALL_BODY)

    def new_customers(self, count: int) -> None:
        for _ in range(count):
            self.send(f"customer-{next(self.number)}", SMALL_BODY)

    def passing_listeners(self, count: int) -> None:
        for _ in range(count // 20):
            passers = [Passer() for _ in range(20)]
            for passer in passers:
                self.service.on_done(passer.done)
            self.send("ann", SMALL_BODY)

    def failures(self, count: int) -> None:
        for _ in range(count):
            self.send(f"unknown {next(self.number)} {'?' * 3000}", SMALL_BODY + " " * 3000)

    def large_failures(self, count: int) -> None:
        for _ in range(count):
            self.send("ann", "no JSON " + "." * 2_000_000)

    def ordinary(self, count: int) -> None:
        """A day at work: 100 customers, 3 kB bodies, three listeners; some duplicates, few failures."""
        body = json.dumps({"items": [{"cents": 1999, "count": 3}] * 100})
        listeners = [Owner() for _ in range(3)]
        for listener in listeners:
            self.service.on_done(listener.done)
        for turn in range(count):
            customer = "unknown" if turn % 200 == 199 else f"customer-{turn % 100}"
            self.send(customer, body)
            if turn % 50 == 0:
                self.service.handle({"id": f"request-{turn:056}", "customer": customer, "body": body})


current: dict[str, Traffic] = {}


def begin(service_class: type, terms_size: int = 0) -> None:
    """Start on a new service."""
    current["traffic"] = Traffic(service_class, terms_size)


def go_on(kind: str, count: int) -> None:
    """One round of a kind of traffic; then let the collector take what only cycles keep."""
    getattr(current["traffic"], kind)(count)
    gc.collect()


def serve_and_drop(service_class: type, town: str) -> None:
    """Fill the cache of a service with 100 terms of 200 kB, then let go of the service."""
    traffic = Traffic(service_class, 200_000)
    for number in range(100):
        traffic.send(f"customer {number} of {town}", SMALL_BODY)
    del traffic
    gc.collect()


def duplicates(service_class: type, first: int, again: int) -> int:
    """Send first new ids, then the last again of them once more; count those found to be duplicates."""
    service = service_class(Backend())
    requests = [{"id": f"id-{number:08}", "customer": "ann", "body": SMALL_BODY} for number in range(first)]
    for request in requests:
        service.handle(request)
    return [service.handle(request)["status"] for request in requests[-again:]].count("duplicate")


def listening(service_class: type) -> dict:
    """Who is told what, while one owner lives on and another is dropped."""
    service = service_class(Backend())
    stays, goes = Owner(), Owner()
    service.on_done(stays.done)
    service.on_done(goes.done)
    service.handle({"id": "both", "customer": "ann", "body": SMALL_BODY})
    told_before = list(goes.told)
    trace = weakref.ref(goes)
    del goes
    gc.collect()
    service.handle({"id": "one", "customer": "ann", "body": SMALL_BODY})
    return {"stays": stays.told, "goes": told_before, "goes_is_freed": trace() is None}
