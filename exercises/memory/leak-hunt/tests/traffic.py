"""Traffic for a service. The tests send this text to the candidate's process, where the volume is made."""

from __future__ import annotations

import gc
import itertools
import json
import weakref
import zlib

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
        self.told = 0

    def done(self, reply: dict) -> None:
        self.told += 1


class Owner:
    """Something that listens and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def done(self, reply: dict) -> None:
        self.told.append(reply["id"])


class Traffic:
    """Requests to one service; every id and every name occurs once. Notes what is answered, in one number."""

    def __init__(self, service_class: type, terms_size: int = 0, name: str = "request") -> None:
        self.service = service_class(Backend(terms_size))
        self.name = name
        self.number = itertools.count()
        self.body = SMALL_BODY
        self.noted = 0

    def send(self, customer: str, body: str) -> None:
        self.ask(next(self.number), customer, body)

    def ask(self, number: int, customer: str, body: str) -> None:
        reply = self.service.handle({"id": f"{self.name}-{number:056}", "customer": customer, "body": body})
        self.note(f"{reply['id']} {reply['status']} {reply.get('total')}")

    def note(self, text: str) -> None:
        self.noted = zlib.crc32(text.encode(), self.noted)

    def again(self, items: int) -> None:
        """Send some of the last 9,000 requests once more, and let the next ones order so many items."""
        now = next(self.number)
        for number in range(max(now - 9000, 0), now, 450):
            self.ask(number, "ann", SMALL_BODY)
        self.body = json.dumps({"items": [{"cents": 250, "count": items}]})

    def plain(self, count: int) -> None:
        for _ in range(count):
            self.send("ann", self.body)

    def new_customers(self, count: int) -> None:
        for _ in range(count):
            self.send(f"customer-{next(self.number)}", self.body)

    def passing_listeners(self, count: int) -> None:
        for _ in range(count // 20):
            passers = [Passer() for _ in range(20)]
            for passer in passers:
                self.service.on_done(passer.done)
            self.send("ann", self.body)
            self.note(str(sum(passer.told for passer in passers)))

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
                self.ask(turn, customer, body)


current: dict[str, Traffic] = {}


def begin(service_class: type, terms_size: int = 0, name: str = "request") -> None:
    """Start on a new service."""
    current["traffic"] = Traffic(service_class, terms_size, name)


def go_on(kind: str, count: int, items: int = 2) -> int:
    """One round of a kind of traffic; then let the collector take what only cycles keep. Give what was noted so far."""
    traffic = current["traffic"]
    traffic.again(items)
    getattr(traffic, kind)(count)
    gc.collect()
    return traffic.noted


def ordinary(service_class: type, count: int, name: str) -> int:
    """A day at work of a service of its own. Give what was noted."""
    traffic = Traffic(service_class, name=name)
    traffic.ordinary(count)
    return traffic.noted


def serve(service_class: type, town: str) -> int:
    """Fill the cache of a service with 100 terms of 200 kB, and keep it. Give what was noted."""
    traffic = current[town] = Traffic(service_class, 200_000, town)
    for number in range(100):
        traffic.send(f"customer {number} of {town}", SMALL_BODY)
    return traffic.noted


def drop(town: str) -> None:
    """Let go of such a service."""
    del current[town]
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
