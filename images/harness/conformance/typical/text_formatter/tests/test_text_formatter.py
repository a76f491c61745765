import pytest

from text_formatter import justify, table, wrap

TEXT = "the quick brown fox jumps over the lazy dog"


def test_wrap():
    assert wrap(TEXT, 15) == ["the quick brown", "fox jumps over", "the lazy dog"]


def test_wrap_long_words():
    assert wrap("a extraordinarily b", 5) == ["a", "extraordinarily", "b"]


def test_empty():
    assert wrap("", 10) == []


@pytest.mark.parametrize("width", [10, 12, 20, 43])
def test_lines_fit(width):
    assert all(len(line) <= width for line in wrap(TEXT, width))
    assert " ".join(wrap(TEXT, width)) == TEXT


def test_justify():
    assert justify(TEXT, 16) == "the  quick brown\nfox  jumps  over\nthe lazy dog"


def test_table(capsys):
    table([("name", "n"), ("apple", 12), ("fig", 3)])
    assert capsys.readouterr().out == "name   n\napple 12\nfig    3\n"


def test_width_must_be_positive():
    with pytest.raises(ValueError):
        wrap("x", 0)
