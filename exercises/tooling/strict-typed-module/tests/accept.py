"""Good uses of the module. Each function is one, its docstring says why it is good; mypy reads them, nothing runs them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never, assert_type

import inventory


def a_row_with_and_without_a_place() -> list[inventory.Row]:
    """A row need not have a place."""
    place: inventory.Place = {"aisle": "A", "shelf": 3}
    with_place: inventory.Row = {"sku": "tea", "quantity": 2, "tags": ["hot"], "place": place}
    without: inventory.Row = {"sku": "milk", "quantity": 0, "tags": []}
    return [with_place, without]


def a_quantity_that_changes(row: inventory.Row) -> None:
    """The quantity of a row may be changed."""
    row["quantity"] += 1


def a_parsed_row_needs_no_further_check(found: object) -> str:
    """parse_row gives a Row, whatever it is given: after the boundary everything is known."""
    row = inventory.parse_row(found)
    assert_type(row["quantity"], int)
    return row["sku"].upper() + row["tags"][0].lower()


def a_row_after_is_row(found: object) -> int:
    """Where is_row said yes, the object is a Row."""
    return found["quantity"] if inventory.is_row(found) else 0


def what_is_left_after_is_row(found: inventory.Row | str) -> str:
    """Where is_row said no, the object is no Row. TypeIs promises both; TypeGuard and bool do not."""
    if inventory.is_row(found):
        return found["sku"]
    return found.upper()


def a_list_of_a_more_special_row(stock: inventory.Stock) -> int:
    """Rows that have more than a Row are rows. A list may be changed, so list[Priced] is no list[Row]: a parameter that is only read asks for less than a list."""

    class Priced(inventory.Row):
        price: int

    priced: list[Priced] = []
    stock.rows.add_all(priced)
    return inventory.total(priced)


def rows_that_are_no_list(stock: inventory.Stock, by_name: dict[str, inventory.Row]) -> int:
    """total and add_all read rows one after the other, so anything that can be iterated over will do."""

    def some() -> Iterator[inventory.Row]:
        yield from by_name.values()

    stock.rows.add_all(some())
    stock.rows.add_all(tuple(stock.rows))
    return inventory.total(row for row in by_name.values()) + inventory.total(some()) + len(stock.rows)


def what_get_gives(repo: inventory.Repo[str, bytes]) -> None:
    """Without a default get gives a value, or raises; with one it gives a value or that default, which may be of another type."""
    assert_type(repo.get("a"), bytes)
    assert_type(repo.get("a", b""), bytes)
    missing = repo.get("a", None)
    if missing is not None:
        assert_type(missing, bytes)
    other = repo.get("a", default=0)
    if not isinstance(other, int):
        assert_type(other, bytes)


def a_repository_of_anything() -> None:
    """Key and value of a repository have the types that the function for its keys has."""

    def half(number: int) -> float:
        return number / 2

    repo = inventory.Repo(half)
    repo.add_all([1, 2])
    assert_type(repo.get(0.5), int)
    for number in repo:
        assert_type(number, int)


def both_kinds_of_result(text: str) -> int:
    """A result is an Ok or an Err, and after both nothing is left."""
    result = inventory.load_rows(text)
    if isinstance(result, inventory.Ok):
        assert_type(result.value, list[inventory.Row])
        return len(result.value)
    if isinstance(result, inventory.Err):
        return len(result.reason.upper())
    assert_never(result)


def a_result_of_ones_own(text: str) -> inventory.Result[float]:
    """Result[float] is Ok of a float, or Err; then carries on with the value of an Ok, which may become another type."""

    def mean(rows: list[inventory.Row]) -> inventory.Result[float]:
        if not rows:
            return inventory.Err("no rows")
        return inventory.Ok(inventory.total(rows) / len(rows))

    return inventory.then(inventory.load_rows(text), mean)


def handlers_of_one_kind(bus: inventory.Bus, taken: list[inventory.Shipped]) -> None:
    """A handler gets the kind of event that it asked for; what it returns does not matter."""

    def came(event: inventory.Received) -> int:
        return event.quantity

    bus.subscribe(inventory.Received, came)
    bus.subscribe(inventory.Shipped, taken.append)
    bus.subscribe(inventory.Shipped, lambda event: event.to.upper())


def a_handler_of_every_kind(bus: inventory.Bus) -> None:
    """A handler that takes any event will do for one kind of it: parameters may be wider."""

    def log(event: inventory.Event) -> None: ...

    def note(event: object) -> None: ...

    bus.subscribe(inventory.SoldOut, log)
    bus.subscribe(inventory.Received, note)


def every_event(bus: inventory.Bus, event: inventory.Event) -> str:
    """There are three kinds of events, and after all three nothing is left."""
    bus.publish(event)
    bus.publish(inventory.SoldOut("tea"))
    if isinstance(event, inventory.Received):
        return event.sku + inventory.describe(event)
    if isinstance(event, inventory.Shipped):
        assert_type(event.quantity, int)
        return event.sku + event.to
    if isinstance(event, inventory.SoldOut):
        return event.sku
    assert_never(event)


def a_store_without_a_base_class(bus: inventory.Bus) -> inventory.Result[int]:
    """A store is whatever has read and write: it need not inherit from Store, nor know of it."""

    class Memory:
        text = "[]"

        def read(self) -> str:
            return self.text

        def write(self, text: str) -> None:
            self.text = text

    stock = inventory.Stock(Memory(), bus)
    shipped: inventory.Result[int] = stock.ship("tea", 1, "Ada")
    store: inventory.Store = Memory()
    store.write(store.read())
    return shipped if isinstance(shipped, inventory.Err) else inventory.then(stock.load(), lambda count: stock.receive("tea", count))


def the_rows_of_a_stock(stock: inventory.Stock) -> None:
    """The rows of a stock are a repository of rows by text."""
    assert_type(stock.rows.get("tea"), inventory.Row)
    repo: inventory.Repo[str, inventory.Row] = stock.rows
    assert_type([row["quantity"] for row in repo], list[int])
