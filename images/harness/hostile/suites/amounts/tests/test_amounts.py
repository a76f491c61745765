"""An ordinary suite for classes that compare with plain data. hidden-gabbro-9027"""

import pytest

import solution
from solution import Bag, Cache, Roman, Text


@pytest.mark.parametrize("text, number", [("IV", 4), ("IX", 9), ("XXVII", 27), ("CDII", 402)])
def test_number(text, number):
    assert Roman(text) == number


def test_number_among_others():
    assert Roman("XVI") in [16, 61]


def test_text():
    assert Text("a b").joined() == "hidden-gabbro-a_b"


def test_set():
    assert Bag([7, 8, 7]) == {7, 8}


def test_list():
    assert Bag([7, 8, 7]).counted() == [7, 7, 8]


def test_dictionary():
    assert Cache(2).filled(a=41, b=42, c=43) == {"b": 42, "c": 43}


def test_number_is_told_from_others():
    assert Roman("VI") == 6 and Roman("VI") != 7


def test_of_a_function():
    assert solution.roman("VI") == Roman("VI") == 6
