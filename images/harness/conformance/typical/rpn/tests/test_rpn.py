import io
import sys

import pytest

from rpn import RpnError, StackUnderflow, calculate, repl


@pytest.mark.parametrize("text, value", [("1 2 +", 3), ("5 1 2 + 4 * + 3 -", 14), ("2 3 **", 8), ("7 2 //", 3)])
def test_calculate(text, value):
    assert calculate(text) == value


def test_underflow():
    with pytest.raises(StackUnderflow) as caught:
        calculate("1 +")
    assert caught.value.operator == "+"
    assert caught.value.needed == 2
    assert isinstance(caught.value, RpnError)


def test_bad_number_is_chained():
    with pytest.raises(RpnError, match="not a number: 'two'") as caught:
        calculate("1 two +")
    assert isinstance(caught.value.__cause__, ValueError)


def test_leftovers():
    with pytest.raises(RpnError, match="2 values left"):
        calculate("1 2")


def test_custom_operators():
    assert calculate("3 4 hyp", operators={"hyp": lambda a, b: (a * a + b * b) ** 0.5}) == 5.0


def test_repl(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("1 2 +\noops\n\nquit\n9 9 +\n"))
    assert repl() == 2
    assert capsys.readouterr().out == "> 3\n> error: not a number: 'oops'\n> > bye\n"


def test_repl_ends_with_the_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO("4 2 -\n"))
    assert repl() == 1
    assert capsys.readouterr().out.endswith("> bye\n")
