import importlib
import io
import sys
from contextlib import redirect_stdout

import pytest


def run(monkeypatch, answer):
    sys.modules.pop("greet", None)
    monkeypatch.setattr("builtins.input", lambda prompt="": answer)
    with redirect_stdout(io.StringIO()) as printed:
        import greet
    return greet, printed.getvalue()


def test_runs_on_import(monkeypatch):
    greet, printed = run(monkeypatch, "Ann")
    assert printed == "Hello Ann, 3 letters.\n"
    assert (greet.name, greet.letters) == ("Ann", 3)


def test_runs_once_more(monkeypatch):
    first, _ = run(monkeypatch, "Bo")
    second, printed = run(monkeypatch, "Carla")
    assert printed == "Hello Carla, 5 letters.\n"
    assert first is not second and (first.name, second.name) == ("Bo", "Carla")


def test_runs_from_standard_input(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "greet", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO("Di\n"))
    importlib.import_module("greet")
    assert capsys.readouterr().out == "Your name? Hello Di, 2 letters.\n"


def test_reload_after_that(monkeypatch, capsys):
    monkeypatch.setattr("builtins.input", lambda prompt="": "Ed")
    import greet

    again = importlib.reload(greet)
    assert again is greet and greet.name == "Ed"
    assert "Hello Ed" in capsys.readouterr().out


def test_import_that_fails(monkeypatch):
    sys.modules.pop("greet", None)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    with pytest.raises(EOFError):
        import greet  # noqa: F401
    assert "greet" not in sys.modules
