import enum

import pytest

import kinds
from kinds import AutoName, Described, Ordered, Parsed


class Grade(Ordered):
    C = 1
    B = 2
    A = 3


class Direction(AutoName):
    NORTH = enum.auto()
    SOUTH = enum.auto()


class Colour(Described):
    """Colours of the test."""

    RED = 1, "like blood"
    BLUE = 2, "like the sea"

    @property
    def shout(self):
        return self.name + "!"

    def near(self, other):
        return abs(self.value[0] - other.value[0]) == 1

    @classmethod
    def first(cls):
        return next(iter(cls))

    def __str__(self):
        return self.name.lower()


class Size(Parsed):
    SMALL = "s"
    LARGE = "l"


def test_members():
    assert [grade.name for grade in Grade] == ["C", "B", "A"]
    assert Grade(2) is Grade.B
    assert Grade["A"] is Grade.A
    assert Grade.A.value == 3
    assert len(Grade) == 3
    assert isinstance(Grade.A, Grade)
    assert issubclass(Grade, Ordered)
    assert Grade.__name__ == "Grade"
    assert repr(Grade.A) == "<Grade.A: 3>"
    with pytest.raises(ValueError):
        Grade(9)


def test_operators_of_the_base():
    assert Grade.A > Grade.B >= Grade.B > Grade.C
    assert max(Grade) is Grade.A
    assert sorted(Grade, reverse=True)[0] is Grade.A
    with pytest.raises(TypeError):
        Grade.A < Direction.NORTH


def test_values_made_by_the_base():
    assert Direction.NORTH.value == "north"
    assert [each.value for each in Direction] == ["north", "south"]


def test_methods_of_the_base():
    assert Colour.RED.describe() == "RED is like blood"
    assert Colour.names() == ["RED", "BLUE"]


def test_methods_of_the_test():
    assert Colour.RED.shout == "RED!"
    assert Colour.RED.near(Colour.BLUE)
    assert Colour.first() is Colour.RED
    assert str(Colour.BLUE) == "blue"
    assert f"{Colour.BLUE}" == "blue"


def test_the_solution_is_given_them():
    assert kinds.best([Grade.C, Grade.A, Grade.B]) is Grade.A
    assert kinds.members(Size) == ["SMALL", "LARGE"]
    assert kinds.lookup(Grade, "B") is Grade.B
    assert kinds.texts(Colour) == ["red", "blue"]


def test_a_value_that_is_not_there():
    assert Size("LARGE") is Size.LARGE
    assert Size("s") is Size.SMALL
    with pytest.raises(ValueError):
        Size("huge")


def test_there_may_be_more_than_one():
    class Medal(Ordered):
        GOLD = 2
        SILVER = 1

    assert Medal.GOLD > Medal.SILVER
    assert Medal.GOLD != Grade.B
    assert {Medal.GOLD: 1, Grade.B: 2}[Grade.B] == 2


def test_members_are_not_derived_from():
    with pytest.raises(TypeError):
        class More(Grade):
            D = 0
