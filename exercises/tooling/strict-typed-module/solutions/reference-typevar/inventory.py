"""The stock of a warehouse, with type variables as they were written before Python 3.12, and named tuples."""

import json
from dataclasses import dataclass
from typing import (
    Callable, Final, Generic, Hashable, Iterable, Iterator, NamedTuple, NotRequired, Protocol, ReadOnly, TypeAlias, TypedDict, TypeIs, TypeVar, Union,
    overload,
)

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
T = TypeVar("T")
U = TypeVar("U")
D = TypeVar("D")


class Place(TypedDict):
    aisle: ReadOnly[str]
    shelf: ReadOnly[int]


class Row(TypedDict):
    sku: ReadOnly[str]
    quantity: int
    tags: ReadOnly[list[str]]
    place: NotRequired[ReadOnly[Place]]


class BadRow(ValueError):
    """What came from outside is no row."""


def _items(o: object, required: dict[str, type], optional: dict[str, type], closed: bool) -> dict[str, object]:
    """Give the items of a dictionary that has them; closed: no others, and no booleans for numbers."""
    if not isinstance(o, dict):
        raise BadRow(f"{o!r} is no object")
    for name, kind in (required | optional).items():
        if name not in o:
            if name in required:
                raise BadRow(f"{name} is missing")
        elif not isinstance(o[name], kind) or (closed and isinstance(o[name], bool)):
            raise BadRow(f"{name} is {o[name]!r}, not of type {kind.__name__}")
    if closed and (unknown := [name for name in o if name not in required and name not in optional]):
        raise BadRow(f"unknown: {unknown}")
    return dict(o)


def _check(o: object, closed: bool) -> None:
    row = _items(o, {"sku": str, "quantity": int, "tags": list}, {"place": dict}, closed)
    tags = row["tags"]
    if not isinstance(tags, list) or [tag for tag in tags if not isinstance(tag, str)]:
        raise BadRow(f"tags are {tags!r}")
    if "place" in row:
        _items(row["place"], {"aisle": str, "shelf": int}, {}, closed)


def is_row(o: object) -> TypeIs[Row]:
    try:
        _check(o, closed=False)
    except BadRow:
        return False
    return True


def parse_row(o: object) -> Row:
    _check(o, closed=True)
    if is_row(o):
        return o
    raise BadRow(f"{o!r} is no row")


def total(rows: Iterable[Row]) -> int:
    result = 0
    for row in rows:
        result += row["quantity"]
    return result


@dataclass(frozen=True)
class Ok(Generic[T]):
    value: T


class Err(NamedTuple):
    reason: str


Result: TypeAlias = Union[Ok[T], Err]


def then(result: Result[T], step: Callable[[T], Result[U]]) -> Result[U]:
    return result if isinstance(result, Err) else step(result.value)


def load_rows(text: str) -> Result[list[Row]]:
    try:
        found: object = json.loads(text)
    except json.JSONDecodeError as error:
        return Err(f"not JSON: {error}")
    if not isinstance(found, list):
        return Err("not a list")
    rows: list[Row] = []
    for number, one in enumerate(found):
        try:
            rows.append(parse_row(one))
        except BadRow as error:
            return Err(f"row {number}: {error}")
    return Ok(rows)


class Repo(Generic[K, V]):
    def __init__(self, key: Callable[[V], K]) -> None:
        self._key: Final = key
        self._values: dict[K, V] = {}

    def add_all(self, values: Iterable[V]) -> None:
        self._values.update((self._key(value), value) for value in values)

    @overload
    def get(self, key: K) -> V: ...

    @overload
    def get(self, key: K, default: Union[V, D]) -> Union[V, D]: ...

    def get(self, key: K, *default: Union[V, D], **named: Union[V, D]) -> Union[V, D]:
        if key in self._values:
            return self._values[key]
        for given in (*default, *named.values()):
            return given
        raise KeyError(key)

    def __iter__(self) -> Iterator[V]:
        yield from self._values.values()

    def __len__(self) -> int:
        return len(self._values)


class Received(NamedTuple):
    sku: str
    quantity: int


class Shipped(NamedTuple):
    sku: str
    quantity: int
    to: str


class SoldOut(NamedTuple):
    sku: str


Event: TypeAlias = Union[Received, Shipped, SoldOut]
E = TypeVar("E", bound=Event)


def describe(event: Event) -> str:
    if isinstance(event, Received):
        return f"{event.quantity} of {event.sku} came in"
    if isinstance(event, Shipped):
        return f"{event.quantity} of {event.sku} went to {event.to}"
    return f"{event.sku} is sold out"


class _Subscription(Generic[E]):
    """A handler with its kind of event: here both have the same type variable."""

    def __init__(self, kind: type[E], handler: Callable[[E], object]) -> None:
        self.kind = kind
        self.handler = handler

    def offer(self, event: Event) -> None:
        if isinstance(event, self.kind):
            self.handler(event)


class _Offers(Protocol):
    def offer(self, event: Event) -> None: ...


class Bus:
    def __init__(self) -> None:
        self._subscriptions: list[_Offers] = []

    def subscribe(self, kind: type[E], handler: Callable[[E], object]) -> None:
        self._subscriptions.append(_Subscription(kind, handler))

    def publish(self, event: Event) -> None:
        for subscription in self._subscriptions:
            subscription.offer(event)


class Reads(Protocol):
    def read(self) -> str: ...


class Writes(Protocol):
    def write(self, text: str, /) -> object: ...


class Store(Reads, Writes, Protocol):
    pass


def _sku(row: Row) -> str:
    return row["sku"]


class Stock:
    def __init__(self, store: Store, bus: Bus) -> None:
        self.rows = Repo(_sku)
        self._store = store
        self._bus = bus

    def load(self) -> Result[int]:
        loaded = load_rows(self._store.read())
        if isinstance(loaded, Err):
            return loaded
        self.rows.add_all(loaded.value)
        return Ok(len(loaded.value))

    def receive(self, sku: str, quantity: int) -> Result[int]:
        return self._change(sku, quantity, Received(sku, quantity))

    def ship(self, sku: str, quantity: int, to: str) -> Result[int]:
        return self._change(sku, -quantity, Shipped(sku, quantity, to))

    def _change(self, sku: str, by: int, event: Union[Received, Shipped]) -> Result[int]:
        try:
            row = self.rows.get(sku)
        except KeyError:
            return Err(f"there is no {sku}")
        left = row["quantity"] + by
        if by < 0 and left < 0:
            return Err(f"there are {row['quantity']} of {sku}")
        row["quantity"] = left
        self._bus.publish(event)
        if isinstance(event, Shipped) and left == 0:
            self._bus.publish(SoldOut(sku))
        self._store.write(json.dumps(list(self.rows)))
        return Ok(left)
