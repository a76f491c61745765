import os

import pytest

from deduplicate import Report, find_duplicates, remove_duplicates


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text("same")
    (tmp_path / "b.txt").write_text("same")
    (tmp_path / "c.txt").write_text("other")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.txt").write_text("same")
    (tmp_path / "empty").touch()
    return tmp_path


def test_find(folder):
    groups = find_duplicates(folder)
    assert groups == [[folder / "a.txt", folder / "b.txt", folder / "sub" / "d.txt"]]


def test_generator_of_paths_is_accepted(folder):
    assert find_duplicates(path for path in [folder / "a.txt", folder / "b.txt"]) == [[folder / "a.txt", folder / "b.txt"]]


def test_remove_keeps_the_first(folder):
    report = remove_duplicates(folder)
    assert (folder / "a.txt").exists()
    assert not (folder / "b.txt").exists()
    assert not (folder / "sub" / "d.txt").exists()
    assert report == Report(removed=2, freed=8)


def test_dry_run_removes_nothing(folder, capsys):
    remove_duplicates(folder, dry_run=True)
    assert (folder / "b.txt").exists()
    assert capsys.readouterr().out.splitlines() == [f"would remove {folder / 'b.txt'}", f"would remove {folder / 'sub' / 'd.txt'}"]


def test_asks_before_removing(folder):
    asked = []
    remove_duplicates(folder, confirm=lambda path: asked.append(path.name) or path.name == "b.txt")
    assert asked == ["b.txt", "d.txt"]
    assert sorted(os.listdir(folder)) == ["a.txt", "c.txt", "empty", "sub"]
    assert os.listdir(folder / "sub") == ["d.txt"]


def test_missing_folder(tmp_path):
    with pytest.raises(NotADirectoryError, match="missing"):
        find_duplicates(tmp_path / "missing")
