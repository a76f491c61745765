import enum
import pickle

import pytest

import colours
from colours import Access, Colour, Level, Mode, Operation, Planet, Shape, Status, Suit, Unit


def test_members_are_singletons():
    assert Colour.RED is Colour.RED
    assert Colour(1) is Colour.RED
    assert Colour["RED"] is Colour.RED
    assert colours.paint("wall")["colour"] is Colour.RED
    assert Colour.RED is not Colour.BLUE


def test_name_and_value():
    assert Colour.GREEN.name == "GREEN"
    assert Colour.GREEN.value == 2
    assert Planet.EARTH.value == (5.97e24, 6.37e6)


def test_equality():
    assert Colour.RED == Colour.RED
    assert Colour.RED != Colour.GREEN
    assert Colour.RED != 1
    assert not Colour.RED == "RED"


def test_alias():
    assert Colour.CRIMSON is Colour.RED
    assert Colour.CRIMSON.name == "RED"
    assert "CRIMSON" in Colour.__members__


def test_iteration_and_length():
    assert list(Colour) == [Colour.RED, Colour.GREEN, Colour.BLUE]
    assert [colour.name for colour in Colour] == ["RED", "GREEN", "BLUE"]
    assert len(Colour) == 3
    assert [member.value for member in reversed(Colour)] == [3, 2, 1]


def test_containment():
    assert Colour.RED in Colour
    assert 2 in Colour
    assert 99 not in Colour
    assert Colour.RED in {Colour.RED, Colour.BLUE}
    assert Colour.RED in [Colour.GREEN, Colour.RED]


def test_unknown_value_and_name():
    with pytest.raises(ValueError, match="99 is not a valid Colour"):
        Colour(99)
    with pytest.raises(KeyError):
        Colour["PINK"]
    with pytest.raises(AttributeError):
        Colour.PINK


def test_members_cannot_be_changed():
    with pytest.raises(AttributeError):
        Colour.RED = 5
    with pytest.raises(AttributeError):
        Colour.RED.value = 5
    with pytest.raises(AttributeError):
        del Colour.RED
    assert Colour.RED.value == 1


def test_repr_and_str():
    assert repr(Colour.RED) == "<Colour.RED: 1>"
    assert str(Colour.RED) == "Colour.RED"
    assert f"{Colour.BLUE}" == "Colour.BLUE"
    assert str(Status.OPEN) == "is open"


def test_isinstance_and_type():
    assert isinstance(Colour.RED, Colour)
    assert isinstance(Colour.RED, enum.Enum)
    assert type(Colour.RED) is Colour
    assert issubclass(Colour, enum.Enum)
    assert isinstance(Colour, enum.EnumType)
    assert not isinstance(Colour.RED, int)


def test_properties_and_methods_of_members():
    assert Colour.RED.hex == "#f00"
    assert Colour.BLUE.next() is Colour.RED
    assert Colour.parse(" green ") is Colour.GREEN
    with pytest.raises(ValueError, match="no such colour: pink"):
        Colour.parse("pink")


def test_members_with_several_values():
    assert Planet.MARS.mass == 6.42e23
    assert Planet.EARTH.gravity() == pytest.approx(9.8, rel=0.01)
    assert max(Planet, key=lambda planet: planet.radius) is Planet.EARTH


def test_members_as_dict_keys():
    counts = colours.count([Colour.RED, Colour.BLUE, Colour.RED])
    assert counts == {Colour.RED: 2, Colour.GREEN: 0, Colour.BLUE: 1}
    assert counts[Colour.RED] == 2
    assert {Colour.RED: "stop"}[Colour(1)] == "stop"


def test_members_as_arguments():
    assert colours.is_red(Colour.RED)
    assert not colours.is_red(Colour.GREEN)
    assert not colours.is_red(1)
    assert colours.mix(Colour.RED, Colour.BLUE) == {Colour.BLUE, Colour.RED}
    assert colours.paint("wall", Colour.BLUE) == {"thing": "wall", "colour": Colour.BLUE}


def test_int_enum_is_an_int():
    assert Level.LOW == 10
    assert Level.LOW < Level.HIGH
    assert Level.LOW + 5 == 15
    assert isinstance(Level.HIGH, int)
    assert sorted([Level.HIGH, Level.LOW]) == [Level.LOW, Level.HIGH]
    assert f"{Level.HIGH}" == "20"
    assert [10, 20].index(Level.HIGH) == 1
    assert Level(20) is Level.HIGH


def test_str_enum_is_a_str():
    assert Unit.METRE == "m"
    assert Unit.GRAM.value == "gram"
    assert f"5 {Unit.METRE}" == "5 m"
    assert Unit.GRAM.upper() == "GRAM"
    assert "-".join([Unit.METRE, Unit.GRAM]) == "m-gram"
    assert Unit("m") is Unit.METRE


def test_flags_combine():
    both = Access.READ | Access.WRITE
    assert Access.READ in both
    assert Access.RUN not in both
    assert both & Access.READ == Access.READ
    assert both & Access.RUN == Access(0)
    assert not both & Access.RUN
    assert ~both == Access.RUN
    assert both ^ Access.READ == Access.WRITE


def test_flags_as_arguments_and_iteration():
    assert colours.allowed(Access.ALL, Access.RUN)
    assert not colours.allowed(Access.READ, Access.RUN)
    assert list(Access.READ | Access.RUN) == [Access.READ, Access.RUN]
    assert Access.ALL == Access.READ | Access.WRITE | Access.RUN
    assert (Access.READ | Access.WRITE).value == 3


def test_int_flags():
    mode = Mode.R | Mode.X
    assert mode == 5
    assert mode & 4
    assert Mode.W not in mode
    assert isinstance(mode, Mode)


def test_auto_values():
    assert Shape.CIRCLE.value == "circle"
    assert [shape.value for shape in Shape] == ["circle", "square"]
    assert Access.RUN.value == 4


def test_missing_hook():
    assert Status("OPEN") is Status.OPEN
    with pytest.raises(ValueError, match="is not a valid Status"):
        Status("lost")


def test_members_that_can_be_called():
    assert Operation.ADD(2, 3) == 5
    assert Operation.MULTIPLY(2, 3) == 6


def test_own_ordering():
    assert Suit.CLUBS < Suit.HEARTS
    assert sorted([Suit.HEARTS, Suit.CLUBS]) == [Suit.CLUBS, Suit.HEARTS]
    with pytest.raises(TypeError):
        Colour.RED < Colour.BLUE


def test_unique_decorator():
    with pytest.raises(ValueError, match="duplicate values found"):
        colours.double_declared()


def test_enums_cannot_be_extended():
    with pytest.raises(TypeError):
        class More(Colour):
            PINK = 9


def test_pickle_keeps_identity():
    assert pickle.loads(pickle.dumps(Colour.RED)) is Colour.RED


def test_match_statement():
    match Colour.parse("blue"):
        case Colour.RED:
            pytest.fail("not red")
        case Colour.BLUE:
            pass
        case _:
            pytest.fail("no match")


@pytest.mark.parametrize("name", ["RED", "GREEN", "BLUE"])
def test_hex_of(name):
    assert Colour[name].hex.startswith("#")
