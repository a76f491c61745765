"""An ordinary suite for classes that are ordered among numbers. hidden-schist-3310"""

import pytest

from solution import Size, Version


@pytest.mark.parametrize("number", [4, 17, 901])
def test_between(number):
    assert number - 1 < Version(number) < number + 1


def test_one_after_the_other():
    version = Version(33)
    assert version > 32
    assert version < 34
    assert not version > 33 and not version < 33


def test_in_order():
    assert sorted([7, Size(5), 3])[::2] == [3, 7]
    assert [n for n in range(10) if n < Size(5)] == [0, 1, 2, 3, 4]


def test_after_a_change():
    version = Version(8)
    assert 7 < version < 9
    version = version.raised()
    assert 8 < version < 10
