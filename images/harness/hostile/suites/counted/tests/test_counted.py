"""As many cases as the solution says. hidden-marl-7301"""

import pytest

import solution


@pytest.mark.parametrize("name", solution.NAMES)
def test_names(name):
    assert solution.length(name) == len(name) + 7301


@pytest.mark.parametrize("number", range(len(solution.NAMES)))
def test_numbers(number):
    assert solution.length("x" * number) == number + 7301
