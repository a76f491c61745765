"""Of equal values that cannot change, the one that went is the one that comes back."""
import datetime as dt
import uuid
from decimal import Decimal
from pathlib import Path

import pytest

import solution

VALUES = [
    "http://example.com/?q=1",
    ("apple", 3.95, 3),
    ("nested", ("pair", 2.0), None),
    b"some bytes",
    Decimal("1.20"),
    uuid.UUID(int=7),
    dt.datetime(2024, 5, 17, 12, tzinfo=dt.timezone.utc),
    dt.date(2024, 5, 17),
    dt.timedelta(hours=2),
    Path("some/file.txt"),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_value_is_the_one_that_was_given(value):
    assert solution.identity(value) is value
    assert solution.identity([value])[0] is value
    assert solution.Shelf(value).content is value


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_value_is_the_one_that_a_callback_gave(value):
    assert solution.Shelf.filled(lambda: value).content is value


@pytest.mark.parametrize("value", VALUES[1:9], ids=lambda value: type(value).__name__)
def test_value_that_was_made_again_is_another(value):
    made = solution.rebuilt(value)
    assert made == value
    assert made is not value
    assert solution.identity(made) is made
    assert solution.identity(value) is value


def test_products_are_found_and_not_made():
    products = [("banana", 5.95, 12), ("apple", 3.95, 3), ("orange", 4.50, 2)]
    found = solution.below(products, 5)
    assert found == products[1:]
    assert found[0] is products[1]
    assert found[1] is products[2]


def test_value_of_the_solution_is_one():
    shelf = solution.Shelf.numbered()
    assert shelf.content is shelf.content
    assert solution.Shelf.numbered().content != shelf.content


@pytest.mark.parametrize(
    "first, second",
    [((1, 2), (1.0, 2)), ((1,), (True,)), ((0.0,), (-0.0,)), (Decimal("1.0"), Decimal("1.00"))],
)
def test_equal_values_of_other_types_are_told_apart(first, second):
    assert first == second
    assert repr(solution.identity(first)) == repr(first)
    assert repr(solution.identity(second)) == repr(second)
    assert solution.identity(second) is second or solution.identity(second) is not first


def test_moments_in_other_zones_are_told_apart():
    noon = dt.datetime(2024, 5, 17, 12, tzinfo=dt.timezone.utc)
    later = noon.astimezone(dt.timezone(dt.timedelta(hours=2)))
    assert noon == later
    assert solution.identity(noon).hour == 12
    assert solution.identity(later).hour == 14
