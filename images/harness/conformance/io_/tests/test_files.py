import json

import pytest

import console


def test_file_from_the_test_is_read(tmp_path):
    source = tmp_path / "in.txt"
    source.write_text("one\ntwo\n", encoding="utf-8")
    assert console.count_lines(source) == 2
    assert console.count_lines(str(source)) == 2


def test_file_from_the_solution_is_read(tmp_path):
    target = tmp_path / "data.json"
    console.write_json(target, {"b": [1, 2], "a": None})
    assert json.loads(target.read_text()) == {"a": None, "b": [1, 2]}
    assert target.read_text().startswith('{\n  "a"')


def test_copy(tmp_path):
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_text("straße", encoding="utf-8")
    console.copy_upper(source, target)
    assert target.read_text(encoding="utf-8") == "STRASSE"


def test_append(tmp_path):
    log = tmp_path / "log"
    console.append(log, "first")
    console.append(log, "second")
    assert log.read_text() == "first\nsecond\n"


def test_csv(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text('name,age\nann,30\n"bob, jr",5\n')
    assert console.read_rows(path) == [{"name": "ann", "age": "30"}, {"name": "bob, jr", "age": "5"}]


def test_folder(tmp_path):
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / "a.txt").touch()
    (tmp_path / "sub" / "b.txt").touch()
    assert console.tree(tmp_path) == ["a.txt", "sub", "sub/b.txt", "sub/deep"]


def test_bytes(tmp_path):
    path = tmp_path / "data.bin"
    path.write_bytes(bytes(range(256)))
    console.swap_bytes(path)
    assert path.read_bytes() == bytes(range(255, -1, -1))


def test_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        console.count_lines(tmp_path / "nothing")
    with pytest.raises(IsADirectoryError):
        console.count_lines(tmp_path)


def test_temporary_file():
    text, name = console.make_temporary("hello")
    assert text == "hello"
    assert name.endswith(".txt")


def test_open_file_object_comes_back(tmp_path):
    path = tmp_path / "log.txt"
    with console.open_log(path) as file:
        file.write("line 1\n")
        print("line 2", file=file)
        assert not file.closed
    assert file.closed
    assert path.read_text() == "line 1\nline 2\n"


def test_tmp_path_factory(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    console.append(folder / "x", "line")
    assert (folder / "x").read_text() == "line\n"
