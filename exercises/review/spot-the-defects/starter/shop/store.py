"""Orders in SQLite.

The billing service imports the functions of this module: their names and
parameters are an interface.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from decimal import Decimal

from shop.models import Line, Order

log = logging.getLogger(__name__)

SCHEMA = """
CREATE TABLE orders (number INTEGER PRIMARY KEY, customer INTEGER, email TEXT, note TEXT, status TEXT);
CREATE TABLE lines (number INTEGER, name TEXT, price TEXT, quantity INTEGER);
CREATE TABLE refunds (number INTEGER, amount TEXT);
"""


def connect(path: str = ":memory:") -> sqlite3.Connection:
    """Open a store and make its tables."""
    db = sqlite3.connect(path)
    db.executescript(SCHEMA)
    return db


def add_order(db: sqlite3.Connection, order: Order) -> None:
    """Store one order with its lines."""
    with db:
        _insert(db, order)


def add_orders(db: sqlite3.Connection, orders: Iterable[Order]) -> int:
    """Store all the orders or, if anything goes wrong or we are interrupted, none."""
    count = 0
    try:
        for order in orders:
            _insert(db, order)
            count += 1
    except BaseException:
        db.rollback()
        raise
    db.commit()
    return count


def _insert(db: sqlite3.Connection, order: Order) -> None:
    row = (order.number, order.customer, order.email, order.note, order.status)
    db.execute("INSERT INTO orders VALUES (?, ?, ?, ?, ?)", row)
    for line in order.lines:
        db.execute("INSERT INTO lines VALUES (?, ?, ?, ?)", (order.number, line.name, str(line.price), line.quantity))


def get(db: sqlite3.Connection, nr: int) -> Order | None:
    """Give the order with this number, with its lines."""
    row = db.execute("SELECT number, customer, email, note, status FROM orders WHERE number = ?", (nr,)).fetchone()
    if row is None:
        return None
    return Order(*row, lines=_lines(db, nr))


def statuses(db: sqlite3.Connection, numbers: list[int]) -> dict[int, str]:
    """Give the status of each of these orders that exists."""
    marks = ", ".join("?" * len(numbers))
    rows = db.execute(f"SELECT number, status FROM orders WHERE number IN ({marks})", numbers)
    return dict(rows)


def search_orders(db: sqlite3.Connection, customer: int, text: str) -> list[int]:
    """Give the numbers of this customer's orders whose note contains the text as it was typed, in order."""
    query = (
        "SELECT number FROM orders "
        f"WHERE customer = {customer} AND instr(note, '{text}') > 0 "
        "ORDER BY number"
    )
    return [number for (number,) in db.execute(query)]


def record_refund(db: sqlite3.Connection, order: Order, amount: Decimal) -> None:
    """Note a refund and mark the order. An order is refunded once."""
    if order.status == "refunded":
        raise ValueError(f"order {order.number} has been refunded already")
    if amount <= 0:
        raise ValueError(f"a refund of {amount} is none")

    db.execute("INSERT INTO refunds VALUES (?, ?)", (order.number, str(amount)))
    db.commit()
    db.execute("UPDATE orders SET status = 'refunded' WHERE number = ?", (order.number,))
    db.commit()

    # The object in hand shall say what the table says: a caller that asks
    # again for a refund of the same object is told so without a query.
    order.status = "refunded"
    log.info("order %s: refunded %s to %s, customer %s", order.number, amount, order.email, order.customer)


def _lines(db: sqlite3.Connection, number: int) -> list[Line]:
    rows = db.execute("SELECT name, price, quantity FROM lines WHERE number = ? ORDER BY rowid", (number,))
    return [Line(name, Decimal(price), quantity) for name, price, quantity in rows]
