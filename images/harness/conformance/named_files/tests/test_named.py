import contextlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

import pytest

import keeper

AT = f"/tmp/named-{os.getpid()}"


@pytest.fixture(autouse=True)
def tidy():
    yield
    for path in mine():
        shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)


def test_what_the_test_writes():
    for text in ("one two\nthree\n", "four\nfive six\n"):
        with open(f"{AT}-words.txt", "w") as out:
            out.write(text)
        assert keeper.words(f"{AT}-words.txt") == text.split()
        os.unlink(f"{AT}-words.txt")
        assert not keeper.exists(f"{AT}-words.txt")
    with pytest.raises(FileNotFoundError, match=f"{AT}-words.txt"):
        keeper.words(f"{AT}-words.txt")


def test_what_the_submission_writes():
    path = pathlib.Path(f"{AT}-out.txt")
    assert not path.exists()
    keeper.save(str(path), "first ")
    assert path.exists() and path.stat().st_size == 6 and os.access(path, os.R_OK)
    keeper.save(str(path), "second", "a")
    assert path.read_text() == "first second"
    path.write_text("third")
    assert keeper.words(path) == ["third"]
    keeper.save(path, " fourth", "a")
    assert path.read_text() == "third fourth"


def test_what_either_removes():
    path = f"{AT}-gone.txt"
    pathlib.Path(path).write_text("here")
    assert keeper.exists(path)
    keeper.remove(path)
    assert not os.path.exists(path) and not keeper.exists(path)
    keeper.save(path, "again")
    assert os.path.isfile(path)
    os.remove(path)
    assert not keeper.exists(path)
    keeper.save(path, "once more")
    keeper.remove(path)
    assert not os.path.lexists(path)


def test_folders():
    os.makedirs(f"{AT}-folder/inner", exist_ok=True)
    keeper.fill(f"{AT}-folder/inner")
    assert sorted(os.listdir(f"{AT}-folder/inner")) == ["a", "b"]
    keeper.clear(f"{AT}-folder/inner")
    assert os.listdir(f"{AT}-folder") == []
    shutil.rmtree(f"{AT}-folder")
    assert not keeper.exists(f"{AT}-folder")
    keeper.fill(f"{AT}-other")
    assert sorted(path.name for path in pathlib.Path(f"{AT}-other").iterdir()) == ["a", "b"]
    assert {name: files for _, _, files in os.walk(f"{AT}-other") for name in files}.keys() == {"a", "b"}


def test_a_log_that_stays_open():
    log = keeper.logger(f"{AT}-app.log")
    for count in range(1, 4):
        log.warning("line %d", count)
        with open(f"{AT}-app.log") as lines:
            assert len(lines.readlines()) == count


def test_a_program_is_given_one():
    pathlib.Path(f"{AT}-in.txt").write_text("a b\nc")
    done = subprocess.run(
        [sys.executable, keeper.__file__, f"{AT}-in.txt"], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("3 words\n", "")
    line = f"{sys.executable} {keeper.__file__} {AT}-in.txt > {AT}-said.txt"
    subprocess.run(line, shell=True, check=True)
    assert open(f"{AT}-said.txt").read() == "3 words\n"


def test_a_database():
    for value in (1, 2):
        keeper.insert(f"{AT}-rows.db", value)
        with contextlib.closing(sqlite3.connect(f"{AT}-rows.db")) as database:
            assert max(database.execute("select value from found")) == (value,)


def test_what_is_left_behind():
    keeper.work(f"{AT}-result", "done")
    assert mine() == {f"{AT}-result"}
    keeper.work(f"{AT}-result", "done", tidy=False)
    assert mine() == {f"{AT}-result", f"{AT}-result.part"}


def mine():
    return {path for name in os.listdir("/tmp") if (path := os.path.join("/tmp", name)).startswith(AT)}


def test_a_file_that_is_replaced_at_once():
    keeper.save_at_once(f"{AT}-whole.txt", "first")
    assert pathlib.Path(f"{AT}-whole.txt").read_text() == "first"
    pathlib.Path(f"{AT}-whole.txt").write_text("second")
    keeper.save_at_once(f"{AT}-whole.txt", "third")
    assert pathlib.Path(f"{AT}-whole.txt").read_text() == "third"


def test_a_folder_to_work_in():
    name = os.path.basename(f"{AT}-here.txt")
    with keeper.inside("/tmp"):
        assert os.getcwd() == "/tmp"
        with open(name, "w") as out:
            out.write("a b")
        assert keeper.words(name) == ["a", "b"]
    assert os.getcwd() != "/tmp" and os.path.exists(f"{AT}-here.txt")
    with keeper.inside("/tmp"), keeper.inside("/"):
        assert os.getcwd() == "/"
