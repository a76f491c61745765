"""Objects of the solution's classes that equal plain data."""
import unittest

import pytest

from amounts import Account, Bag, Cache, Length, Ring, Roman


def test_a_number():
    assert Roman("IV") == 4
    assert 4 == Roman("IV")
    assert Roman("IV") != 5
    assert not Roman("IV") != 4
    assert Roman("X") in [1, 10, 100]
    assert [Roman("I"), Roman("V")] == [1, 5]
    assert Roman("IV") == Roman("IV")


def test_numbers_in_order():
    assert Roman("IX") < Roman("X") <= 10 < Roman("XI")
    assert 3 < Roman("IV") < 5
    assert not Roman("IV") > 4
    assert sorted([5, Roman("IV"), 3])[1] == 4


@pytest.mark.parametrize("text, number", [("I", 1), ("IX", 9), ("XIV", 14), ("MCMXCIV", 1994)])
def test_numbers(text, number):
    assert Roman(text) == number


def test_a_number_with_a_point():
    assert Length(1.5) == 1.5
    assert Length(1.5) != 2.5
    assert Length(2.0) != "2.0"


def test_a_text():
    account = Account.parsed(" 12 345 ")
    assert account == "12345"
    assert account != "12 345"
    assert {"account": account} == {"account": "12345"}


def test_a_text_is_no_number():
    assert Account("12345") != 12345


def test_a_set():
    bag = Bag([3, 1, 3])
    assert bag == {1, 3}
    assert bag == frozenset({1, 3})
    assert bag != {1, 2}
    assert bag != [1, 3]
    assert Bag() == set()


def test_a_list():
    ring = Ring("abc")
    assert ring == ["a", "b", "c"]
    ring.turn()
    assert ring == ["b", "c", "a"]
    assert ring != ["a", "b", "c"]
    assert ring != ("b", "c", "a")


class CacheTest(unittest.TestCase):
    def test_a_dictionary(self):
        cache = Cache(2, a=1, b=2)
        self.assertEqual(cache, {"a": 1, "b": 2})
        cache["c"] = 3
        self.assertEqual(cache, {"b": 2, "c": 3})
        self.assertNotEqual(cache, {"a": 1, "b": 2})
        self.assertEqual(cache, Cache(2, b=2, c=3))
