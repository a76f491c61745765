import ast
import glob
import inspect
import json
import os
import shutil
import sqlite3
import unittest
from importlib import resources
from pathlib import Path

import ledger
import names
import pytest


class Saved(unittest.TestCase):
    path = "saved.txt"

    def setUp(self):
        Path(self.path).write_text("1\n2\n", encoding="utf-8")

    def tearDown(self):
        os.remove(self.path)

    def test_what_the_test_writes(self):
        self.assertEqual(ledger.load(self.path), [1, 2])

    def test_what_the_test_has_written_is_added_to(self):
        ledger.save(self.path, [3])
        self.assertEqual(Path(self.path).read_text(encoding="utf-8"), "1\n2\n3\n")


def test_what_the_solution_writes():
    ledger.save("new.txt", [7])
    assert os.path.exists("new.txt") and os.path.getsize("new.txt") == 2
    assert [line.strip() for line in open("new.txt", encoding="utf-8")] == ["7"]
    os.remove("new.txt")
    assert ledger.load("new.txt") == []


def test_a_folder_made_by_the_solution():
    ledger.save("books/a/one.txt", [1])
    ledger.save("books/a/two.txt", [2])
    assert sorted(glob.glob("books/**/*.txt", recursive=True)) == ["books/a/one.txt", "books/a/two.txt"]
    assert [path.stat().st_size for path in Path("books/a").iterdir()] == [2, 2]
    shutil.rmtree("books")


def test_a_folder_made_by_the_test():
    os.makedirs("mine/deep")
    with open("mine/deep/x.txt", "w", encoding="utf-8") as file:
        json.dump(4, file)
    assert ledger.load("mine/deep/x.txt") == [4]
    shutil.rmtree("mine")


def test_a_database():
    ledger.store("amounts.db", [4, 5])
    connection = sqlite3.connect("amounts.db")
    assert connection.execute("select amount from amounts order by amount").fetchall() == [(4,), (5,)]
    connection.close()
    os.unlink("amounts.db")


def test_data_of_the_solution():
    assert ledger.rates() == ["3", "5"]
    assert Path("rates.txt").read_text(encoding="utf-8").split() == ledger.rates()


def test_the_module_is_a_file():
    assert os.path.exists(ledger.__file__) and Path(ledger.__file__).is_file()
    assert Path("ledger.py").exists() and os.path.isfile("ledger.py")
    assert not os.path.exists("missing.py")
    with pytest.raises(FileNotFoundError):
        open("missing.py", encoding="utf-8")


def test_the_text_of_the_module():
    text = Path(ledger.__file__).read_text(encoding="utf-8")
    assert text == inspect.getsource(ledger) == open("ledger.py", encoding="utf-8").read()
    assert open("ledger.py", "rb").read() == text.encode()
    names = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
    assert {"total", "save", "load", "main"} <= names
    with open(ledger.__file__, encoding="utf-8") as file:
        assert file.readline().startswith('"""A ledger')
    assert Path("ledger.py").stat().st_size == len(text)


def test_the_folder_is_listed():
    assert "ledger.py" in os.listdir(os.path.dirname(ledger.__file__))
    assert {"ledger.py", "rates.txt"} <= {path.name for path in Path.cwd().iterdir()}


def test_copied_elsewhere(tmp_path):
    shutil.copy(ledger.__file__, tmp_path / "copy.py")
    assert (tmp_path / "copy.py").read_text(encoding="utf-8") == inspect.getsource(ledger)


def test_it_can_be_compiled():
    with open("ledger.py", encoding="utf-8") as file:
        assert compile(file.read(), "ledger.py", "exec").co_filename == "ledger.py"


def test_data_files_of_a_package():
    found = resources.files("names")
    assert found.joinpath("names.txt").read_text() == "Ada\nBob\n"
    assert (found / "names.txt").is_file() and not (found / "nothing.txt").is_file()
    assert {"__init__.py", "names.txt"} <= {each.name for each in found.iterdir()}
    assert {"__init__.py", "names.txt"} <= set(os.listdir(os.path.dirname(names.__file__)))
    with resources.as_file(found / "names.txt") as path:
        assert path.read_text().split() == ["Ada", "Bob"]
    assert names.first() == "Ada"
