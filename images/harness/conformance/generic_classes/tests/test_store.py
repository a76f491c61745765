import typing
from unittest.mock import patch

import pytest

import store
from store import Box, Pair, Registry, Repository


class Book:
    pass


class Shelf(Repository[Book]):
    def __init__(self):
        self.books = {1: Book(), 2: "no book"}

    def get(self, key):
        return self.books[key]


def test_derived_with_a_type():
    shelf = Shelf()
    assert isinstance(shelf, Repository)
    assert isinstance(shelf.load(1), Book)
    assert shelf.load(1) is shelf.get(1)


def test_type_that_it_was_derived_with():
    assert Shelf.entity is Book
    assert Shelf().entity is Book
    with pytest.raises(TypeError, match="not of Book"):
        Shelf().load(2)


def test_what_was_written():
    assert Shelf.__mro__[1] is Repository
    assert Shelf.__orig_bases__ == (Repository[Book],)
    assert typing.get_origin(Shelf.__orig_bases__[0]) is Repository
    assert typing.get_args(Shelf.__orig_bases__[0]) == (Book,)


def test_two_types():
    class Entry(Pair[int, str]):
        pass

    entry = Entry(1, "one")
    assert (entry.key, entry.value) == (1, "one")
    assert Pair[int, str](2, "two").value == "two"


def test_type_parameter():
    class Crate(Box[int]):
        pass

    assert issubclass(Crate, Box)
    assert Crate(3).inside == 3


def test_a_type_variable_of_the_test():
    kind = typing.TypeVar("kind")

    class Full(Box[kind]):
        pass

    assert issubclass(Full, Box)
    assert Full[int].__origin__ is Full


def test_own_class_getitem():
    class Names(Registry[str]):
        pass

    assert isinstance(Names(), Registry)
    assert store.Registry.asked == [str]


def test_alias():
    assert Pair[int, str] == Pair[int, str] != Pair[str, int]
    assert hash(Pair[int, str]) == hash(Pair[int, str])
    assert repr(Pair[int, str]) == "store.Pair[int, str]"
    with pytest.raises(TypeError):
        Pair[int]


def test_methods_that_are_abstract_no_longer():
    with pytest.raises(TypeError, match="abstract"):
        Repository()
    with patch.multiple(Repository, __abstractmethods__=set()):
        assert Repository().kind() == "repository"
    with patch("store.Repository.__abstractmethods__", frozenset()):
        assert Repository().get(1) is None
    with pytest.raises(TypeError, match="abstract"):
        Repository()
    assert Repository.__abstractmethods__ == {"get"}


def test_methods_of_the_test_that_are_abstract_no_longer(monkeypatch):
    class Half(Repository[int]):
        pass

    with pytest.raises(TypeError, match="abstract"):
        Half()
    monkeypatch.setattr(Half, "__abstractmethods__", frozenset())
    assert Half().get(1) is None
