import collections
import gc
import html.parser
import importlib.util
import io
import logging
import pickle
import queue
import random
import unittest
import weakref
from unittest.mock import MagicMock, patch

import pytest

import things
from things import Event, Links, Record, Settings


class Images(Links):
    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        if tag == "img":
            self.found.append(dict(attrs)["src"])


def test_a_class_that_derives_from_one_of_the_library():
    images = Images()
    assert isinstance(images, html.parser.HTMLParser)
    images.feed('<a href="x"><img src="y">')
    assert images.found == ["x", "y"]


def test_such_a_class_in_the_place_of_its_base():
    with patch("things.Links", Images):
        assert things.links('<img src="y"><a href="x">') == ["y", "x"]
    assert things.links('<img src="y"><a href="x">') == ["x"]


def test_one_object_only():
    assert Settings() is Settings()
    assert id(Settings()) == id(Settings())
    assert id(Links()) != id(Settings())


def test_identity_of_a_record():
    root = things.record("root")
    child = things.record("child", root)
    assert child.parent is root
    assert child == Record("child", Record("root", None))


class Stack:
    def __init__(self, *items):
        self.items = list(items)


def test_state_is_put_back():
    stack = Stack(1)
    restore = things.memento(stack)
    stack.items.append(2)
    stack.colour = "red"
    restore()
    assert vars(stack) == {"items": [1]}
    del stack.items
    stack.size = 3
    restore()
    assert vars(stack) == {"items": [1]}


class Listener:
    def heard(self):
        pass


def heard():
    pass


def test_listeners_are_held_weakly():
    event, listener = Event(), Listener()
    event.add(listener.heard)
    event.add(heard)
    assert len(event) == 2
    del listener
    gc.collect()
    assert len(event) == 1


class Note(things.Depends):
    """A class of the test, whose objects are the solution's."""


def test_pickled():
    found = pickle.loads(pickle.dumps(Note(3)))
    assert type(found) is Note
    assert found.give == 3
    assert pickle.loads(pickle.dumps(Note(heard))).give is heard


def test_annotations_as_texts():
    def take(note: "Note", times: "int" = 1) -> "list[Note]":
        return [note] * times

    assert things.hints(take) == {"note": Note, "times": int, "return": list[Note]}


class Safe:
    def __init__(self, text):
        self.text = text

    def __html__(self):
        return self.text


def test_a_protocol_of_its_own():
    assert things.escaped(Safe("<b>")) == "<b>"
    assert things.escaped("b") == "&lt;b&gt;"


class TestImports(unittest.TestCase):
    @patch("importlib.import_module")
    @patch("pkgutil.walk_packages", return_value=[(None, "one", False), (None, "two", True)])
    def test_a_package(self, walk, load):
        package = MagicMock()
        package.__path__ = ["somewhere"]
        load.return_value = package
        self.assertEqual(things.submodules("package"), ["one", "two"])
        walk.assert_called_once_with(["somewhere"])

    @patch("importlib.import_module")
    def test_a_module(self, load):
        module = MagicMock()
        del module.__path__
        load.return_value = module
        with self.assertRaises(ValueError):
            things.submodules("module")

    @patch("zipfile.ZipFile")
    def test_an_archive(self, archive):
        archive.return_value.__enter__.return_value.namelist.return_value = ["a", "b"]
        self.assertEqual(things.unpacked("x.zip"), ["a", "b"])
        archive.assert_called_once_with("x.zip")


def test_a_module_of_the_library_is_that_module():
    import zipfile

    assert things.zipfile is zipfile
    with patch.object(things.zipfile, "ZipFile", lambda path: io.StringIO()):
        with pytest.raises(AttributeError):
            things.unpacked("x.zip")


@pytest.mark.parametrize("factory", [queue.Queue, collections.deque, io.StringIO, random.Random])
def test_classes_of_the_library_as_factories(factory):
    assert isinstance(things.made(factory), factory)


def test_print_is_print():
    seen = []
    assert things.made(lambda: print) is print
    assert things.made(seen.append, 1) is None
    assert seen == [1]


class Records(logging.Handler):
    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)


def test_where_a_record_was_made():
    logger, handler = logging.getLogger("published"), Records()
    logger.addHandler(handler)
    things.log(logger, "watch out")
    logger.removeHandler(handler)
    [record] = handler.records
    assert record.funcName == "log"
    assert record.filename == "things.py"
    assert record.getMessage() == "watch out"


def test_where_a_module_is():
    origin = importlib.util.find_spec("things").origin
    assert origin.endswith("things.py")
    assert "def memento" in open(origin).read()


def test_weak_references_to_records_are_refused():
    with pytest.raises(TypeError):
        weakref.ref(things.record("x"))
