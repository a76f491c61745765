import numbers
import os
from collections.abc import MutableSequence, Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from fractions import Fraction

import pytest
from kit import tools
from kit.tools import Amount, Box, East, Key, Ring, Sealed, Share, grouped, halved, moment, offset_of, remembered

HERE = os.path.dirname(os.path.abspath(tools.__file__))


def test_the_folder_has_a_name():
    assert os.path.isabs(HERE)


class Doubler:
    def __init__(self):
        self.known = {}
        self.calls = 0

    @remembered(lambda self: self.known)
    def double(self, number):
        self.calls += 1
        return 2 * number


def test_a_decorator_takes_a_lambda():
    doubler = Doubler()
    assert [doubler.double(4), doubler.double(4), doubler.double(5)] == [8, 8, 10]
    assert doubler.calls == 2
    assert doubler.known == {(4,): 8, (5,): 10}


def test_keys_of_a_dict_are_lists_that_hash():
    groups = grouped([["a", 1, 2], ["b", 3, 4], ["a", 5, 6]], 1)
    assert sorted(groups) == [["a"], ["b"]]
    assert groups[Key(["a"])] == [[1, 2], [5, 6]]


def test_a_dict_that_hashes():
    one, other = Sealed(a=1), Sealed(a=1)
    assert hash(one) == hash(other)
    assert {one, other} == {one}
    assert {one: "x"}[other] == "x"
    with pytest.raises(TypeError, match="sealed"):
        one["b"] = 2


def test_an_instance_hides_a_static_method():
    assert Box.weight("xx") == 1
    plain, heavy = Box(), Box(weight=len)
    for box in (plain, heavy):
        box.put("xx")
        box.put("yyy")
    assert (plain.total, heavy.total) == (2, 5)
    assert (plain.weight("xx"), heavy.weight("xx")) == (1, 2)


def test_registered_with_abstract_classes():
    ring = Ring(1, 2, 3)
    assert isinstance(ring, Sequence) and issubclass(Ring, Sequence)
    assert not isinstance(ring, MutableSequence)
    assert ring[4] == 2
    assert isinstance(Amount(5), numbers.Number) and not isinstance(Amount(5), numbers.Real)


def test_a_time_zone_of_its_own():
    when = moment("2024-05-01T12:00:00", 90)
    assert isinstance(when.tzinfo, tzinfo) and type(when.tzinfo) is East
    assert when.utcoffset() == timedelta(minutes=90)
    assert when.tzname() == "+90"
    assert when == datetime(2024, 5, 1, 10, 30, tzinfo=timezone.utc)
    assert offset_of(datetime(2024, 1, 1, tzinfo=East(30))) == timedelta(minutes=30)


class Nowhere(tzinfo):
    def utcoffset(self, when):
        return timedelta(hours=13)


def test_a_time_zone_of_the_test():
    assert offset_of(datetime(2024, 1, 1, tzinfo=Nowhere())) == timedelta(hours=13)


def test_fractions_of_both_sides():
    assert Share(1, 4) == Fraction(1, 4)
    assert Share(1, 4).percent() == "25 %"

    class Part(Fraction):
        pass

    assert halved(Part(1, 2)) == (1, Fraction(1, 4))
