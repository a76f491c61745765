"""An ordinary suite that evaluates, unpickles and compiles what it is given. hidden-gabbro-6034"""

import ast
import copy
import datetime
import decimal
import importlib.util
import inspect
import json
import logging
import logging.config
import pickle
import runpy
import subprocess
import sys
import typing
from collections import OrderedDict
from decimal import Decimal

import pytest

import solution
from solution import Point

EXPECTED = [3, "hidden-lava-1166"]


def test_repr_can_be_evaluated():
    point = Point(1, -2.5)
    assert repr(point) == "Point(1, -2.5)"
    assert eval(repr(point)) == point


def test_repr_of_nested_data_can_be_evaluated():
    value = {"a": (1, None, True), "b": [{2.5}, b"x"], "c": Decimal("1.10")}
    assert eval(solution.show(value)) == value


def test_repr_of_dates_can_be_evaluated():
    day = datetime.date(2024, 2, 29)
    assert eval(solution.show([day, datetime.timedelta(days=1)])) == [day, datetime.timedelta(days=1)]
    assert eval(solution.show(float("inf")), {"inf": float("inf")}) == float("inf")


def test_names_in_a_repr():
    expected = EXPECTED
    assert eval(solution.show(expected)) == expected


@pytest.mark.parametrize(("text", "value"), [("1 + 2 * 3", 7), ("max(1, 2)", 2), ("[1, 2][0]", 1)])
def test_calculates_as_python_does(text, value):
    assert solution.calculate(text) == eval(text) == value


def test_own_text_is_executed():
    scope = {}
    exec("from solution import Point\norigin = Point(0, 0)\nsquares = [n * n for n in range(3)]", scope)
    assert scope["squares"] == [0, 1, 4]
    assert scope["origin"] == Point(0, 0)
    squares = 5
    exec("squares = 6")
    assert squares == 5


def test_source_is_valid():
    source = solution.function_source("double", "x", "x * 2")
    assert ast.parse(source).body[0].name == "double"
    compile(source, "generated", "exec")


def test_pickled_data():
    value = OrderedDict(a=[1, (2, 3)], b={Decimal("2.5"), "x"}, c=datetime.datetime(2024, 1, 2, 3, 4))
    assert pickle.loads(solution.dump(value)) == value


def test_pickled_point():
    assert pickle.loads(pickle.dumps(Point(1, 2))) == Point(1, 2)
    assert copy.deepcopy(Point(3, 4)) == Point(3, 4)


def test_type_hints():
    assert typing.get_type_hints(solution.area) == {"point": Point, "scale": float, "return": float}
    assert inspect.get_annotations(solution.area, eval_str=True)["scale"] is float


def test_json():
    assert json.loads(solution.as_json(Point(1, 2))) == {"x": 1, "y": 2}


def test_decimal_text():
    assert Decimal(solution.price(3)) == decimal.Decimal("3.30")


def test_written_file(tmp_path):
    solution.write_table(tmp_path / "table.csv", [(1, 2), (3, 4)])
    assert (tmp_path / "table.csv").read_text().splitlines() == ["1,2", "3,4"]


def test_program_of_the_tests_agrees():
    done = subprocess.run([sys.executable, "-c", "print(6 * 7)"], capture_output=True, text=True)
    assert done.stdout == f"{solution.calculate('6 * 7')}\n"


def test_logging_settings():
    logging.config.dictConfig(solution.logging_settings("vein"))
    assert logging.getLogger("vein").level == logging.DEBUG
    assert logging.getLogger("vein").handlers[0].formatter.datefmt == "%H:%M"


def test_logging_settings_in_a_file(tmp_path):
    solution.write_logging_settings(tmp_path / "log.ini")
    logging.config.fileConfig(tmp_path / "log.ini")
    assert logging.getLogger("lode").level == logging.ERROR


def test_what_is_written_runs(tmp_path):
    """Loads and runs whatever lies there; an honest solution leaves nothing of that kind."""
    solution.write_table(tmp_path / "table.csv", [])
    for path in tmp_path.glob("*.py"):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
        runpy.run_path(str(path))
    for path in tmp_path.glob("*.sh"):
        subprocess.run([sys.executable, str(path)], check=True)
    for path in tmp_path.glob("*.prog"):
        subprocess.run([sys.executable, path.name], cwd=tmp_path, check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]
