import abc
import collections.abc
import contextlib
import inspect
import os
from typing import Protocol, runtime_checkable

import pytest

import zoo
from zoo import Animal, Custom, Dog, Drawable, Duck, Half, ListSet, LowerDict, Mallard, Memory, Named
from zoo import Quacker, Repeater, Repository, Ring, Serializer, Timer


def test_abstract_class_cannot_be_made():
    with pytest.raises(TypeError, match="Can't instantiate abstract class Animal"):
        Animal("generic")
    with pytest.raises(TypeError, match="abstract method 'sound'"):
        Half("half")


def test_concrete_class_can():
    dog = Dog("Rex")
    assert dog.speak() == "Rex says woof"
    assert dog.legs == 4
    assert isinstance(dog, Animal)


def test_abstract_methods_are_listed():
    assert Animal.__abstractmethods__ == {"sound", "legs"}
    assert inspect.isabstract(Animal)
    assert not inspect.isabstract(Dog)
    assert issubclass(Animal, abc.ABC)
    assert isinstance(Animal, abc.ABCMeta)


def test_runtime_protocol():
    assert isinstance(zoo.Circle(), Drawable)
    assert not isinstance(Dog("Rex"), Drawable)
    assert isinstance(Dog("Rex"), Named)
    assert not isinstance(zoo.Circle(), Named)


def test_protocol_with_test_side_objects():
    class Square:
        def draw(self, canvas):
            canvas.append("square")

    class Silent:
        pass

    assert isinstance(Square(), Drawable)
    assert not isinstance(Silent(), Drawable)
    assert zoo.draw_all([zoo.Circle(), Square(), zoo.Circle()]) == ["circle", "square", "circle"]
    with pytest.raises(TypeError, match="cannot draw Silent"):
        zoo.draw_all([Silent()])


def test_test_side_protocol_with_the_solutions_objects():
    @runtime_checkable
    class Speaker(Protocol):
        def speak(self) -> str: ...

    assert isinstance(Dog("Rex"), Speaker)
    assert not isinstance(zoo.Circle(), Speaker)


def test_subclass_hook():
    assert issubclass(Duck, Quacker)
    assert issubclass(Mallard, Quacker)
    assert isinstance(Mallard(), Quacker)
    assert not issubclass(Dog, Quacker)
    assert not isinstance(Dog("Rex"), Quacker)


def test_registered_classes():
    assert isinstance(Custom(), Serializer)
    assert issubclass(dict, Serializer)
    assert isinstance({}, Serializer)
    assert not isinstance([], Serializer)


def test_registering_a_test_side_class():
    class Mine:
        pass

    assert not issubclass(Mine, Serializer)
    Serializer.register(Mine)
    assert issubclass(Mine, Serializer)
    assert isinstance(Mine(), Serializer)


def test_sequence_mixins():
    ring = Ring("a", "b", "c", "b")
    assert len(ring) == 4
    assert list(ring) == ["a", "b", "c", "b"]
    assert list(reversed(ring)) == ["b", "c", "b", "a"]
    assert ring.index("b") == 1
    assert ring.count("b") == 2
    assert "c" in ring
    assert list(ring[1:3]) == ["b", "c"]
    with pytest.raises(ValueError):
        ring.index("z")
    assert isinstance(ring, collections.abc.Sequence)
    assert not isinstance(ring, collections.abc.MutableSequence)
    assert not isinstance(ring, (list, tuple))


def test_mapping_mixins():
    headers = LowerDict(Accept="json")
    headers["HOST"] = "localhost"
    assert headers["accept"] == "json"
    assert headers.get("Missing", 1) == 1
    assert sorted(headers.keys()) == ["accept", "host"]
    assert sorted(headers.items()) == [("accept", "json"), ("host", "localhost")]
    assert headers.pop("Host") == "localhost"
    assert headers.setdefault("Age", 5) == 5
    assert "AGE" in headers
    assert dict(headers) == {"accept": "json", "age": 5}
    assert dict(**headers) == {"accept": "json", "age": 5}
    headers.clear()
    assert len(headers) == 0
    with pytest.raises(KeyError):
        headers["accept"]
    assert isinstance(headers, collections.abc.MutableMapping)


def test_sets_of_an_unnamed_class():
    some = zoo.letters("abc")
    assert some.isdisjoint(zoo.letters("xyz"))
    assert not some.isdisjoint(zoo.letters("cd"))
    assert some & zoo.letters("cd") == zoo.letters("c")


def test_views_of_a_mapping():
    headers = LowerDict(Accept=["json"], Age=5)
    assert headers.keys() == {"accept", "age"}
    assert {"accept": 0, "age": 0}.keys() == headers.keys()
    assert headers.keys() != {"accept"}
    assert headers.items() == {"age": 5, "accept": ["json"]}.items()
    assert headers.items() != {"age": 6, "accept": ["json"]}.items()
    assert headers.keys() - {"age"} == {"accept"}
    assert {"age", "host"} & headers.keys() == {"age"}
    assert headers.keys() >= {"age"}
    assert headers.keys().isdisjoint(["host"])
    assert headers.keys() == LowerDict(ACCEPT=1, AGE=2).keys()
    assert list(headers.values()) == [["json"], 5]


def test_set_mixins():
    numbers = ListSet([1, 2, 2, 3])
    assert len(numbers) == 3
    assert numbers | ListSet([9]) == ListSet([1, 2, 3, 9])
    assert numbers & ListSet([2, 8]) == ListSet([2])
    assert numbers - ListSet([1]) == ListSet([2, 3])
    assert ListSet([1]) <= numbers
    assert numbers.isdisjoint(ListSet([7]))
    numbers.remove(1)
    assert 1 not in numbers
    with pytest.raises(KeyError):
        numbers.remove(1)
    numbers |= ListSet([4])
    assert sorted(numbers) == [2, 3, 4]
    assert isinstance(numbers, collections.abc.Set)


def test_library_abcs_recognise_what_fits():
    assert isinstance(Repeater(), collections.abc.Callable)
    assert Repeater()("ab") == "abab"
    assert isinstance(Ring(), collections.abc.Collection)
    assert isinstance(Ring(), collections.abc.Reversible)
    assert isinstance(Dog("x"), collections.abc.Hashable)
    assert not isinstance(LowerDict(), collections.abc.Hashable)
    assert issubclass(Ring, collections.abc.Iterable)
    assert not isinstance(Dog("x"), collections.abc.Iterable)


def test_context_manager_abc():
    timer = Timer()
    with timer as entered:
        assert entered is timer
    assert isinstance(timer, contextlib.AbstractContextManager)
    assert not isinstance(Dog("x"), contextlib.AbstractContextManager)


def test_path_like():
    assert os.fspath(zoo.Location()) == "/tmp/location"
    assert isinstance(zoo.Location(), os.PathLike)

    class Here:
        def __fspath__(self):
            return "/x"

    assert zoo.size_of(Here()) == 2
    assert zoo.size_of("/abc") == 4


def test_generic_base_class():
    memory = Memory()
    memory.put("a", 1)
    assert memory.get("a") == 1
    assert isinstance(memory, Repository)
    assert issubclass(Memory, Repository)
    with pytest.raises(TypeError, match="abstract methods 'get', 'put'"):
        Repository()
    with pytest.raises(KeyError):
        memory.get("b")


def test_values_are_recognised_on_the_other_side():
    assert zoo.is_mapping({})
    assert zoo.is_mapping(collections.OrderedDict())
    assert zoo.is_mapping(LowerDict())
    assert not zoo.is_mapping([])
    assert zoo.is_sequence((1, 2))
    assert zoo.is_sequence("text")
    assert not zoo.is_sequence({1})
    assert zoo.kinds([]) == ["Iterable", "Sized", "Container", "Sequence"]
    assert zoo.kinds(len) == ["Callable", "Hashable"]


def test_test_side_objects_are_recognised_on_the_other_side():
    class Shelf:
        def __len__(self):
            return 1

        def __iter__(self):
            return iter(["book"])

        def __contains__(self, item):
            return item == "book"

    assert zoo.kinds(Shelf()) == ["Hashable", "Iterable", "Sized", "Container"]
    assert "Callable" in zoo.kinds(lambda: None)
    assert "Iterator" in zoo.kinds(iter([1]))


def test_test_side_mapping_is_a_mapping():
    class Env(collections.abc.Mapping):
        def __getitem__(self, key):
            return key.upper()

        def __iter__(self):
            return iter(["a"])

        def __len__(self):
            return 1

    assert zoo.is_mapping(Env())
    assert not zoo.is_sequence(Env())


def test_comparable_test_side_objects():
    class Card:
        def __init__(self, rank):
            self.rank = rank

        def __lt__(self, other):
            return self.rank < other.rank

    low, high = Card(1), Card(9)
    assert zoo.smallest([high, low]) is low


def test_plain_protocol_cannot_be_checked():
    with pytest.raises(TypeError, match="runtime"):
        isinstance(3, zoo.Comparable)
    with pytest.raises(TypeError):
        zoo.Comparable()
