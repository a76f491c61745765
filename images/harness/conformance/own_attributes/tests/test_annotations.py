import typing

import notes
import pytest


def test_annotations_for_a_metaclass():
    class Page(notes.Noted):
        title: str
        lines: int = 3

    assert Page.names == ["title", "lines"]
    assert Page.__annotations__ == {"title": str, "lines": int}


def test_annotations_for_init_subclass():
    class Page(notes.Listed):
        title: str
        author: "str" = "me"

    assert Page.listed == {"title": str, "author": "str"}


def test_annotations_that_are_classes():
    class Author:
        pass

    class Page(notes.Listed):
        author: Author
        authors: list[Author]
        kind: notes.Listed
        maybe: typing.Optional[int]
        either: int | None
        call: typing.Callable[[int], str]

    assert list(Page.listed) == ["author", "authors", "kind", "maybe", "either", "call"]
    assert Page.listed["author"] is Author
    assert Page.listed["kind"] is notes.Listed


def test_hints():
    class Page(notes.Hinted):
        title: str
        lines: "int"

    assert Page.hints == {"title": str, "lines": int}


def test_record():
    class Cat(notes.Record):
        name: str
        weight: float

    cat = Cat(name="Tom", weight=4)
    assert cat.name == "Tom" and cat.weight == 4
    with pytest.raises(TypeError, match="weight"):
        Cat(name="Tom", weight="heavy")
    with pytest.raises(AttributeError, match="tail"):
        Cat(tail=1)


def test_no_annotations():
    class Page(notes.Listed):
        title = "x"

    assert Page.listed == {}


@pytest.mark.parametrize("make", [notes.zipped, notes.mapped, notes.counted, notes.iterator])
def test_class_of_a_library_object(make):
    found = type(make())
    assert str(found) == f"<class '{found.__name__}'>"
    with pytest.raises(TypeError, match="not iterable"):
        iter(found)
    with pytest.raises(TypeError):
        len(found)
    with pytest.raises(TypeError):
        1 in found
    with pytest.raises(TypeError):
        found.mark = 1
    assert list(make()) == list(make())
