import math
import operator

import pytest

from algebra import Number, Vector, Version


def test_addition_of_vectors():
    assert Vector(1, 2) + Vector(3, 4) == Vector(4, 6)
    assert (Vector(1, 2) - Vector(1, 1)).parts == (0, 1)


def test_sum_starts_with_zero():
    assert sum([Vector(1, 1), Vector(2, 2)]).parts == (3, 3)


def test_unsupported_operands():
    with pytest.raises(TypeError, match="unsupported operand"):
        Vector(1) + 5
    with pytest.raises(TypeError):
        "text" * Vector(1)
    with pytest.raises(ValueError):
        Vector(1, 2) + Vector(1)


def test_scaling_from_both_sides():
    assert (Vector(1, 2) * 3).parts == (3, 6)
    assert (0.5 * Vector(2, 4)).parts == (1.0, 2.0)
    assert (Vector(2, 4) / 4).parts == (0.5, 1.0)


def test_unary_operators():
    vector = Vector(3, -4)
    assert (-vector).parts == (-3, 4)
    assert (+vector).parts == (3, -4)
    assert +vector is not vector
    assert abs(vector) == 5.0


def test_matrix_multiplication_operator():
    assert Vector(1, 2, 3) @ Vector(4, 5, 6) == 32


def test_in_place_addition_keeps_the_object():
    vector = alias = Vector(1, 2)
    vector += Vector(1, 1)
    assert vector is alias
    assert alias.parts == (2, 3)


def test_in_place_without_special_method_makes_a_new_object():
    vector = alias = Vector(1, 2)
    vector *= 2
    assert vector is not alias
    assert (vector.parts, alias.parts) == ((2, 4), (1, 2))


def test_round_ceil_floor_trunc():
    assert round(Vector(1.26, 2.71), 1).parts == (1.3, 2.7)
    assert round(Vector(1.6)).parts == (2,)
    assert (math.ceil(Number(5)), math.floor(Number(5)), math.trunc(Number(5))) == (6, 4, 5)


@pytest.mark.parametrize("name", ["add", "sub", "mul", "floordiv", "mod", "lshift", "rshift", "xor"])
def test_binary_operator_and_its_reflection(name):
    function = getattr(operator, name)
    assert function(Number(13), 3).value == function(13, 3)
    assert function(13, Number(3)).value == function(13, 3)
    assert function(Number(13), Number(3)).value == function(13, 3)


def test_bit_operators_and_invert():
    assert (Number(12) & 10).value == 8
    assert (Number(12) | Number(3)).value == 15
    assert (~Number(5)).value == -6


def test_divmod_and_pow():
    assert divmod(Number(17), 5) == (3, 2)
    assert divmod(17, Number(5)) == (3, 2)
    assert (Number(2) ** 10).value == 1024
    assert (2 ** Number(5)).value == 32
    assert pow(Number(3), 4, 5).value == 1


def test_numeric_conversions():
    number = Number(7)
    assert int(number) == 7
    assert float(number) == 7.5
    assert complex(number) == 7 + 1j
    assert hex(Number(255)) == "0xff"
    assert "abcdefgh"[number] == "h"
    assert list(range(Number(3))) == [0, 1, 2]


def test_ordering_of_versions():
    assert Version("1.2") < Version("1.10")
    assert Version("2.0") > Version("1.99")
    assert Version("1.0") <= Version("1.0") >= Version("1.0")
    assert sorted([Version("1.10"), Version("1.9")]) == [Version("1.9"), Version("1.10")]
    assert max(Version("0.1"), Version("0.2")) == Version("0.2")


def test_ordering_with_something_else():
    with pytest.raises(TypeError, match="not supported between instances"):
        Version("1.0") < 3
    with pytest.raises(TypeError):
        3 > Version("1.0")


def test_equality_and_inequality():
    assert Version("1.0") == Version("1.0")
    assert Version("1.0") != Version("1.1")
    assert not Version("1.0") == Version("1.1")
    assert Vector(1) != Version("1")
    assert Version("1.0") != "1.0"
    assert Version("1.0") != None  # noqa: E711


def test_hashes_agree_with_equality():
    assert hash(Version("1.0")) == hash(Version("1.0"))
    assert len({Version("1.0"), Version("1.0"), Version("2.0")}) == 2
    assert {Vector(1, 2): "x"}[Vector(1, 2)] == "x"


def test_lists_of_objects_compare_by_their_equality():
    assert [Vector(1), Vector(2)] == [Vector(1), Vector(2)]
    assert Vector(2) in [Vector(1), Vector(2)]
    assert [Vector(1), Vector(2)].count(Vector(2)) == 1
    assert {"a": Vector(1)} == {"a": Vector(1)}
    assert (Vector(1), 2) != (Vector(3), 2)
