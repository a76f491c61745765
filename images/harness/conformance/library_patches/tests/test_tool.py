import argparse
import pathlib
import sys
import unittest
import zipfile
from unittest import mock

import pytest

import tool


def test_method_of_a_class():
    with mock.patch("argparse.ArgumentParser.parse_args", return_value=argparse.Namespace(count=5)):
        assert tool.parse() == 5
    assert tool.parse(["3"]) == 3


def test_class_method(monkeypatch, tmp_path):
    monkeypatch.setattr(pathlib.Path, "home", lambda: tmp_path)
    assert tool.home() == tmp_path
    monkeypatch.undo()
    assert tool.home() != tmp_path


def test_descriptors(monkeypatch, tmp_path):
    monkeypatch.setattr(pathlib.Path, "home", classmethod(lambda cls: cls(tmp_path)))
    assert tool.home() == tmp_path
    monkeypatch.setattr(pathlib.Path, "home", staticmethod(lambda: tmp_path / "x"))
    assert tool.home() == tmp_path / "x"
    monkeypatch.setattr(pathlib.PurePath, "name", property(lambda self: "patched"))
    assert tool.name("/a/b") == "patched"
    monkeypatch.undo()
    with mock.patch.object(pathlib.PurePath, "name", new_callable=mock.PropertyMock, return_value="mocked"):
        assert tool.name("/a/b") == "mocked"
    assert tool.name("/a/b") == "b"


def test_method_that_is_told_its_object():
    with mock.patch.object(pathlib.Path, "exists", autospec=True, return_value=True) as exists:
        assert tool.exists("/nowhere")
    exists.assert_called_once_with(pathlib.Path("/nowhere"))
    assert not tool.exists("/nowhere")


def test_method_as_a_function(monkeypatch):
    monkeypatch.setattr("pathlib.Path.exists", lambda self: self.name == "there")
    assert tool.exists("/is/there")
    assert not tool.exists("/")


@mock.patch.object(zipfile.ZipFile, "namelist", return_value=["a"])
@mock.patch("zipfile.ZipFile.__init__", return_value=None)
@mock.patch("zipfile.ZipFile.close")
def test_constructor(close, init, namelist):
    assert tool.names("a.zip") == ["a"]
    init.assert_called_once_with("a.zip")
    assert close.called


@mock.patch("zipfile.ZipFile")
def test_class(kind):
    kind.return_value.__enter__.return_value.namelist.return_value = ["b"]
    assert tool.names("b.zip") == ["b"]
    kind.assert_called_once_with("b.zip")


def test_exit():
    with mock.patch("sys.exit") as leave:
        tool.leave(3)
    leave.assert_called_once_with(3)
    with pytest.raises(SystemExit) as caught:
        tool.leave(4)
    assert caught.value.code == 4


def test_platform(monkeypatch):
    monkeypatch.setattr(sys, "platform", "amiga")
    assert tool.platform() == "amiga"


def test_function_of_a_module():
    with mock.patch("html.escape", side_effect=str.upper) as escape:
        assert tool.escape("a<") == "A<"
    assert escape.call_count == 1
    assert tool.escape("<") == "&lt;"


class AnswersRunOut(unittest.TestCase):
    @mock.patch("builtins.input", side_effect=["Ada"])
    def test_answers_run_out(self, ask):
        self.assertEqual(tool.ask(), "Ada")
        with self.assertRaises(StopIteration):
            tool.ask()
        self.assertRaises(StopIteration, tool.ask)
        self.assertEqual(ask.call_count, 3)


BUILT_IN = "all any dict enumerate getattr iter len map max min next print range repr set sorted sum tuple zip"


@pytest.mark.parametrize("name", BUILT_IN.split())
def test_function_that_may_not_be_used(name):
    with mock.patch(f"builtins.{name}", side_effect=AssertionError(f"do not use {name}")):
        found = tool.looped([1, 2])
    assert found == 3


def test_function_that_is_used():
    with mock.patch("builtins.sum", side_effect=AssertionError("do not use sum")):
        with pytest.raises(AssertionError, match="do not use sum"):
            tool.total([1, 2])
    assert tool.total([1, 2]) == 3


def test_process_id():
    with mock.patch("os.getpid", return_value=5):
        assert tool.looped([1]) == 1
    assert tool.looped([2]) == 2


def test_namespace_of_the_module(monkeypatch):
    with mock.patch.dict(tool.__dict__, {"LIMIT": 7}):
        assert tool.limit() == 7
    assert tool.limit() == 3
    monkeypatch.setitem(vars(tool), "LIMIT", 8)
    assert tool.limit() == 8


def test_nothing_is_left_of_it(tmp_path):
    assert tool.limit() == 3
    assert tool.platform() == sys.platform
    assert tool.home() == pathlib.Path.home()
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr("c", "")
    assert tool.names(tmp_path / "c.zip") == ["c"]
