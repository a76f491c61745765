"""Misuses of the module. In each function mypy must report the marked lines, each with one of its codes, and no other line. Nothing runs them."""

from __future__ import annotations

from typing import assert_never

import inventory


def a_key_that_a_row_does_not_have(row: inventory.Row) -> None:
    """A wrong key is found before the program runs."""
    row["quantity"] += 1
    print(row["amount"])  # error: typeddict-item


def a_row_without_tags() -> inventory.Row:
    """A row has a sku, a quantity and tags."""
    return {"sku": "tea", "quantity": 1}  # error: typeddict-item


def a_quantity_that_is_a_text(row: inventory.Row) -> None:
    """A quantity is an int."""
    row["quantity"] = "3"  # error: typeddict-item


def another_sku_for_a_row(row: inventory.Row, place: inventory.Place) -> None:
    """All of a row is read-only but its quantity. A repository finds the row by its sku."""
    row["sku"] = "coffee"  # error: typeddict-readonly-mutated
    row["tags"] = []  # error: typeddict-readonly-mutated
    row["place"] = place  # error: typeddict-readonly-mutated


def another_shelf_for_a_place(place: inventory.Place) -> None:
    """The items of a place are read-only."""
    place["aisle"] = "A"  # error: typeddict-readonly-mutated
    place["shelf"] = 3  # error: typeddict-readonly-mutated


def a_place_that_may_not_be_there(row: inventory.Row) -> int:
    """A row need not have a place, so row.get("place") may be None."""
    place = row.get("place")
    return place["shelf"]  # error: index


def a_result_nobody_has_looked_at(text: str) -> int:
    """Before its value is used, a result must be told from an Err."""
    result = inventory.load_rows(text)
    return len(result.value)  # error: union-attr


def a_result_taken_for_granted(text: str) -> int:
    """Exhaustiveness: nobody thought of Err, and assert_never says so."""
    result = inventory.load_rows(text)
    if isinstance(result, inventory.Ok):
        return len(result.value)
    assert_never(result)  # error: arg-type


def a_step_for_other_values(text: str) -> inventory.Result[int]:
    """The step of then takes the value of the result."""

    def double(number: int) -> inventory.Result[int]:
        return inventory.Ok(2 * number)

    return inventory.then(inventory.load_rows(text), double)  # error: arg-type, call-overload, misc


def an_event_nobody_thought_of(event: inventory.Event) -> str:
    """Exhaustiveness: SoldOut is missing, and assert_never says so."""
    if isinstance(event, (inventory.Received, inventory.Shipped)):
        return event.sku
    assert_never(event)  # error: arg-type


def a_handler_of_other_events(bus: inventory.Bus) -> None:
    """A handler of shipments must not be handed what was received."""

    def went(event: inventory.Shipped) -> None: ...

    bus.subscribe(inventory.Received, went)  # error: arg-type, call-overload, type-var, misc


def a_payload_of_another_event(bus: inventory.Bus) -> None:
    """Inside a handler the checker knows which event it is: only shipments go to somebody."""
    bus.subscribe(inventory.SoldOut, lambda event: print(event.to))  # error: attr-defined


def handlers_of_what_is_no_event(bus: inventory.Bus) -> None:
    """Nobody publishes texts, so nobody can subscribe to them."""
    bus.subscribe(str, print)  # error: arg-type, call-overload, type-var, misc


def an_event_with_a_wrong_payload(bus: inventory.Bus) -> None:
    """A quantity is an int."""
    bus.publish(inventory.Received("tea", "3"))  # error: arg-type


def what_is_no_event(bus: inventory.Bus) -> None:
    """Only events are published."""
    bus.publish({"sku": "tea", "quantity": 3})  # error: arg-type


def an_event_that_changes(received: inventory.Received, shipped: inventory.Shipped, sold_out: inventory.SoldOut) -> None:
    """Events do not change: many handlers see the same one."""
    received.quantity = 0  # error: misc
    shipped.to = "Ada"  # error: misc
    sold_out.sku = "tea"  # error: misc


def a_key_of_another_type(repo: inventory.Repo[str, bytes]) -> None:
    """A key has the type of the repository's keys."""
    repo.get(3)  # error: arg-type, call-overload


def a_default_taken_for_a_value(repo: inventory.Repo[str, bytes]) -> bytes:
    """With the default None, get may give None."""
    value = repo.get("a", None)
    return value  # error: return-value


def a_value_of_another_type(repo: inventory.Repo[str, bytes]) -> None:
    """A value has the type of the repository's values."""
    repo.add_all(["a"])  # error: arg-type, list-item


def a_key_that_has_no_hash() -> None:
    """Keys must be hashable, and a list is not."""

    def letters(word: str) -> list[str]:
        return list(word)

    inventory.Repo(letters)  # error: type-var, arg-type, misc


def what_is_no_store(bus: inventory.Bus) -> None:
    """A store has read, which gives text, and write, which takes it."""

    class OnlyReads:
        def read(self) -> str:
            return "[]"

    class ReadsBytes:
        def read(self) -> bytes:
            return b"[]"

        def write(self, text: str) -> None: ...

    class WritesBytes(OnlyReads):
        def write(self, text: bytes) -> None: ...

    inventory.Stock(OnlyReads(), bus)  # error: arg-type
    inventory.Stock(ReadsBytes(), bus)  # error: arg-type
    inventory.Stock(WritesBytes(), bus)  # error: arg-type
