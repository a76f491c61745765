"""Equality, hashes and order."""

from __future__ import annotations

import operator
from decimal import Decimal

import assay
import pytest
from solution import Money

ORDERS = [operator.lt, operator.le, operator.gt, operator.ge]

# A comparison of money with something else is made where the class lives.
UNEQUAL = """
from decimal import Decimal
from solution import Money

others = ["x", "5.00", "Money('5.00', 'EUR')", 5, Decimal("5.00"), 5.0, None, ("5.00", "EUR"), object()]
[repr(other) for other in others if Money(5, "EUR") == other or other == Money(5, "EUR") or not Money(5, "EUR") != other]
"""

ASKED = """
from solution import Money

class Other:
    def __eq__(self, money): return "asked"
    def __lt__(self, money): return "asked"
    def __le__(self, money): return "asked"
    def __gt__(self, money): return "asked"
    def __ge__(self, money): return "asked"
    def __radd__(self, money): return "asked"
    def __rsub__(self, money): return "asked"
    def __rmul__(self, money): return "asked"

money, other = Money(5, "EUR"), Other()
questions = {
    "money == other": lambda: money == other,
    "money < other": lambda: money < other,
    "money <= other": lambda: money <= other,
    "money > other": lambda: money > other,
    "money >= other": lambda: money >= other,
    "money + other": lambda: money + other,
    "money - other": lambda: money - other,
    "money * other": lambda: money * other,
}
answers = {}
for question, ask in questions.items():
    try:
        answers[question] = ask()
    except Exception as error:
        answers[question] = f"{type(error).__name__}: {error}"
result = answers
"""


def test_equal_money_has_equal_hashes():
    ways = [Money(5, "EUR"), Money("5", "EUR"), Money("5.0", "EUR"), Money(Decimal("5.00"), "EUR"), Money(2, "EUR") + Money(3, "EUR")]
    for money in ways:
        assert money == ways[0] and not money != ways[0], f"{money!r} and {ways[0]!r} are the same amount of the same currency"
        assert hash(money) == hash(ways[0]), f"equal objects need equal hashes: {money!r} and {ways[0]!r}"
    assert len(set(ways)) == 1, "five equal objects are one member of a set"
    prices = {Money(5, "EUR"): "tea", Money(5, "USD"): "coffee"}
    assert prices[Money("5.00", "EUR")] == "tea" and prices[Money("5.00", "USD")] == "coffee"


def test_another_amount_or_currency_is_unequal():
    assert Money(5, "EUR") != Money(6, "EUR") and not Money(5, "EUR") == Money(6, "EUR")
    assert Money(5, "EUR") != Money(5, "USD") and not Money(5, "EUR") == Money(5, "USD")
    assert Money(0, "EUR") != Money(0, "USD"), "two zeros of different currencies are different"


def test_nothing_else_is_equal_to_money():
    equal = assay.probe(UNEQUAL)
    assert equal == [], f"Money(5, 'EUR') says that it is equal to {', '.join(equal)}"


def test_order_within_a_currency():
    two, five, same = Money(2, "EUR"), Money(5, "EUR"), Money("2.00", "EUR")
    for compare in ORDERS:
        assert compare(two, five) is compare(2, 5), f"{compare.__name__}(2 EUR, 5 EUR)"
        assert compare(five, two) is compare(5, 2), f"{compare.__name__}(5 EUR, 2 EUR)"
        assert compare(two, same) is compare(2, 2), f"{compare.__name__}(2 EUR, 2 EUR)"
    assert sorted([five, Money(-1, "EUR"), two])[0].amount == -1
    assert max(two, five).amount == 5


def test_different_currencies_have_no_order():
    for compare in ORDERS:
        with pytest.raises(TypeError):
            compare(Money(1, "EUR"), Money(2, "USD"))


def test_the_other_operand_is_asked_when_money_does_not_know_it():
    answers = assay.probe(ASKED)
    wrong = [f"{question} gave {answer}" for question, answer in answers.items() if answer != "asked"]
    assert not wrong, (
        "a special method that gets an operand it does not know returns NotImplemented; then Python asks the other operand, "
        f"and raises TypeError if that does not know either. But {'; '.join(wrong)}"
    )
