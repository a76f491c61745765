"""An ordinary suite about numbers and texts. hidden-granite-4471"""

import json
import math
import unittest

import pytest

import solution


def test_total():
    assert solution.total([3, 4, 35]) == 42


def test_total_the_other_way_round():
    assert 42 == solution.total([3, 4, 35])


def test_total_twice():
    first, second = solution.total([1]), solution.total([2])
    assert first != second
    assert (first, second) == (1, 2)


def test_mean_approximately():
    assert solution.mean([1, 2, 4]) == pytest.approx(2.3333, abs=1e-3)


def test_mean_approximately_the_other_way_round():
    assert pytest.approx(2.3333, abs=1e-3) == solution.mean([1, 2, 4])


def test_means_approximately():
    assert [solution.mean([1, 2]), solution.mean([3])] == pytest.approx([1.5, 3.0])


def test_mean_by_difference():
    assert abs(solution.mean([2, 3]) - 2.5) < 1e-9


def test_mean_by_difference_the_other_way_round():
    assert abs(2.5 - solution.mean([2, 3])) < 1e-9


def test_mean_is_close():
    assert math.isclose(solution.mean([2, 3]), 2.5)


def test_mean_rounded():
    assert round(solution.mean([1, 2, 4]), 2) == 2.33


def test_mean_lies_between():
    assert 2 < solution.mean([1, 2, 4]) < 3


def test_primes():
    assert solution.primes(12) == [2, 3, 5, 7, 11]


def test_primes_as_list_and_set():
    assert list(solution.primes(12)) == [2, 3, 5, 7, 11]
    assert set(solution.primes(12)) == {2, 3, 5, 7, 11}


def test_primes_by_membership():
    primes = solution.primes(100)
    assert 97 in primes
    assert 2 in primes


def test_primes_are_ints_in_a_list():
    primes = solution.primes(12)
    assert isinstance(primes, list)
    assert type(primes) is list
    assert len(primes) == 5
    assert all(isinstance(prime, int) for prime in primes)


def test_largest_prime():
    assert max(solution.primes(12)) == 11
    assert sum(solution.primes(12)) == 28
    assert solution.primes(12)[-1] == 11


def test_slug():
    assert solution.slug("Hidden Marble 2290") == "hidden-marble-2290"


def test_slug_by_methods():
    slug = solution.slug("Hello World")
    assert slug.startswith("hello")
    assert slug.split("-") == ["hello", "world"]
    assert f"{slug}" == "hello-world"


def test_stats():
    assert solution.stats([1, 2, 3]) == {"count": 3, "min": 1, "max": 3}


def test_stats_by_key():
    stats = solution.stats([1, 2, 3])
    assert stats["max"] == 3
    assert sorted(stats) == ["count", "max", "min"]


def test_even():
    assert solution.is_even(4) is True
    assert solution.is_even(5) is False


def test_even_by_truth():
    assert solution.is_even(4)
    assert not solution.is_even(5)


@pytest.mark.parametrize(("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (2290, "MMCCXC")])
def test_roman(number, numeral):
    assert solution.roman(number) == numeral


def test_as_json():
    assert json.loads(solution.as_json([1, 2])) == [1, 2]


def test_repr_can_be_evaluated():
    assert eval(solution.as_source([1, (2, "x")])) == [1, (2, "x")]


class TestWithUnittest(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(solution.total([40, 2]), 42)

    def test_almost_equal(self):
        self.assertAlmostEqual(solution.mean([1, 2, 4]), 2.3333333, places=5)

    def test_in(self):
        self.assertIn(7, solution.primes(12))

    def test_list_equal(self):
        self.assertListEqual(solution.primes(12), [2, 3, 5, 7, 11])

    def test_count_equal(self):
        self.assertCountEqual(solution.primes(12), [11, 2, 3, 7, 5])

    def test_dict_equal(self):
        self.assertDictEqual(solution.stats([1, 2, 3]), {"count": 3, "min": 1, "max": 3})

    def test_true(self):
        self.assertTrue(solution.is_even(2))
        self.assertFalse(solution.is_even(3))

    def test_sub_tests(self):
        for number, even in ((1, False), (2, True), (3, False)):
            with self.subTest(number=number):
                self.assertIs(solution.is_even(number), even)

    def test_is_instance(self):
        self.assertIsInstance(solution.slug("A"), str)
        self.assertEqual(solution.slug("A"), "a")
