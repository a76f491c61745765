import os
import pathlib
import sqlite3
import stat
import tempfile

import pytest

import files


def test_file_replaced_by_a_new_one(tmp_path):
    path = tmp_path / "a.txt"
    files.replace(str(path), "first")
    assert path.read_text() == "first"
    files.replace(str(path), "second")
    assert path.read_text() == "second"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_file_of_the_test_rewritten(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("mine")
    files.rewrite(path, "yours")
    assert path.read_text() == "yours"
    path.write_text("mine again")
    assert path.read_text() == "mine again"


def test_temporary_file_of_the_solution():
    name = files.report("hello")
    assert os.path.dirname(name) == tempfile.gettempdir()
    assert pathlib.Path(name).read_text() == "hello"
    os.remove(name)


def test_temporary_folder_of_the_solution():
    made = files.folder("inside")
    assert os.listdir(made) == ["inside"]
    pathlib.Path(made, "beside").write_text("of the test")
    files.clear(made)
    assert not os.path.exists(made)


def test_temporary_file_of_the_test():
    with tempfile.NamedTemporaryFile(delete=False) as out:
        out.write(b"x")
    files.remove(out.name)
    assert not os.path.exists(out.name)


def test_temporary_folder_of_the_test():
    with tempfile.TemporaryDirectory() as made:
        pathlib.Path(made, "a").write_text("")
        files.clear(made)
        assert not os.path.exists(made)
        os.mkdir(made)


def rows_of(path):
    connection = sqlite3.connect(path)
    try:
        return [name for (name,) in connection.execute("select name from rows")]
    finally:
        connection.close()


def test_database_of_the_solution(tmp_path):
    for path in (tmp_path / "a.db", "b.db"):
        files.database(path, "first")
        with sqlite3.connect(path) as connection:
            connection.execute("insert into rows values ('second')")
        connection.close()
        files.database(path, "third")
        assert rows_of(path) == ["first", "second", "third"]
        os.remove(path)


def test_temporary_files_in_a_named_folder():
    with tempfile.TemporaryDirectory(dir="/tmp") as made:
        path = os.path.join(made, "notes.txt")
        pathlib.Path(path).write_text("one")
        files.replace(path, "two")
        assert pathlib.Path(path).read_text() == "two"
    with tempfile.NamedTemporaryFile("w", dir=pathlib.Path("/tmp"), delete=False) as out:
        out.write("three")
    files.replace(out.name, "four")
    assert pathlib.Path(out.name).read_text() == "four"
    files.remove(out.name)
    assert not os.path.exists(out.name)


def test_a_file_for_its_owner(tmp_path):
    path = tmp_path / "key"
    files.secret(path, "sesame")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == "sesame"
    with open(path, "rb") as data:
        assert data.read() == b"sesame"
    path.chmod(0o644)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_permissions_of_the_others_files(tmp_path):
    path = tmp_path / "mine"
    path.write_text("mine")
    files.read_only(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    with pytest.raises(FileNotFoundError):
        files.read_only(tmp_path / "nothing")


def test_times_of_the_others_files(tmp_path):
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    mine.write_text("mine")
    files.touch(mine, 1000)
    assert mine.stat().st_mtime == 1000
    files.secret(theirs, "theirs")
    os.utime(theirs, (2000, 2000))
    assert files.age(theirs, 2100) == 100
    os.utime(theirs, ns=(3 * 10**9, 3 * 10**9))
    assert files.age(theirs, 13) == 10
