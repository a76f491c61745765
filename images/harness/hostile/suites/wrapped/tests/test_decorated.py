"""An ordinary suite whose tests are decorated by what they test. hidden-dolerite-7750"""

import unittest

import pytest

import solution
from solution import timed


@timed
def test_timed_test_runs():
    assert solution.calls("test_timed_test_runs") == 1


@solution.repeat(3)
def test_repeated_test_runs():
    assert solution.calls("test_repeated_test_runs") >= 1


@pytest.fixture
@timed
def number():
    return 31


def test_decorated_fixture(number):
    assert number == 31


class TestTimed(unittest.TestCase):
    @timed
    def test_method(self):
        self.assertGreaterEqual(solution.calls("TestTimed.test_method"), 1)
