"""What money looks like, and what it refuses to be made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from solution import Money

AMOUNTS = ["12.5", "0", "-3.07", "1234567.89", "0.01", "100000000000000.01"]


def test_repr_builds_an_equal_money():
    for amount in AMOUNTS:
        money = Money(amount, "EUR")
        again = eval(repr(money), {"Money": Money, "Decimal": Decimal})
        assert again == money, f"evaluating the repr of {amount} EUR, {money!r}, should give equal money"


def test_the_amount_is_a_decimal_with_two_places():
    for amount, want in [(5, "5.00"), ("12.5", "12.50"), (Decimal("7"), "7.00"), ("-0.10", "-0.10"), (Decimal("2.500"), "2.50")]:
        money = Money(amount, "EUR")
        assert type(money.amount) is Decimal and str(money.amount) == want, f"the amount of Money({amount!r}, 'EUR')"
        assert money.currency == "EUR"


def test_str_and_format_show_amount_and_currency():
    assert str(Money("12.5", "EUR")) == "12.50 EUR"
    assert f"{Money(5, 'USD')}" == "5.00 USD", "without a format specification, format is str"
    assert f"{Money('1234567.8', 'EUR'):,.2f}" == "1,234,567.80 EUR", "the specification is for the amount; the currency follows"
    assert f"{Money('2.50', 'CHF'):>8.1f}" == "     2.5 CHF"


def test_only_zero_is_false():
    assert not Money(0, "EUR") and not Money("0.00", "EUR")
    assert Money("0.01", "EUR") and Money("-0.01", "EUR")


def test_amounts_of_an_inexact_type_are_refused():
    for amount in (0.1, 2.0, None):
        with refused(TypeError, f"Money({amount!r}, 'EUR')"):
            Money(amount, "EUR")


def test_what_is_no_number_is_refused():
    for amount in ("", "ten", "NaN", "Infinity", Decimal("-Infinity")):
        with refused(ValueError, f"Money({amount!r}, 'EUR')"):
            Money(amount, "EUR")


def test_fractions_of_a_cent_are_refused():
    for amount in ("0.005", Decimal("12.501"), "-0.001"):
        with refused(ValueError, f"Money({amount!r}, 'EUR')"):
            Money(amount, "EUR")


def test_what_is_no_currency_is_refused():
    for currency in ("", "eur", "EURO", "EU", "E1R", "ÄÖÜ", "EUR\n"):
        with refused(ValueError, f"Money(1, {currency!r})"):
            Money(1, currency)


@contextmanager
def refused(kind: type[Exception], what: str) -> Iterator[None]:
    """Expects the block to raise; fails with what it should have refused."""
    try:
        yield
    except kind:
        return
    pytest.fail(f"{what} should be refused with {kind.__name__}")
