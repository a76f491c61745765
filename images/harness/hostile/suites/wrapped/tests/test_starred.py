"""An ordinary suite that imports everything. hidden-syenite-2216"""

import pytest
from solution import *  # noqa: F403


def test_evens():
    result = evens([1, 2, 3, 4])  # noqa: F405
    assert isinstance(result, list)
    assert len(result) == 2
    assert all(n % 2 == 0 for n in result)
    assert sorted(result) == [2, 4]


def test_largest():
    assert abs(largest([1.5, 2.5]) - 2.5) < 1e-9  # noqa: F405
    assert largest([3, 1]) == pytest.approx(3)  # noqa: F405


def test_error():
    with pytest.raises(ValueError):
        largest([])  # noqa: F405
