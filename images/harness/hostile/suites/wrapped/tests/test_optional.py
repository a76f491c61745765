"""An ordinary suite that can do without the solution. hidden-norite-5801"""

import pytest

solution = pytest.importorskip("solution")


def test_evens():
    assert solution.evens([6, 7]) == [6]


@pytest.mark.skipif(not hasattr(solution, "largest"), reason="not asked for")
def test_largest():
    assert solution.largest([5, 6]) == 6


def test_largest_if_there():
    if not hasattr(solution, "largest"):
        pytest.skip("not asked for")
    assert solution.largest([5, 6]) == 6
