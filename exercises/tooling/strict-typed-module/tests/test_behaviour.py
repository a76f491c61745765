"""What the module does when it runs, as before it had types."""

from __future__ import annotations

import json

import assay
import pytest
from inventory import Bus, Err, Ok, Received, Repo, Shipped, SoldOut, Stock, describe, load_rows, then, total

TEA = {"sku": "tea", "quantity": 2, "tags": ["hot"]}
MILK = {"sku": "milk", "quantity": 5, "tags": [], "place": {"aisle": "B", "shelf": 1}}


class Memory:
    """A store that remembers what was written."""

    def __init__(self, *rows):
        self.text = json.dumps(rows)

    def read(self):
        return self.text

    def write(self, text):
        self.text = text


def test_rows_are_loaded_all_or_none():
    assert load_rows(json.dumps([TEA, MILK])) == Ok([TEA, MILK])
    assert total([TEA, MILK]) == 7 and total([]) == 0
    for text in ("no JSON", '{"sku": "tea"}', json.dumps([TEA, MILK | {"tags": None}])):
        result = load_rows(text)
        assert isinstance(result, Err) and isinstance(result.reason, str), f"{text}: an Err with a reason, not {result!r}"


def test_then_carries_on_or_stops():
    asked = []

    def half(number):
        asked.append(number)
        return Err("odd") if number % 2 else Ok(number // 2)

    assert then(Ok(6), half) == Ok(3) and then(Ok(3), half) == Err("odd")
    assert then(Err("before"), half) == Err("before") and asked == [6, 3]
    with pytest.raises(ZeroDivisionError):
        then(Ok(0), lambda number: Ok(1 // number))


def test_a_repository_keeps_the_last_of_each_key():
    repo = Repo(str.lower)
    repo.add_all(["Tea", "Milk"])
    repo.add_all(word for word in ["TEA", "Rice"])
    assert list(repo) == ["TEA", "Milk", "Rice"] and len(repo) == 3
    assert repo.get("tea") == "TEA"


def test_get_has_a_default_or_raises():
    repo = Repo(abs)
    repo.add_all([0, -1])
    assert repo.get(1) == -1 and repo.get(0, 7) == 0
    for default in (None, 0, "", 7):
        assert repo.get(2, default) == default and repo.get(2, default=default) == default, f"get(2, {default!r}) gives the default when there is none"
    with pytest.raises(KeyError):
        repo.get(2)


def test_events_reach_the_handlers_of_their_kind_in_order():
    bus, seen = Bus(), []
    bus.subscribe(Shipped, lambda event: seen.append(("first", event.to)))
    bus.subscribe(Received, lambda event: seen.append(("received", event.quantity)))
    bus.subscribe(Shipped, lambda event: seen.append(("second", event.to)))
    for event in (Shipped("tea", 1, "Ada"), SoldOut("tea"), Received("tea", 4)):
        bus.publish(event)
    assert seen == [("first", "Ada"), ("second", "Ada"), ("received", 4)]
    assert Received("tea", 4) == Received("tea", 4) and Received("tea", 4) != Received("tea", 5), "events are compared by what is in them"


def test_events_are_described():
    events = [Received("tea", 4), Shipped("tea", 1, "Ada"), SoldOut("tea")]
    assert [describe(event) for event in events] == ["4 of tea came in", "1 of tea went to Ada", "tea is sold out"]


def test_a_stock_changes_its_rows_and_says_so():
    store, bus, seen = Memory(TEA, MILK), Bus(), []
    for kind in (Received, Shipped, SoldOut):
        bus.subscribe(kind, lambda event: seen.append(describe(event)))
    stock = Stock(store, bus)
    assert stock.load() == Ok(2)
    assert stock.ship("tea", 1, "Ada") == Ok(1) and stock.receive("milk", 3) == Ok(8) and stock.ship("tea", 1, "Bob") == Ok(0)
    assert seen == ["1 of tea went to Ada", "3 of milk came in", "1 of tea went to Bob", "tea is sold out"]
    assert json.loads(store.text) == [TEA | {"quantity": 0}, MILK | {"quantity": 8}], "each change is written to the store"
    assert stock.rows.get("milk") == MILK | {"quantity": 8}


def test_a_stock_refuses_and_changes_nothing():
    store, bus, seen = Memory(TEA), Bus(), []
    for kind in (Received, Shipped, SoldOut):
        bus.subscribe(kind, seen.append)
    stock = Stock(store, bus)
    stock.load()
    for result in (stock.ship("tea", 3, "Ada"), stock.ship("rice", 1, "Ada"), stock.receive("rice", 1)):
        assert isinstance(result, Err)
    assert seen == [] and json.loads(store.text) == [TEA] and stock.rows.get("tea") == TEA
    assert isinstance(Stock(Memory(TEA, None), bus).load(), Err)


PUBLIC = """is_row parse_row total then load_rows describe Place Row Ok Err Received Shipped SoldOut
Repo Repo.__init__ Repo.add_all Repo.get Repo.__iter__ Repo.__len__ Bus Bus.subscribe Bus.publish
Store Store.read Store.write Stock Stock.__init__ Stock.load Stock.receive Stock.ship"""
HINTS = """
import operator, typing, inventory

result = {}
for name in public.split():
    try:
        found = typing.get_type_hints(operator.attrgetter(name)(inventory))
    except Exception as error:
        result[name] = f"{type(error).__name__}: {error}"
"""


def test_annotations_can_be_read_at_run_time():
    failed = assay.probe(HINTS, public=PUBLIC)
    assert not failed, (
        "typing.get_type_hints, on which serialisers and command lines build, cannot read: " + "; ".join(f"{name} ({why})" for name, why in failed.items())
        + ". Names must be there when the program runs; and of an annotation kept as text, it finds no type parameter of the class around it"
    )
