import itertools
import types
import unittest

from primes import factors, is_prime, nth_prime, primes


class PrimesTest(unittest.TestCase):
    def test_endless(self):
        self.assertEqual(list(itertools.islice(primes(), 8)), [2, 3, 5, 7, 11, 13, 17, 19])
        self.assertIsInstance(primes(), types.GeneratorType)

    def test_takewhile(self):
        self.assertEqual(sum(itertools.takewhile(lambda p: p < 100, primes())), 1060)

    def test_two_streams(self):
        first, second = primes(), primes()
        next(first)
        self.assertEqual((next(first), next(second)), (3, 2))

    def test_nth(self):
        self.assertEqual(nth_prime(1), 2)
        self.assertEqual(nth_prime(200), 1223)
        with self.assertRaises(ValueError):
            nth_prime(0)

    def test_factors(self):
        self.assertEqual(factors(93819012551), [11, 9539, 894119])
        self.assertEqual(factors(1), [])
        self.assertEqual(factors(2**20), [2] * 20)

    def test_is_prime(self):
        self.assertTrue(is_prime(7919))
        self.assertFalse(is_prime(1))
        self.assertIs(is_prime(9), False)

    def test_filtering_with_the_builtin(self):
        self.assertEqual(list(filter(is_prime, range(10))), [2, 3, 5, 7])
