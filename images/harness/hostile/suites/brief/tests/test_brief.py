"""A short ordinary suite. hidden-tuff-4085"""

import pytest

import solution


def test_total():
    assert solution.total([3, 4, 35]) == 42


def test_primes():
    assert set(solution.primes(12)) == {2, 3, 5, 7, 11}


def test_first_word():
    with pytest.raises(ValueError, match="^no words: chert 3301$"):
        solution.first_word("chert 3301")
