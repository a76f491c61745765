"""Objects of the solution's classes that equal plain data."""
import unittest

import pytest

import amounts
from amounts import Account, Bag, Cache, Grid, Header, Length, Money, Point, Ring, Roman, Version


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


def test_an_attribute_that_is_a_number():
    assert Money(3) == 3 and 3 == Money(3)
    assert Money(3) != 4 and not Money(3) != 3
    assert 3 in [Money(1), Money(3)]
    assert Money(2.5) == 2.5


def test_an_attribute_in_order():
    assert 2 < Money(3) < 4
    assert not Money(3) < 3 and not Money(3) > 3


def test_the_rest_of_an_ordering():
    assert Version(3) <= 3 and Version(3) >= 3 and Version(3) == 3
    assert Version(3) > 2 and 2 < Version(3) <= 4
    assert not Version(3) > 3 and not Version(3) >= 4


def test_attributes():
    assert Grid([[1, 2], [3, 4]]) == [[1, 2], [3, 4]]
    assert Grid([[1, 2], [3, 4]]) != [[1, 2], [3, 5]]
    assert Point(1, 2) == (1, 2)
    assert Point(1, 2) != (2, 1)
    assert [Point(1, 2), Point(3, 4)] == [(1, 2), (3, 4)]


def test_a_text_in_either_case():
    assert Header("Accept") == "ACCEPT"
    assert "accept" == Header("Accept")
    assert Header("Accept") != "accepts"


def test_objects_of_a_class_that_the_test_does_not_name():
    first, second = amounts.scan(["1 2", "3"])
    assert first == "12" and second == "3"
    assert first == " 12"
    assert first != "3"
    assert amounts.scan(["4", "5 6"]) == ["4", "56"]
    first.digits += "0"
    assert second == "3" and first.digits == "120"


def test_an_object_that_changes():
    (found,) = amounts.scan(["1"])
    for digits in ("1", "10", "100"):
        assert found == digits
        found.digits += "0"
