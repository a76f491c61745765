import importlib.util
import json
import os
import pathlib
import stat
import subprocess
import sys
from contextlib import redirect_stdout
from importlib.machinery import SourceFileLoader
from io import StringIO

import pytest

import things

HERE = pathlib.Path(__file__).parent
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


def test_a_data_file():
    assert things.words(os.path.join(DATA, "words.txt")) == ["one", "two", "three"]
    assert things.words(HERE / "data" / "words.txt") == ["one", "two", "three"]


def test_a_folder_of_data():
    assert things.rows(HERE / "data" / "deep") == [["a", "b"], ["1", "2"]]


def test_python_as_data():
    assert things.definitions(HERE / "data" / "sample.py") == ["f"]


def test_a_path_that_is_kept():
    assert list(things.Words(f"{DATA}/words.txt")) == ["one", "two", "three"]


@pytest.fixture(params=["words.txt"])
def path(request):
    return HERE / "data" / request.param


def test_a_path_from_a_fixture(path):
    assert things.words(path=path)[-1] == "three"


class Silence:
    """A stream that nobody may write to."""

    def write(self, text):
        raise AssertionError("nothing should be printed")

    def flush(self):
        pass


def test_nothing_is_printed(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Silence())
    assert things.slow(3) == 3


def test_no_stream_at_all(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert things.convert(2) == (2.0, 0.0)


def test_a_file_that_is_not_there():
    with pytest.raises(FileNotFoundError):
        things.words(HERE / "data" / "nothing.txt")


def test_a_file_of_the_owner_alone(tmp_path):
    path = tmp_path / "data.json"
    path.write_text("{}")
    os.chmod(path, stat.S_IREAD | stat.S_IWRITE)
    things.save({"a": 1}, path)
    assert json.loads(path.read_text()) == {"a": 1}


def run(name, argv=()):
    """Runs a program as a course does that is widely used."""
    path = importlib.util.find_spec(name).origin
    old_argv, old_main = sys.argv, sys.modules["__main__"]
    try:
        sys.argv = [path, *argv]
        with redirect_stdout(StringIO()) as output:
            try:
                SourceFileLoader("__main__", path).load_module()
            except SystemExit as end:
                assert end.code in (None, 0)
        return output.getvalue()
    finally:
        sys.argv = old_argv
        sys.modules["__main__"] = old_main


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_program_by_its_loader(tmp_path):
    path = tmp_path / "text.txt"
    path.write_text("a b c")
    assert run("things", [str(path)]) == "3\n"


def test_a_module_by_its_loader():
    path = importlib.util.find_spec("things").origin
    loader = SourceFileLoader("other_things", path)
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    assert module.convert(1j) == (0.0, 1.0)


def test_a_program_by_its_path():
    path = importlib.util.find_spec("things").origin
    done = subprocess.run([sys.executable, path], input="a b", capture_output=True, text=True, timeout=60)
    assert done.stdout == "2\n"
