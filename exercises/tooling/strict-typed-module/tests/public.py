"""Everything that the brief names, shown by the checker. Nothing runs this."""

from __future__ import annotations

from typing import reveal_type

import inventory


def functions() -> None:
    reveal_type(inventory.is_row)
    reveal_type(inventory.parse_row)
    reveal_type(inventory.total)
    reveal_type(inventory.then)
    reveal_type(inventory.load_rows)
    reveal_type(inventory.describe)


def methods() -> None:
    reveal_type(inventory.Repo)
    reveal_type(inventory.Repo.add_all)
    reveal_type(inventory.Repo.get)
    reveal_type(inventory.Repo.__iter__)
    reveal_type(inventory.Repo.__len__)
    reveal_type(inventory.Bus.subscribe)
    reveal_type(inventory.Bus.publish)
    reveal_type(inventory.Store.read)
    reveal_type(inventory.Store.write)
    reveal_type(inventory.Stock)
    reveal_type(inventory.Stock.load)
    reveal_type(inventory.Stock.receive)
    reveal_type(inventory.Stock.ship)


def data(place: inventory.Place, row: inventory.Row, result: inventory.Result[int], event: inventory.Event, stock: inventory.Stock) -> None:
    reveal_type(place)
    reveal_type(row)
    reveal_type(result)
    reveal_type(event)
    reveal_type(stock.rows)
    if isinstance(result, inventory.Ok):
        reveal_type(result.value)
    if isinstance(result, inventory.Err):
        reveal_type(result.reason)
    if isinstance(event, inventory.Received):
        reveal_type(event.sku)
        reveal_type(event.quantity)
    if isinstance(event, inventory.Shipped):
        reveal_type(event.sku)
        reveal_type(event.quantity)
        reveal_type(event.to)
    if isinstance(event, inventory.SoldOut):
        reveal_type(event.sku)
