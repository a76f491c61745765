"""Values that stand for equal ones."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assay.same import Held, Known


class Zone(datetime.tzinfo):
    def utcoffset(self, when: datetime.datetime | None) -> datetime.timedelta:
        raise AssertionError("nothing is asked of it")

    dst = tzname = utcoffset  # type: ignore[assignment]


@pytest.mark.parametrize("value", [("a", 1), b"ab", Decimal("1.0"), datetime.date(2024, 5, 17), ((1,), ("b",))])
def test_an_equal_value_is_the_one_that_went(value: Any) -> None:
    known = Known()
    other = eval(repr(value))
    assert other is not value
    known.gone(value)
    assert known.come(other, True) is value


def test_the_last_one_that_went_counts() -> None:
    known = Known()
    first, second = tuple([1, "a"]), tuple([1, "a"])
    known.gone(first)
    known.gone(second)
    assert known.come(tuple([1, "a"]), True) is second


def test_one_that_came_stays_the_same() -> None:
    known = Known()
    first, second = tuple([1, "a"]), tuple([1, "a"])
    assert known.come(first, False) is first
    assert known.come(second, True) is first


def test_a_copy_is_another_object() -> None:
    known = Known()
    first, copied = tuple([1, "a"]), tuple([1, "a"])
    known.gone(first)
    assert known.come(copied, False) is copied


def test_the_submission_says_which_it_has_seen() -> None:
    held = Held()
    first, copied = tuple([1, "a"]), tuple([1, "a"])
    assert held.come(first, False) is first
    assert held.gone(first)
    assert not held.gone(copied)
    assert held.gone(copied)
    assert not held.gone([1])
    assert not held.gone("a")


@pytest.mark.parametrize(
    "one, other",
    [((1,), (1.0,)), ((1,), (True,)), ((0.0,), (-0.0,)), (Decimal("1.0"), Decimal("1.00")), (((1,),), ((1.0,),))],
)
def test_equal_values_that_differ_are_told_apart(one: Any, other: Any) -> None:
    assert one == other
    known = Known()
    known.gone(one)
    assert known.come(other, True) is other


@pytest.mark.parametrize(
    "value",
    [
        ([],), (object(),), "a" * 2000, b"a" * 2000, ("a" * 2000,), (1 << 5000,), tuple(range(100)), [1], {1: 2},
        datetime.datetime(2024, 5, 17, tzinfo=Zone()), Decimal("sNaN"), Decimal("NaN"), Decimal("1" * 10_000),
        Fraction(1 << 5000, 3), (("a" * 900,) * 3,), ((("a" * 100,) * 10,) * 10,), Path("a" * 5000),
        datetime.datetime(2024, 5, 17, tzinfo=datetime.timezone(datetime.timedelta(), "a" * 5000)),
    ],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_what_is_large_or_more_than_plain_is_not_kept(value: Any) -> None:
    known = Known()
    known.gone(value)
    assert known.come(value, True) is value
    assert not known._seen


def test_few_are_kept() -> None:
    known = Known()
    for number in range(5000):
        known.gone((number, "a"))
    assert 0 < len(known._seen) <= 1000
