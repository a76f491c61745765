"""An ordinary suite that compares by differences, ratios and sets, and asserts inside with blocks. hidden-rhyolite-1201"""

import contextlib
import datetime
import unittest
from decimal import Decimal
from fractions import Fraction

import pytest

import solution


def test_difference():
    assert abs(solution.mean([2, 3]) - 2.5) < 1e-9


def test_relative_error():
    assert abs(solution.mean([2, 3]) - 2.5) / 2.5 < 1e-9


def test_ratio():
    assert 0.99 < solution.mean([2, 3]) / 2.5 < 1.01


def test_ratio_the_other_way_round():
    assert abs(2.5 / solution.mean([2, 3]) - 1) < 1e-6


def test_approximately_what_was_returned():
    assert 2.5 == pytest.approx(solution.mean([2, 3]))


def test_approximately_what_was_returned_in_a_list():
    assert [1.5, 2.5] == pytest.approx(solution.means([[1, 2], [2, 3]]))


def test_divisible():
    assert solution.lcm(4, 6) % 12 == 0


def test_no_bit_differs():
    assert solution.lcm(4, 6) ^ 12 == 0


def test_superset():
    assert solution.prime_set(12).issuperset({2, 3, 5, 7, 11})


def test_nothing_is_missing():
    assert not {2, 3, 5, 7, 11} - solution.prime_set(12)


def test_nothing_differs():
    assert not solution.prime_set(12) ^ {2, 3, 5, 7, 11}


def test_all_are_in_both():
    assert solution.prime_set(12) & {2, 3, 5} == {2, 3, 5}
    assert len({2, 3, 5} & solution.prime_set(12)) == 3


def test_word_is_there():
    assert "quartz" in solution.words("a vein of quartz")


def test_pair_is_there():
    assert (3, "quartz") in solution.pairs("a vein of quartz")


def test_counts_and_places():
    assert solution.primes(12).count(7) == 1
    assert solution.primes(12).index(7) == 3


def test_begins_with():
    assert solution.shout("quartz vein").startswith("QUARTZ")


def test_close_in_time():
    assert abs(solution.when("2024-01-02T03:04") - datetime.datetime(2024, 1, 2, 3, 4)) < datetime.timedelta(seconds=1)


def test_close_in_time_the_other_way_round():
    assert abs(datetime.datetime(2024, 1, 2, 3, 4) - solution.when("2024-01-02T03:04")) < datetime.timedelta(seconds=1)


def test_same_day():
    assert (solution.day("2024-01-02") - datetime.date(2024, 1, 2)).days == 0


def test_same_span():
    assert abs((solution.minutes(5) - datetime.timedelta(minutes=5)).total_seconds()) < 1


def test_price():
    assert Decimal("3.30") == solution.price(330)
    assert (solution.price(330) - Decimal("3.30")).is_zero()


def test_part():
    assert solution.part("3/7") - Fraction(3, 7) == 0


def test_with():
    with solution.opened("x") as file:
        assert file.name == "x"
        assert file.read() == "content of x"


def test_with_a_stack():
    with contextlib.ExitStack() as stack:
        assert stack.enter_context(solution.opened("x")).read() == "content of x"


def test_with_a_generator():
    with solution.borrowed("x") as file:
        assert file.read() == "content of x"


async def test_async_with():
    async with solution.opened("x") as file:
        assert file.read() == "content of x"


def test_with_an_error():
    with pytest.raises(ValueError, match="left"):
        with solution.opened("x") as file:
            assert file.read() == "content of x"
            raise ValueError("left")


class TestWithUnittest(unittest.TestCase):
    def test_almost_equal(self):
        self.assertAlmostEqual(solution.mean([2, 3]), 2.5)

    def test_almost_equal_within(self):
        self.assertAlmostEqual(2.5, solution.mean([2, 3]), delta=0.1)

    def test_subset(self):
        self.assertTrue({2, 3} <= solution.prime_set(4))

    def test_with(self):
        with solution.opened("x") as file:
            self.assertEqual(file.read(), "content of x")
