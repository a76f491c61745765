"""Adding, subtracting, multiplying, summing."""

from __future__ import annotations

import operator
from decimal import Decimal

import pytest
from solution import Money


def euros(amount):
    return Money(amount, "EUR")


def test_sums_and_differences_are_exact():
    assert euros("0.10") + euros("0.20") == euros("0.30")
    assert euros("100000000000000.01") + euros("0.01") == euros("100000000000000.02")
    assert euros("1.00") - euros("0.90") == euros("0.10")
    assert euros("0.90") - euros("1.00") == euros("-0.10")
    assert -euros("1.50") == euros("-1.50") and -euros("-1.50") == euros("1.50")


def test_what_does_not_go_together_is_a_type_error():
    for name in ("add", "sub"):
        for other in (Money(1, "USD"), 1, Decimal(1), 1.0, "1"):
            with pytest.raises(TypeError):
                getattr(operator, name)(euros(1), other)
    for left in (1, Decimal(1), "1", None):
        with pytest.raises(TypeError):
            left + euros(1)
    for factor in (euros(2), 2.0, "2", None):
        with pytest.raises(TypeError):
            euros(1) * factor


def test_a_factor_may_stand_on_either_side():
    assert 3 * euros("1.10") == euros("3.30") and euros("1.10") * 3 == euros("3.30")
    assert Decimal("0.5") * euros("2.50") == euros("1.25") and euros("2.50") * Decimal("-2") == euros("-5.00")


def test_products_are_rounded_half_to_even():
    for amount, factor, want in [
        ("0.01", "0.5", "0.00"),
        ("0.03", "0.5", "0.02"),
        ("0.05", "0.5", "0.02"),
        ("0.01", "0.51", "0.01"),
        ("10.00", "0.333", "3.33"),
        ("-0.03", "0.5", "-0.02"),
    ]:
        product = euros(amount) * Decimal(factor)
        assert product == euros(want), f"{amount} EUR * {factor} is rounded to {want} EUR, not to {product}"


def test_sum_works():
    assert sum([euros("0.10")] * 10) == euros("1.00"), "sum begins with the int 0: 0 + money is that money"
    assert sum([euros(1), euros(2)], euros(10)) == euros(13)
    with pytest.raises(TypeError):
        sum([euros(1), Money(1, "USD")])
