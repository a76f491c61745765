import dataclasses
import datetime
from decimal import Decimal

import pytest

import ranks
from ranks import Both, Colour, Grade, Named, Ordered, Text


def test_operators_of_an_enum():
    assert Grade.FAIR < Grade.GOOD
    assert Grade.GOOD > Grade.FAIR
    assert min(Grade) is Grade.POOR
    assert sorted(Grade) == [Grade.POOR, Grade.FAIR, Grade.GOOD]
    with pytest.raises(TypeError):
        Grade.GOOD < 3


def test_class_of_an_enum():
    assert issubclass(Grade, Ordered)
    assert isinstance(Grade.GOOD, Ordered)
    assert Grade.__mro__[1] is Ordered
    assert Grade(5) is Grade.GOOD
    assert list(Ordered) == []


def test_methods_of_an_enum():
    assert str(Grade.GOOD) == "good"
    assert Grade.GOOD.initial() == "G"


def test_enum_of_texts():
    assert Colour.RED == "red"
    assert isinstance(Colour.RED, (Text, str))
    assert isinstance(Colour.RED, Text)
    assert Colour("blue").shout() == "BLUE"


def test_order_of_bases():
    assert [kind.__name__ for kind in Both.mro()] == ["Both", "Left", "Right", "Base", "object"]
    assert Both.mro() == list(Both.__mro__)


def test_defaults_of_a_dataclass():
    @dataclasses.dataclass
    class Admin(Named):
        level: int = 9

    admin = Admin(1, level=3)
    assert admin.created == datetime.date(2020, 1, 1)
    assert (admin.price, admin.tags, admin.friends) == (Decimal("1.50"), ("a", "b"), set())
    assert dataclasses.asdict(admin)["level"] == 3
    assert admin == Admin(1, level=3) != Admin(1)


def test_generator_that_has_begun():
    averages = ranks.averages()
    assert averages.send(10) == 10
    assert averages.send(20) == 15
    assert averages.throw(ZeroDivisionError) == 15
    assert averages.send(1) == 1
    with pytest.raises(StopIteration) as stopped:
        averages.send(None)
    assert stopped.value.value == 1


def test_generator_that_has_begun_is_iterated():
    averages = ranks.averages()
    with pytest.raises(StopIteration):
        next(averages)
    ranks.averages().close()
    with pytest.raises(KeyError):
        ranks.averages().throw(KeyError("x"))
