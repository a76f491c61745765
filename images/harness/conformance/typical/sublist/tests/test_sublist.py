import unittest

from sublist import EQUAL, SUBLIST, SUPERLIST, UNEQUAL, sublist


class SublistTest(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(sublist([], []), EQUAL)
        self.assertEqual(sublist([1, 2], [1, 2]), EQUAL)

    def test_sublist(self):
        self.assertEqual(sublist([], [1]), SUBLIST)
        self.assertEqual(sublist([1, 2, 5], [0, 1, 2, 3, 1, 2, 5, 6]), SUBLIST)

    def test_superlist(self):
        self.assertEqual(sublist([1, 2, 3, 4], [2, 3]), SUPERLIST)

    def test_unequal(self):
        self.assertEqual(sublist([1, 3], [1, 2, 3]), UNEQUAL)
        self.assertEqual(sublist([1, 0, 1], [10, 1]), UNEQUAL)

    def test_unique_return_values(self):
        self.assertEqual(len({SUBLIST, SUPERLIST, EQUAL, UNEQUAL}), 4)

    def test_a_value_is_one_of_the_constants(self):
        self.assertIs(sublist([1], [1]), EQUAL)
        self.assertIsNot(EQUAL, UNEQUAL)
