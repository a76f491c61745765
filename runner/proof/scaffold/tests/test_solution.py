"""TODO(author) The hidden tests: what the brief asks for and nothing else. See docs/writing-tests.md."""

from solution import largest


def test_nothing_has_no_largest() -> None:
    assert largest([3, 9, 4]) == 9
    assert largest([]) == 0, "an empty list has no largest item: the brief asks for 0"
