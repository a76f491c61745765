"""Classes of the test made of a mixin of the solution and a class of its own."""
import dataclasses
import json

import traits
from traits import Greeting, Loud


class Map(Greeting, dict):
    def name(self):
        return str(len(self))


class Doubling(Greeting, dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)

    def name(self):
        return repr(dict(self))


class Row(Greeting, list):
    def name(self):
        return "row"


class Text(Greeting, str):
    def name(self):
        return str(self)


class Told(Loud, dict):
    pass


@dataclasses.dataclass
class Person(Greeting):
    called: str = "ada"

    def name(self):
        return self.called


class Named:
    def name(self):
        return "plain"


class First(Greeting, Named):
    pass


class Last(Named, Greeting):
    pass


def test_a_map_of_the_test():
    made = Map(a=1)
    assert made.hello() == "hello 1"
    assert made["a"] == 1
    assert isinstance(made, dict)
    assert isinstance(made, Greeting)
    assert type(made) is Map


def test_an_override_beside_a_mixin():
    made = Doubling()
    made["a"] = 1
    assert made == {"a": 2}
    assert made.hello() == "hello {'a': 2}"
    made.update(b=1)
    assert list(made.items()) == [("a", 2), ("b", 1)]
    del made["a"]
    assert len(made) == 1


def test_a_mixins_override_of_a_built_in():
    made = Told()
    made["a"] = 1
    assert made.log == ["set a"]
    assert made == {"a": 1}
    assert Told.__bases__ == (Loud, dict)
    assert [cls.__name__ for cls in Told.__mro__] == ["Told", "Loud", "dict", "object"]


def test_a_list_of_the_test():
    row = Row([1])
    row.append(3)
    row += [4]
    assert row == [1, 3, 4]
    assert sorted(row, reverse=True) == [4, 3, 1]
    assert json.dumps(row) == "[1, 3, 4]"
    assert row.hello() == "hello row"


def test_a_text_of_the_test():
    assert Text("abc").hello() == "hello abc"
    assert Text("abc") == "abc"
    assert Text("abc").upper() == "ABC"


def test_mixins_of_both_sides():
    assert Person("bob").hello() == "hello bob"
    assert Person() == Person("ada")
    assert First().hello() == Last().hello() == "hello plain"
    assert issubclass(First, traits.Greeting)
