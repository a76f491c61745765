"""Splitting money without losing a cent."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from solution import Money

amounts = st.integers(-(10**17) + 1, 10**17 - 1)
weights = st.lists(st.integers(0, 1_000_000) | st.integers(0, 3), min_size=1, max_size=6).filter(any)
thorough = settings(max_examples=80, deadline=None, database=None, derandomize=True)


def split(cents: int, parts: Sequence[int]) -> list[int]:
    """Allocate that many cents; give the cents of each part."""
    result = Money(text(cents), "CHF").allocate(list(parts))
    assert isinstance(result, list), "allocate gives a list"
    assert all(part.currency == "CHF" for part in result), "parts have the currency of the whole"
    return [int(part.amount * 100) for part in result]


def text(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


@thorough
@given(amounts, weights)
def test_parts_add_up_and_lie_within_a_cent_of_the_exact_share(cents, weights):
    parts = split(cents, weights)
    assert len(parts) == len(weights), "one part for each weight"
    assert sum(parts) == cents, f"{text(cents)} split by {weights}: the parts are {text(sum(parts))} together"
    for part, weight in zip(parts, weights):
        share = Fraction(cents * weight, sum(weights))
        assert abs(part - share) <= 1, f"{text(cents)} split by {weights}: the part of weight {weight} is {text(part)}, its exact share {float(share) / 100:.4f}"
        assert weight or not part, f"{text(cents)} split by {weights}: a part of weight 0 got {text(part)}"


@thorough
@given(st.integers(1, 10**6), weights)
def test_of_equal_weights_the_first_gets_the_odd_cent(cents, weights):
    parts = split(cents, weights)
    for place, weight in enumerate(weights):
        for later in range(place + 1, len(weights)):
            if weights[later] == weight:
                assert parts[place] >= parts[later], (
                    f"{text(cents)} split by {weights}: parts {place} and {later} have the same weight, "
                    f"but got {text(parts[place])} and {text(parts[later])}"
                )


@thorough
@given(st.integers(0, 10**6), weights)
def test_a_debt_is_split_like_an_amount(cents, weights):
    assert split(-cents, weights) == [-part for part in split(cents, weights)], f"-{text(cents)} split by {weights}"


def test_weights_that_divide_nothing_are_refused():
    for weights in ([], [0], [0, 0], [1, -1], [3, -1]):
        with pytest.raises(ValueError):
            Money(10, "EUR").allocate(weights)
            pytest.fail(f"allocate({weights}) should be refused with ValueError")


def test_cents_that_are_left_over_are_given_out():
    assert split(1000, [1, 1, 1]) == [334, 333, 333]
    assert split(5, [1, 0, 1]) == [3, 0, 2]
    assert split(100, [7]) == [100]
