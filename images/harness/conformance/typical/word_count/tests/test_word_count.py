import collections
import unittest

from word_count import count_words, most_common


class WordCountTest(unittest.TestCase):
    def test_each_once(self):
        self.assertEqual(count_words("one of each"), {"one": 1, "of": 1, "each": 1})

    def test_punctuation_and_case(self):
        self.assertEqual(count_words("Car: carpet as java: JavaScript!!&@$%^&"), {"car": 1, "carpet": 1, "as": 1, "java": 1, "javascript": 1})

    def test_apostrophes(self):
        self.assertEqual(count_words("'First: don't laugh. Then: don't cry.'"), {"first": 1, "don't": 2, "laugh": 1, "then": 1, "cry": 1})

    def test_numbers_and_whitespace(self):
        self.assertEqual(count_words("testing, 1, 2\n\ttesting"), {"testing": 2, "1": 1, "2": 1})

    def test_result_is_a_counter(self):
        result = count_words("a b a")
        self.assertIsInstance(result, collections.Counter)
        self.assertEqual(result["missing"], 0)

    def test_most_common(self):
        self.assertEqual(most_common("b a b c a b", 2), [("b", 3), ("a", 2)])

    def test_lines_from_a_generator(self):
        self.assertEqual(most_common((line for line in ["x y", "x"]), 1), [("x", 2)])
