import collections
import math
import operator
import sys
import typing

import pytest

import looks
from looks import OPERATIONS, Large, Open, Server, Slotted


class Clock:
    def at(self, hour, minute=0):
        return hour

    @classmethod
    def of(cls, text):
        return cls()

    @staticmethod
    def now(zone):
        return zone


def test_signature_of_a_bound_method():
    assert looks.parameters(Clock().at).startswith("(hour, minute=")


def test_signature_of_a_class_method():
    assert looks.parameters(Clock.of) == "(text)"
    assert looks.parameters(Clock().of) == "(text)"


def test_signature_of_other_functions():
    assert looks.parameters(Clock.now) == "(zone)"
    assert looks.parameters(Clock.at).startswith("(self, hour, minute=")
    assert looks.parameters(lambda a, *b: a) == "(a, *b)"


Point = collections.namedtuple("Point", "x y")


class Place(typing.NamedTuple):
    x: int
    y: int


@pytest.mark.parametrize("kind", [Point, Place])
def test_namedtuple(kind):
    assert looks.moved(kind(1, 2)) == kind(9, 2)
    assert isinstance(looks.moved(kind(1, 2)), kind)
    assert looks.as_dict(kind(1, 2)) == {"x": 1, "y": 2}
    assert looks.made(kind, [3, 4]) == kind(3, 4)
    assert isinstance(looks.made(kind, [3, 4]), kind)


def test_functions_of_the_library():
    assert OPERATIONS["+"] is operator.add
    assert OPERATIONS["max"] is max
    assert OPERATIONS["root"] == math.sqrt
    assert OPERATIONS["root"](9) == 3


def test_attributes_of_a_function():
    def double(number):
        """Doubles."""
        return number * 2

    double.level = 3
    found = looks.logged(double)
    assert (found.__name__, found.__doc__, found.level) == ("double", "Doubles.", 3)
    assert found(4) == 8
    assert looks.named(double, "twice") is double
    assert double.__name__ == "twice"


def test_sizes():
    assert sys.getsizeof(Slotted()) > sys.getsizeof(Open())
    assert sys.getsizeof(Large()) >= 12_345
    assert sys.getsizeof([Large()]) < 1000


def test_bound_methods():
    server = Server()
    assert server.handlers["post"].__wrapped__ == server.post
    assert server.post == server.method()
    assert server.method() == server.post
    assert server.post != Server().method()
    assert server.method() in [server.post]
