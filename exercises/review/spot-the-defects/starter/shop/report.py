"""The evening report: what each customer bought, and how that has changed."""

from __future__ import annotations

import json
import sqlite3
from decimal import Decimal
from pathlib import Path

from shop.models import Line
from shop.pricing import order_total


def totals(db: sqlite3.Connection) -> dict[int, Decimal]:
    """Give for each customer what their orders cost together, refunded ones left out."""
    found: dict[int, Decimal] = {}
    orders = db.execute("SELECT number, customer FROM orders WHERE status <> 'refunded' ORDER BY number").fetchall()
    for number, customer in orders:
        rows = db.execute("SELECT name, price, quantity FROM lines WHERE number = ?", (number,))
        lines = [Line(name, Decimal(price), quantity) for name, price, quantity in rows]
        found[customer] = found.get(customer, Decimal("0.00")) + order_total(lines)
    return found


def add_to_history(path: Path, day: str, sums: dict[int, Decimal]) -> None:
    """Add a day to the history of all days, which is a JSON file."""
    try:
        history = json.loads(path.read_text())
    except Exception:
        history = {}
    history[day] = {str(customer): str(amount) for customer, amount in sums.items()}
    path.write_text(json.dumps(history, indent=2))


def changes(path: Path, before: str, after: str) -> list[str]:
    """Give a line for each customer who bought on both days and whose total has changed."""
    history = json.loads(path.read_text())
    first, second = history[before], history[after]
    lines = []
    for customer in sorted(first.keys() & second.keys(), key=int):
        change = Decimal(second[customer]) - Decimal(first[customer])
        if change:
            lines.append(f"customer {customer}: {change:+}")
    return lines
