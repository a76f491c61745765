"""What a test's own classes take over, what mocks say they are, and what both sides have in common."""
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import MagicMock, Mock, create_autospec

import pytest

import shelter
from shelter import Exporter, Lazy, Saving, Sensor, Thermostat, load, name_of, set_aside, translated, within

HERE = Path(__file__).parent


def test_getattr_of_a_derived_class():
    log = []

    class Logged(Lazy):
        def __getattr__(self, name):
            log.append(name)
            return super().__getattr__(name)

    lazy = Logged()
    assert lazy.exists == 5
    assert log == []
    assert lazy.some == "value of some"
    assert lazy.some == "value of some"
    assert log == ["some"]
    assert hasattr(lazy, "other")
    with pytest.raises(AttributeError):
        lazy._hidden
    assert log == ["some", "other", "_hidden"]


def test_setattr_of_a_derived_class():
    log = []

    class Logged(Saving):
        def __setattr__(self, name, value):
            log.append((name, value))
            super().__setattr__(name, value)

        def __delattr__(self, name):
            log.append(name)
            super().__delattr__(name)

    saving = Logged()
    saving.x = 5
    assert log == [("count", 0), ("x", 5)]
    assert saving.x == 5
    assert saving.saved == ["count", "x"]
    del saving.x
    assert not hasattr(saving, "x")
    saving.touch()
    assert log[-2:] == ["x", ("count", 1)]


def test_names_that_a_mock_has():
    assert name_of(Mock(__name__="save")) == "save"
    with pytest.raises(AttributeError):
        name_of(Mock())


def test_name_that_an_object_has():
    class Task:
        def __init__(self):
            self.__name__ = "a task"

        def __call__(self):
            return 1

    assert name_of(Task()) == "a task"


def test_a_mock_is_of_the_class_that_it_was_specified_by():
    sensor = create_autospec(Sensor, instance=True)
    sensor.read.return_value = 7
    assert Thermostat(sensor).value() == 7
    sensor.read.assert_called_once_with()
    sensor = Mock(spec=Sensor)
    sensor.read.return_value = 8
    assert Thermostat(sensor).value() == 8


@pytest.mark.parametrize("other", [Mock(), MagicMock(spec=dict), 5], ids=["mock", "dict", "number"])
def test_others_are_not(other):
    with pytest.raises(TypeError):
        Thermostat(other)


def test_an_error_is_raised_from_another():
    class Low(Exception):
        pass

    class High(Exception):
        pass

    low = Low("broken")
    with pytest.raises(High, match="broken") as caught:
        with translated({Low: High}):
            raise low
    assert caught.value.__cause__ is low


def test_a_class_that_registers_itself():
    known, ordered = Exporter.known, Exporter.ordered

    class Xml(Exporter, format="xml"):
        pass

    assert known["xml"] is Xml
    assert ordered[-1] is Xml
    assert Exporter.known["xml"] is Xml


def test_modules_where_the_test_has_them_looked_for(tmp_path, monkeypatch):
    (tmp_path / "fresh_plugin.py").write_text("def go():\n    return 'went'\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert load("fresh_plugin").go() == "went"


def test_modules_are_not_looked_for_there_afterwards():
    with pytest.raises(ModuleNotFoundError):
        load("never_written_plugin")
    assert not any("plugin" in name for path in shelter.looked_in() for name in path)


def test_working_folder_of_the_solution(tmp_path):
    before = os.getcwd()
    with within(tmp_path):
        assert os.getcwd() == str(tmp_path)
        assert Path.cwd() == tmp_path
        Path("here.txt").write_text("found")
        assert shelter.read("here.txt") == "found"
    assert os.getcwd() == before
    assert (tmp_path / "here.txt").exists()


def test_working_folder_when_something_fails(tmp_path):
    before = os.getcwd()
    with pytest.raises(ZeroDivisionError), within(tmp_path):
        1 / 0
    assert os.getcwd() == before


def test_variable_is_put_back(monkeypatch):
    before = shelter.home()
    with monkeypatch.context() as patched:
        patched.setenv("HOME", "/somewhere")
        assert shelter.home() == "/somewhere"
    assert shelter.home() == before


def test_data_file_on_a_command_line():
    done = subprocess.run(
        [sys.executable, shelter.__file__, str(HERE / "greetings.txt")], capture_output=True, text=True, check=True
    )
    assert done.stdout == "HELLO FROM THE TESTS\n"
    line = f"{sys.executable} {shelter.__file__} {HERE / 'greetings.txt'}"
    assert subprocess.getoutput(line) == "HELLO FROM THE TESTS"


def test_module_with_examples_of_its_own():
    assert shelter.__test__ == {"upper": ">>> 'a'.upper()\n'A'\n"}
    assert set_aside is not None
