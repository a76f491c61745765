import unittest

import roman_numerals
from roman_numerals import InvalidRoman, from_roman, to_roman


class RomanTest(unittest.TestCase):
    KNOWN = {1: "I", 4: "IV", 9: "IX", 27: "XXVII", 48: "XLVIII", 93: "XCIII", 402: "CDII", 1024: "MXXIV", 3999: "MMMCMXCIX"}

    def test_to_roman(self):
        for number, text in self.KNOWN.items():
            with self.subTest(number=number):
                self.assertEqual(to_roman(number), text)

    def test_from_roman(self):
        for number, text in self.KNOWN.items():
            with self.subTest(text=text):
                self.assertEqual(from_roman(text), number)

    def test_round_trip(self):
        for number in range(1, 4000, 37):
            self.assertEqual(from_roman(to_roman(number)), number)

    def test_out_of_range(self):
        for number in (0, -1, 4000):
            self.assertRaisesRegex(ValueError, f"{number} is out of range", to_roman, number)

    def test_invalid(self):
        for text in ("IIII", "VX", "", "iv"):
            with self.assertRaises(InvalidRoman) as err:
                from_roman(text)
            self.assertEqual(err.exception.text, text)
        self.assertTrue(issubclass(InvalidRoman, ValueError))

    def test_symbols(self):
        self.assertEqual(roman_numerals.SYMBOLS["X"], 10)
        self.assertEqual(len(roman_numerals.SYMBOLS), 7)
