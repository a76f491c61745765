import io
import sys

import pytest

import console


def feed(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_input_reads_a_line(monkeypatch, capsys):
    feed(monkeypatch, "hello\nrest\n")
    assert console.ask("name: ") == "hello"
    assert capsys.readouterr().out == "name: "
    assert console.ask() == "rest"


def test_input_at_the_end(monkeypatch):
    feed(monkeypatch, "")
    with pytest.raises(EOFError):
        console.ask()


def test_iterating_over_stdin(monkeypatch):
    feed(monkeypatch, "1\n2\n\n39\n")
    assert console.sum_lines() == 42


def test_reading_everything(monkeypatch, capsys):
    feed(monkeypatch, "one\ntwo")
    console.echo_all()
    assert capsys.readouterr().out == "ONE\nTWO"


def test_readline_leaves_the_rest(monkeypatch):
    feed(monkeypatch, "first\nsecond\n")
    assert console.first_line() == "first\n"
    assert sys.stdin.readline() == "second\n"
    assert console.first_line() == ""


def test_argv(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["console", "Ann", "--times", "2"])
    assert console.main() == 0
    assert capsys.readouterr().out == "Hello, Ann!\nHello, Ann!\n"


def test_argv_given(capsys):
    console.main(["Bob"])
    assert capsys.readouterr().out == "Hello, Bob!\n"


def test_usage_error(capsys):
    with pytest.raises(SystemExit) as caught:
        console.main(["Bob", "--times", "many"])
    assert caught.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith("usage: console")
    assert "argument --times: invalid int value: 'many'" in error


def test_help(capsys):
    with pytest.raises(SystemExit) as caught:
        console.main(["--help"])
    assert caught.value.code == 0
    assert "--times TIMES" in capsys.readouterr().out
