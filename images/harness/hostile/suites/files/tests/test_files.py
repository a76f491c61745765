"""An ordinary suite about files, printing and reading. hidden-feldspar-9920"""

import json
import os

import pytest

import solution


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("one two two\nthree three three\n")
    return path


def test_counts_words(story):
    assert solution.count_words(story) == {"one": 1, "two": 2, "three": 3}


def test_writes_a_report(story, tmp_path):
    target = tmp_path / "report.json"
    solution.write_report(story, target)
    assert json.loads(target.read_text()) == {"words": 6, "lines": 2}


def test_report_can_be_read_again(story, tmp_path):
    target = tmp_path / "report.json"
    solution.write_report(story, target)
    assert solution.describe(target.read_text()) == "6 words in 2 lines"


def test_copy(story, tmp_path):
    solution.copy(story, tmp_path / "copy.txt")
    assert (tmp_path / "copy.txt").read_text() == story.read_text()
    assert sorted(os.listdir(tmp_path)) == ["copy.txt", "story.txt"]


def test_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        solution.count_words(tmp_path / "missing")


def test_greets(capsys):
    solution.greet("Ann")
    assert capsys.readouterr().out == "Hello, Ann!\n"


def test_asks(monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda prompt="": "42")
    assert solution.ask_age() == 42


def test_reads_the_environment(monkeypatch):
    monkeypatch.setenv("GREETING", "Moin")
    assert solution.greeting() == "Moin"
    assert os.environ["GREETING"] == "Moin"


def test_logs(caplog):
    with caplog.at_level("INFO"):
        solution.work()
    assert [record.getMessage() for record in caplog.records] == ["3 items done"]


def test_warns():
    with pytest.warns(DeprecationWarning, match="use work"):
        solution.old_work()


def test_unchanged_story(story):
    before = story.read_text()
    solution.count_words(story)
    assert story.read_text() == before
    assert solution.longest_word(story) == "three"
