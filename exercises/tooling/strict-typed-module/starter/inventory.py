"""The stock of a warehouse: rows that come as JSON, results, a repository, events, and the service that uses them all."""

import json
from collections import namedtuple

# Rows


def is_row(o):
    """Tell whether an object is what the type Row allows."""
    return isinstance(o, dict) and "sku" in o


def parse_row(o):
    """Give a row that came from outside as a Row; ValueError when it is none."""
    if not is_row(o):
        raise ValueError(f"no row: {o!r}")
    return o


def total(rows):
    """Give the quantity of all rows together."""
    return sum(row["quantity"] for row in rows)


# Results

Ok = namedtuple("Ok", "value")
Err = namedtuple("Err", "reason")


def then(result, step):
    """Give step(value) of what went well, and what went wrong as it is."""
    if isinstance(result, Ok):
        return step(result.value)
    return result


def load_rows(text):
    """Read a JSON list of rows: Ok with all of them, or Err with the reason."""
    try:
        found = json.loads(text)
        if not isinstance(found, list):
            return Err("not a list of rows")
        return Ok([parse_row(one) for one in found])
    except ValueError as error:
        return Err(str(error))


# Repository

MISSING = object()


class Repo:
    """Values by a key that is made from each; a later value replaces an earlier one with the same key."""

    def __init__(self, key):
        self._key = key
        self._values = {}

    def add_all(self, values):
        for value in values:
            self._values[self._key(value)] = value

    def get(self, key, default=MISSING):
        """Give the value with that key. Without one: the default if there is one, else KeyError."""
        if default is MISSING:
            return self._values[key]
        return self._values.get(key, default)

    def __iter__(self):
        return iter(self._values.values())

    def __len__(self):
        return len(self._values)


# Events

Received = namedtuple("Received", "sku quantity")
Shipped = namedtuple("Shipped", "sku quantity to")
SoldOut = namedtuple("SoldOut", "sku")


def describe(event):
    """Say what happened."""
    if isinstance(event, Received):
        return f"{event.quantity} of {event.sku} came in"
    if isinstance(event, Shipped):
        return f"{event.quantity} of {event.sku} went to {event.to}"
    return f"{event.sku} is sold out"


class Bus:
    """Hands each event to the handlers of its kind, in the order in which they subscribed."""

    def __init__(self):
        self._handlers = []

    def subscribe(self, kind, handler):
        self._handlers.append((kind, handler))

    def publish(self, event):
        for kind, handler in self._handlers:
            if isinstance(event, kind):
                handler(event)


# Service


class Stock:
    """The rows of a store. A store has read(), which gives JSON text, and write(text)."""

    def __init__(self, store, bus):
        self.rows = Repo(lambda row: row["sku"])
        self._store = store
        self._bus = bus

    def load(self):
        """Read the store: Ok with the number of rows read, or Err."""
        return then(load_rows(self._store.read()), self._take)

    def _take(self, rows):
        self.rows.add_all(rows)
        return Ok(len(rows))

    def receive(self, sku, quantity):
        """Add to a row: Ok with its new quantity, or Err. Publishes Received."""
        row = self.rows.get(sku, None)
        if row is None:
            return Err(f"no such article: {sku}")
        row["quantity"] += quantity
        self._bus.publish(Received(sku, quantity))
        return self._save(row)

    def ship(self, sku, quantity, to):
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

    def _save(self, row):
        self._store.write(json.dumps(list(self.rows)))
        return Ok(row["quantity"])
