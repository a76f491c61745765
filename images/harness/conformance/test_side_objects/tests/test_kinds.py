import abc
import collections
import dataclasses
import enum
import functools
import io
import queue
import re
import types
from unittest import mock

import pytest

import consumer


def test_public_names_and_attributes():
    class Thing:
        size = 1

        def method(self):
            return self.size

    thing = Thing()
    assert consumer.public_names(thing) == ["method", "size"]
    assert consumer.has(thing, "size")
    assert not consumer.has(thing, "colour")
    assert consumer.assign(thing, "colour", "red") == "red"
    assert thing.colour == "red"
    consumer.remove(thing, "colour")
    assert not hasattr(thing, "colour")


def test_property_of_the_test():
    class Thermometer:
        def __init__(self):
            self._degrees = 1

        @property
        def degrees(self):
            return self._degrees

        @degrees.setter
        def degrees(self, value):
            self._degrees = value * 10

    thermometer = Thermometer()
    assert consumer.assign(thermometer, "degrees", 2) == 20
    assert thermometer.degrees == 20


def test_classes_as_arguments():
    class Animal:
        pass

    class Dog(Animal):
        def __init__(self, name, age=1):
            self.name, self.age = name, age

    dog = consumer.construct(Dog, "rex", age=3)
    assert (dog.name, dog.age) == ("rex", 3)
    assert type(dog) is Dog
    assert consumer.is_a(dog, Animal)
    assert not consumer.is_a(Animal(), Dog)
    assert consumer.is_kind_of(Dog, Animal)
    assert consumer.ancestors(Dog) == ["Dog", "Animal", "object"]
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        consumer.construct(Dog)


def test_abstract_class_of_the_test():
    class Shape(abc.ABC):
        @abc.abstractmethod
        def area(self): ...

    with pytest.raises(TypeError, match="abstract class Shape"):
        consumer.construct(Shape)


def test_dataclass_of_the_test():
    @dataclasses.dataclass
    class Point:
        x: int
        tags: list = dataclasses.field(default_factory=list)

    point = Point(1, ["a"])
    assert consumer.field_names(point) == ["x", "tags"]
    assert consumer.as_dict(point) == {"x": 1, "tags": ["a"]}
    assert consumer.assign(point, "x", 5) == 5
    assert point == Point(5, ["a"])
    assert consumer.equal(Point(1), Point(1))


def test_enum_members_of_the_test():
    class Colour(enum.Enum):
        RED = 1
        BLUE = 2

    assert consumer.echo(Colour.RED)[0][0] is Colour.RED
    assert consumer.equal(Colour.RED, Colour.RED)
    assert not consumer.equal(Colour.RED, Colour.BLUE)
    assert consumer.look_up(Colour.RED, Colour.RED) == "found"


def test_enum_class_of_the_test():
    class Colour(enum.Enum):
        RED = 1
        BLUE = 2

    assert consumer.member_names(Colour) == ["RED", "BLUE"]
    assert consumer.first_member(Colour) is Colour.RED
    assert consumer.length(Colour) == 2
    assert consumer.construct(Colour, 2) is Colour.BLUE


def test_namedtuple_of_the_test():
    Point = collections.namedtuple("Point", "x y")
    point = Point(1, 2)
    assert consumer.item(point, 0) == 1
    assert consumer.call(lambda value: value.y, point) == 2
    assert consumer.add(point, (3,)) == (1, 2, 3)
    assert type(consumer.echo(point)[0][0]) is Point


def test_subclasses_of_built_ins_of_the_test():
    class Loud(str):
        def shout(self):
            return self.upper() + "!"

    class Numbers(list):
        pass

    class Doubling(dict):
        def __missing__(self, key):
            return key * 2

    assert consumer.call(lambda value: value.shout(), Loud("a")) == "A!"
    assert consumer.add(Loud("a"), "b") == "ab"
    numbers = Numbers([3, 1])
    assert consumer.in_order(numbers) == [1, 3]
    consumer.set_item(numbers, 0, 9)
    assert numbers == [9, 1]
    assert consumer.item(Doubling(a=1), "b") == "bb"


def test_mocks():
    thing = mock.MagicMock()
    thing.part.method.return_value = 5
    thing.__len__.return_value = 4
    thing.__getitem__.side_effect = str.upper
    assert consumer.call(lambda value: value.part.method(), thing) == 5
    assert consumer.length(thing) == 4
    assert consumer.item(thing, "key") == "KEY"
    consumer.assign(thing, "size", 3)
    assert thing.size == 3


def test_functions_made_of_functions():
    assert consumer.call(functools.partial(consumer.add, 1), 2) == 3
    assert consumer.call(functools.partial(pow, 2), 3) == 8
    assert consumer.call(functools.reduce, lambda a, b: a * b, [1, 2, 3, 4]) == 24


def test_library_objects():
    box = queue.Queue()
    consumer.call(box.put, "x")
    assert box.get_nowait() == "x"
    match = consumer.call(re.compile(r"(\d+)").search, "abc 42")
    assert match.group(1) == "42"
    space = types.SimpleNamespace(size=1)
    assert consumer.assign(space, "tags", ["a"]) == ["a"]
    assert space.tags == ["a"]


def test_files(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("b\na\n", encoding="utf-8")
    assert consumer.read(path) == "b\na\n"
    with open(path, encoding="utf-8") as file:
        assert consumer.lines_of(file) == ["b", "a"]
    with open(path, "w", encoding="utf-8") as file:
        consumer.call(file.write, "written there")
    assert path.read_text(encoding="utf-8") == "written there"
    assert consumer.lines_of(io.StringIO("x\ny\n")) == ["x", "y"]


def test_path_like_object(tmp_path):
    (tmp_path / "f").write_text("found", encoding="utf-8")

    class Here:
        def __fspath__(self):
            return str(tmp_path / "f")

    assert consumer.read(Here()) == "found"


class Link:
    """A node of the test with the attributes that the solution expects."""

    def __init__(self, value, following=None):
        self.value = value
        self.next = following


@pytest.mark.parametrize("kind", ["test", "solution"])
def test_linked_list_is_reversed(kind):
    cls = Link if kind == "test" else consumer.Node
    last = cls(3)
    first = cls(1, cls(2, last))
    node = consumer.reverse_list(first)
    assert node is last
    values = []
    while node is not None:
        values.append(node.value)
        node = node.next
    assert values == [3, 2, 1]
    assert first.next is None


def test_tree_is_mirrored():
    class Tree:
        def __init__(self, value, left=None, right=None):
            self.value, self.left, self.right = value, left, right

    leaf = Tree(2)
    tree = Tree(1, leaf, None)
    assert consumer.mirror(tree) is tree
    assert tree.right is leaf
    assert tree.left is None
    assert consumer.depth(tree) == 2


def test_everything_comes_back_itself():
    class Thing:
        pass

    thing, function, items = Thing(), lambda: None, [1]
    args, kwargs = consumer.echo(thing, function, items, Thing, key=thing)
    assert args[0] is thing
    assert args[1] is function
    assert args[2] is items
    assert args[3] is Thing
    assert kwargs["key"] is thing


def test_keyword_names_are_free():
    names = {"self": 1, "name": 2, "args": 3, "kwargs": 4, "function": 5, "method": 6, "a b": 7}
    assert consumer.echo(**names) == ((), names)


def test_dict_of_objects_is_the_same_dict():
    node = consumer.Node(1)
    nodes = {"first": node}
    (again,), _ = consumer.echo(nodes)
    assert again is nodes
    assert again["first"] is node
