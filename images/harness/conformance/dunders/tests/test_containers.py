import operator

import pytest

from algebra import Box, Flexible, Grid, Multiplier, Planets, Registry, Size, Vector


def test_len_bool_and_contains():
    assert len(Vector(1, 2, 3)) == 3
    assert Vector(0, 1)
    assert not Vector(0, 0)
    assert 2 in Vector(1, 2)
    assert 5 not in Vector(1, 2)


def test_negative_length_is_an_error():
    with pytest.raises(ValueError, match="should return >= 0"):
        len(Size(-1))
    assert not Size(0)
    assert operator.length_hint(Size(7)) == 7


def test_indexing_and_slicing():
    vector = Vector(10, 20, 30, 40)
    assert vector[0] == 10
    assert vector[-1] == 40
    assert vector[1:3] == Vector(20, 30)
    assert vector[::2] == Vector(10, 30)
    assert vector[::-1].parts == (40, 30, 20, 10)
    with pytest.raises(IndexError, match="out of range"):
        vector[9]
    with pytest.raises(TypeError):
        vector["first"]


def test_iteration_and_unpacking():
    x, y = Vector(1, 2)
    assert (x, y) == (1, 2)
    assert list(Vector(1, 2)) == [1, 2]
    assert list(reversed(Vector(1, 2))) == [2, 1]
    assert max(Vector(3, 9, 2)) == 9
    assert dict(zip("ab", Vector(1, 2))) == {"a": 1, "b": 2}
    with pytest.raises(ValueError, match="too many values to unpack"):
        x, y = Vector(1, 2, 3)


def test_grid_items():
    grid = Grid(3, 2)
    grid[1, 1] = "x"
    assert grid[1, 1] == "x"
    assert grid[0, 0] == 0
    assert len(grid) == 6
    del grid[1, 1]
    assert grid[1, 1] == 0
    with pytest.raises(KeyError):
        del grid[1, 1]
    with pytest.raises(IndexError, match=r"\(3, 0\) is outside"):
        grid[3, 0] = 1


def test_grid_slice_in_a_tuple_key():
    grid = Grid(4, 1, fill=".")
    grid[2, 0] = "#"
    assert grid[1:, 0] == [".", "#", "."]
    assert grid[::2, 0] == [".", "#"]


def test_augmented_item_assignment():
    grid = Grid(2, 2)
    grid[0, 0] += 5
    grid[0, 0] *= 2
    assert grid[0, 0] == 10


def test_missing_key_hook():
    registry = Registry(a="x")
    assert registry["a"] == "x"
    assert registry["b"] == "<b>"
    assert registry == {"a": "x", "b": "<b>"}
    assert registry.get("c") is None


def test_callable_instance():
    triple = Multiplier(3)
    assert callable(triple)
    assert triple(2) == 6
    assert triple(1, 2, 3, scale=10) == 180
    assert list(map(triple, [1, 2])) == [3, 6]
    assert triple.calls == 4


def test_unhashable_object():
    assert Flexible() == Flexible()
    with pytest.raises(TypeError, match="unhashable type: 'Flexible'"):
        hash(Flexible())
    with pytest.raises(TypeError):
        {Flexible()}


def test_special_methods_of_a_metaclass():
    assert len(Planets) == 2
    assert Planets["mars"] == 4
    assert list(Planets) == ["earth", "mars"]
    assert "earth" in Planets
    assert "pluto" not in Planets


def test_class_getitem():
    assert Box[int] == "Box of int"


def test_text_forms():
    vector = Vector(1.5, -2)
    assert repr(vector) == "Vector(1.5, -2)"
    assert str(vector) == "<1.5, -2>"
    assert f"{vector}" == "<1.5, -2>"
    assert f"{vector!r}" == "Vector(1.5, -2)"
    assert f"{vector:.2f}" == "<1.50, -2.00>"
    assert "{:len}".format(vector) == "2"
    assert "%s" % vector == "<1.5, -2>"


def test_explicit_special_method_calls():
    vector = Vector(1, 2)
    assert vector.__len__() == 2
    assert vector.__add__(Vector(1, 1)).parts == (2, 3)
    assert vector.__add__("x") is NotImplemented
    assert vector.__eq__(Vector(1, 2)) is True
    assert vector.__getitem__(1) == 2


def test_missing_special_methods():
    with pytest.raises(TypeError, match="object is not callable"):
        Vector(1)()
    with pytest.raises(TypeError, match="does not support item assignment"):
        Vector(1)[0] = 2
    with pytest.raises(TypeError, match=r"has no len\(\)"):
        len(Multiplier(1))
    with pytest.raises(TypeError, match="not iterable"):
        iter(Multiplier(1))
    with pytest.raises(TypeError, match="not subscriptable"):
        Multiplier(1)[0]
