"""The stock of a warehouse: rows that come as JSON, results, a repository, events, and the service that uses them all."""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NotRequired, Protocol, ReadOnly, TypedDict, TypeIs, assert_never, overload

# Rows


class Place(TypedDict):
    aisle: ReadOnly[str]
    shelf: ReadOnly[int]


class Row(TypedDict):
    sku: ReadOnly[str]
    quantity: int
    tags: ReadOnly[list[str]]
    place: NotRequired[ReadOnly[Place]]


ROW_KEYS = frozenset({"sku", "quantity", "tags", "place"})
PLACE_KEYS = frozenset({"aisle", "shelf"})


def is_place(o: object) -> TypeIs[Place]:
    """Tell whether an object is what the type Place allows."""
    return isinstance(o, dict) and isinstance(o.get("aisle"), str) and isinstance(o.get("shelf"), int)


def is_row(o: object) -> TypeIs[Row]:
    """Tell whether an object is what the type Row allows."""
    return (
        isinstance(o, dict)
        and isinstance(o.get("sku"), str)
        and isinstance(o.get("quantity"), int)
        and isinstance(tags := o.get("tags"), list)
        and all(isinstance(tag, str) for tag in tags)
        and ("place" not in o or is_place(o["place"]))
    )


def parse_row(o: object) -> Row:
    """Give a row that came from outside as a Row; ValueError when it is none."""
    if not is_row(o):
        raise ValueError(f"no row: {o!r}")
    place = o.get("place")
    if not o.keys() <= ROW_KEYS or (place is not None and not place.keys() <= PLACE_KEYS):
        raise ValueError(f"a row with a key that nobody knows: {o!r}")
    if isinstance(o["quantity"], bool) or (place is not None and isinstance(place["shelf"], bool)):
        raise ValueError(f"a row with a boolean for a number: {o!r}")
    return o


def total(rows: Iterable[Row]) -> int:
    """Give the quantity of all rows together."""
    return sum(row["quantity"] for row in rows)


# Results


@dataclass(frozen=True)
class Ok[T]:
    value: T


@dataclass(frozen=True)
class Err:
    reason: str


type Result[T] = Ok[T] | Err


def then[T, U](result: Result[T], step: Callable[[T], Result[U]]) -> Result[U]:
    """Give step(value) of what went well, and what went wrong as it is."""
    match result:
        case Ok(value):
            return step(value)
        case Err():
            return result
        case _:
            assert_never(result)


def load_rows(text: str) -> Result[list[Row]]:
    """Read a JSON list of rows: Ok with all of them, or Err with the reason."""
    try:
        found: object = json.loads(text)
        if not isinstance(found, list):
            return Err("not a list of rows")
        return Ok([parse_row(one) for one in found])
    except ValueError as error:
        return Err(str(error))


# Repository


class Missing(Enum):
    """What stands for a default that was not given: a value of its own type, so that the checker can tell it apart."""

    MISSING = "missing"


class Repo[K: Hashable, V]:
    """Values by a key that is made from each; a later value replaces an earlier one with the same key."""

    def __init__(self, key: Callable[[V], K]) -> None:
        self._key = key
        self._values: dict[K, V] = {}

    def add_all(self, values: Iterable[V]) -> None:
        for value in values:
            self._values[self._key(value)] = value

    @overload
    def get(self, key: K) -> V: ...
    @overload
    def get[D](self, key: K, default: D) -> V | D: ...
    def get[D](self, key: K, default: D | Missing = Missing.MISSING) -> V | D:
        """Give the value with that key. Without one: the default if there is one, else KeyError."""
        if default is Missing.MISSING:
            return self._values[key]
        return self._values.get(key, default)

    def __iter__(self) -> Iterator[V]:
        return iter(self._values.values())

    def __len__(self) -> int:
        return len(self._values)


# Events


@dataclass
class Received:
    sku: str
    quantity: int


@dataclass
class Shipped:
    sku: str
    quantity: int
    to: str


@dataclass
class SoldOut:
    sku: str


type Event = Received | Shipped | SoldOut


def describe(event: Event) -> str:
    """Say what happened."""
    match event:
        case Received(sku, quantity):
            return f"{quantity} of {sku} came in"
        case Shipped(sku, quantity, to):
            return f"{quantity} of {sku} went to {to}"
        case SoldOut(sku):
            return f"{sku} is sold out"
        case _:
            assert_never(event)


class Bus:
    """Hands each event to the handlers of its kind, in the order in which they subscribed."""

    def __init__(self) -> None:
        self._deliveries: list[Callable[[Event], None]] = []

    def subscribe[E: Event](self, kind: type[E], handler: Callable[[E], object]) -> None:
        def deliver(event: Event) -> None:
            if isinstance(event, kind):
                handler(event)

        self._deliveries.append(deliver)

    def publish(self, event: Event) -> None:
        for deliver in self._deliveries:
            deliver(event)


# Service


class Store(Protocol):
    """Where the rows are kept, as JSON text."""

    def read(self) -> str: ...
    def write(self, text: str, /) -> object: ...


class Stock:
    """The rows of a store."""

    def __init__(self, store: Store, bus: Bus) -> None:
        self.rows: Repo[str, Row] = Repo(lambda row: row["sku"])
        self._store = store
        self._bus = bus

    def load(self) -> Result[int]:
        """Read the store: Ok with the number of rows read, or Err."""
        return then(load_rows(self._store.read()), self._take)

    def _take(self, rows: list[Row]) -> Result[int]:
        self.rows.add_all(rows)
        return Ok(len(rows))

    def receive(self, sku: str, quantity: int) -> Result[int]:
        """Add to a row: Ok with its new quantity, or Err. Publishes Received."""
        row = self.rows.get(sku, None)
        if row is None:
            return Err(f"no such article: {sku}")
        row["quantity"] += quantity
        self._bus.publish(Received(sku, quantity))
        return self._save(row)

    def ship(self, sku: str, quantity: int, to: str) -> Result[int]:
        """Take from a row: Ok with what is left, or Err. Publishes Shipped, and SoldOut when nothing is left."""
        row = self.rows.get(sku, None)
        if row is None:
            return Err(f"no such article: {sku}")
        if row["quantity"] < quantity:
            return Err(f"only {row['quantity']} of {sku} left")
        row["quantity"] -= quantity
        self._bus.publish(Shipped(sku, quantity, to))
        if row["quantity"] == 0:
            self._bus.publish(SoldOut(sku))
        return self._save(row)

    def _save(self, row: Row) -> Result[int]:
        self._store.write(json.dumps(list(self.rows)))
        return Ok(row["quantity"])
