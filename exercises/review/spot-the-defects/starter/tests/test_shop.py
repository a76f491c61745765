"""Tests of the shop."""

from __future__ import annotations

from decimal import Decimal

from shop import pricing, report, store
from shop.models import Line, Order

LINES = [Line("cup", Decimal("4.50"), 2), Line("tea", Decimal("3.25"))]


def test_total():
    assert pricing.order_total(LINES) == Decimal("12.25")


def test_an_order_comes_back_as_it_was_stored():
    db = store.connect()
    order = Order(7, 1, "ann@mail.example", "a present", lines=LINES)
    store.add_order(db, order)
    assert store.get(db, 7) == order
    assert store.get(db, 8) is None


def test_all_orders_or_none():
    db = store.connect()
    ann, bob = Order(7, 1, "ann@mail.example"), Order(8, 2, "bob@mail.example")
    assert store.add_orders(db, [ann, bob]) == 2
    try:
        store.add_orders(db, [Order(9, 1, "ann@mail.example"), bob])
    except Exception:
        pass
    assert store.statuses(db, [7, 8, 9]) == {7: "paid", 8: "paid"}


def test_search():
    db = store.connect()
    store.add_order(db, Order(7, 1, "ann@mail.example", "a present"))
    store.add_order(db, Order(8, 2, "bob@mail.example", "a present too"))
    assert store.search_orders(db, 1, "present") == [7]


def test_an_amount_is_split_to_the_cent():
    assert pricing.split_evenly(Decimal("10.00"), 3) == [Decimal("3.34"), Decimal("3.33"), Decimal("3.33")]


def test_refund_due():
    assert pricing.refund_due(LINES, 100) == Decimal("12.25")


def test_report():
    db = store.connect()
    store.add_order(db, Order(7, 1, "ann@mail.example", lines=LINES))
    assert report.totals(db) == {1: Decimal("12.25")}
