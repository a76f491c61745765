import pytest

import consumer


class Value:
    """Implements what operators and built-in functions ask for."""

    def __init__(self, number):
        self.number = number

    def __len__(self):
        return self.number

    def __bool__(self):
        return self.number > 1

    def __contains__(self, key):
        return key == "yes"

    def __getitem__(self, key):
        return ("item", key)

    def __setitem__(self, key, value):
        self.was_set = (key, value)

    def __delitem__(self, key):
        self.was_deleted = key

    def __eq__(self, other):
        return isinstance(other, Value) and self.number == other.number

    def __hash__(self):
        return hash(self.number)

    def __lt__(self, other):
        return self.number < other.number

    def __add__(self, other):
        return Value(self.number + (other.number if isinstance(other, Value) else other))

    def __radd__(self, other):
        return Value(other + self.number)

    def __iadd__(self, other):
        self.number += other
        return self

    def __neg__(self):
        return Value(-self.number)

    def __matmul__(self, other):
        return "product"

    def __index__(self):
        return self.number

    def __str__(self):
        return "text"

    def __repr__(self):
        return "shown"

    def __format__(self, spec):
        return f"formatted {spec}"

    def __call__(self, *args):
        return ("called", *args)

    def __enter__(self):
        return "entered"

    def __exit__(self, *details):
        return None

    def __iter__(self):
        return iter([1, 2])


def test_length_and_truth():
    assert consumer.length(Value(3)) == 3
    assert consumer.truth(Value(2)) is True
    assert consumer.truth(Value(1)) is False


def test_items():
    value = Value(2)
    assert consumer.item(value, "key") == ("item", "key")
    consumer.set_item(value, 1, "x")
    consumer.delete_item(value, 7)
    assert value.was_set == (1, "x")
    assert value.was_deleted == 7


def test_membership():
    assert consumer.contains(Value(2), "yes") is True
    assert consumer.contains(Value(2), "no") is False


def test_equality_and_order():
    assert consumer.equal(Value(2), Value(2)) is True
    assert consumer.equal(Value(2), Value(3)) is False
    assert consumer.equal(Value(2), 2) is False
    assert consumer.less(Value(1), Value(2)) is True
    assert [value.number for value in consumer.in_order([Value(3), Value(1), Value(2)])] == [1, 2, 3]


def test_hash():
    assert consumer.look_up(Value(2), Value(2)) == "found"
    assert consumer.look_up(Value(2), Value(3)) == "missing"


def test_arithmetic_and_reflection():
    assert consumer.add(Value(2), Value(1)).number == 3
    assert consumer.add(Value(2), 5).number == 7
    assert consumer.add(5, Value(2)).number == 7
    assert consumer.negate(Value(2)).number == -2
    assert consumer.multiply_matrices(Value(1), Value(1)) == "product"


def test_in_place_addition_keeps_the_object():
    value = Value(2)
    assert consumer.add_in_place(value, 3) is value
    assert value.number == 5


def test_index():
    assert consumer.pick(Value(2)) == "two"
    with pytest.raises(IndexError):
        consumer.pick(Value(9))


def test_texts():
    assert consumer.texts(Value(2)) == ("text", "shown", "formatted >5")


def test_call_enter_and_iterate():
    assert consumer.call(Value(2), "a", 1) == ("called", "a", 1)
    assert consumer.enter(Value(2)) == "entered"
    assert consumer.total(Value(2)) == 3


def test_what_an_object_cannot_do():
    class Plain:
        pass

    with pytest.raises(TypeError, match="has no len"):
        consumer.length(Plain())
    with pytest.raises(TypeError, match="not subscriptable"):
        consumer.item(Plain(), 1)
    with pytest.raises(TypeError, match="not callable"):
        consumer.call(Plain())
    with pytest.raises(TypeError, match="unsupported operand"):
        consumer.add(Plain(), 1)
    assert consumer.truth(Plain()) is True


def test_error_inside_a_special_method():
    class Broken:
        def __len__(self):
            raise OSError("length unknown")

    with pytest.raises(OSError, match="length unknown"):
        consumer.length(Broken())
