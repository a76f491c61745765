"""Money never changes, can be copied and sent, and is small."""

from __future__ import annotations

import random
from decimal import Decimal

import assay
import pytest
from solution import Money

ALLOWED_BYTES = 72
COUNT = 360_000

CHANGES = """
from solution import Money

def attempt(change):
    money = Money(5, "EUR")
    try:
        change(money)
    except (AttributeError, TypeError):
        return money == Money(5, "EUR")
    return False

def grow(money): money.colour = "green"

attempt(grow)
"""

COPIES = """
import copy, pickle
from solution import Money

ways = {"copy.copy": copy.copy, "copy.deepcopy": copy.deepcopy}
for protocol in range(2, 6):
    ways[f"pickle protocol {protocol}"] = lambda money, protocol=protocol: pickle.loads(pickle.dumps(money, protocol))
answers = {}
for way, make in ways.items():
    for amount in ("12.50", "-0.01"):
        try:
            again = make(Money(amount, "EUR"))
            if type(again) is not Money or again != Money(amount, "EUR"):
                answers[way] = f"gave {again!r} for {amount} EUR"
        except Exception as error:
            answers[way] = f"raised {type(error).__name__}: {error}"
result = answers
"""

# The list is made first: one that grows leaves holes of its own.
MANY = """
from decimal import Decimal
import solution

solution.kept = kept = [None] * count
for number in range(count):
    kept[number] = {make}
"""
# Nobody knows beforehand which of them are asked for.
SOME = """
import solution
[str(getattr(solution.kept[place], "amount", solution.kept[place])) for place in places]
"""


def test_attributes_can_be_neither_set_nor_deleted():
    money = Money(5, "EUR")
    for name, value in [("amount", 6), ("currency", "USD")]:
        with pytest.raises((AttributeError, TypeError)):
            setattr(money, name, value)
        with pytest.raises((AttributeError, TypeError)):
            delattr(money, name)
    assert money == Money(5, "EUR")
    assert assay.probe(CHANGES), "money took a new attribute, colour"


def test_copies_and_pickles_are_equal():
    wrong = assay.probe(COPIES)
    assert not wrong, "; ".join(f"{way} {what}" for way, what in wrong.items())


def bytes_each(make: str, worth: int) -> float:
    """Give what an object made in that way takes, of which so many are worth one. Huge pages only add to it, so the best of two counts."""
    grown = []
    for _ in range(2):
        assay.restart()
        assay.probe(MANY.format(make=make), count=1000)
        with assay.meter() as meter:
            assay.probe(MANY.format(make=make), count=COUNT)
        places = random.SystemRandom().sample(range(COUNT), 20)
        kept = [Decimal(text) for text in assay.probe(SOME, places=places)]
        assert kept == [Decimal(place) / worth for place in places], "the objects that were made are not those asked for"
        grown.append(meter.growth_mb * 2**20 / COUNT)
    return min(grown)


def test_many_of_them_take_little_memory():
    each = bytes_each("solution.Money(number, 'EUR')", 1) - bytes_each("Decimal(number) / 100", 100)
    assay.bound(
        each, at_most=ALLOWED_BYTES, unit="bytes",
        message=f"what an object of Money takes more than a bare Decimal, average of {COUNT:,}: without __slots__ every object carries room for a dictionary",
    )
