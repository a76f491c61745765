import inspect
import io
from fractions import Fraction
from unittest import mock

import catalogue
import pytest
from catalogue import Book, Magazine, Numbered, Share


class Parent:
    """Takes the place of `super`: in a constructor it is itself the parent, anywhere else a stream of the test's."""

    begun = 0

    def __init__(self, *texts):
        self.begun += 1
        self.stream = io.StringIO(*texts)

    def __call__(self):
        inside = any(frame.function == "__init__" and "/catalogue.py" in frame.filename for frame in inspect.stack())
        return self if inside else self.stream


def test_parent_is_begun_once():
    with mock.patch("catalogue.super", Parent("unused"), create=True) as parent:
        numbered = Numbered("one\ntwo\n")
        assert parent.begun == 2
        assert numbered.readline() == "1: one\n"
        assert numbered.readline() == "2: two\n"
    with pytest.raises(AttributeError):
        catalogue.super


def test_without_a_replacement():
    assert Numbered("one\ntwo\n").readline() == "1: one\n"


def test_a_replaced_function_sees_its_callers(monkeypatch):
    callers = []

    def opened(path):
        callers.extend(frame.function for frame in inspect.stack() if frame.filename.endswith("/catalogue.py"))
        return io.StringIO(path.upper())

    monkeypatch.setattr(catalogue, "open", opened, raising=False)
    assert catalogue.listing("a.txt") == "A.TXT"
    assert callers == ["load", "listing"]


def test_describing_is_written_once():
    book, magazine = Book("Tea", 90), Magazine()
    assert book.describe() == "Tea (90 pages)" and magazine.describe() == "Weekly (40 pages)"
    owners = {repr(thing.describe).split()[2] for thing in (book, magazine)}
    assert owners == {"Describes.describe"}
    assert repr(book.describe).startswith("<bound method Describes.describe of <catalogue.Book object at 0x")
    assert repr(Book.kind) == "<bound method Describes.kind of <class 'catalogue.Book'>>"
    assert repr(Book.describe).startswith("<function Describes.describe at 0x")


def test_shares_compare_with_floats():
    share = Share(1, 4)
    assert share == 0.25 and share != 0.5 and 0.25 == share
    assert share < 0.3 and share + 1 == 1.25 and share * 2.0 == 0.5
    assert share.rest() == Share(3, 4) == Fraction(3, 4)
    assert share.limit_denominator(3) in (Fraction(1, 4), Fraction(1, 3))
    assert round(share, 1) == Fraction(1, 5) and float(share) == 0.25
