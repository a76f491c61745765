import math
import unittest

from complex_numbers import ComplexNumber


class ComplexNumbersTest(unittest.TestCase):
    def test_parts(self):
        self.assertEqual(ComplexNumber(1, 2).real, 1)
        self.assertEqual(ComplexNumber(1, 2).imaginary, 2)

    def test_unit_squared(self):
        self.assertEqual(ComplexNumber(0, 1) * ComplexNumber(0, 1), ComplexNumber(-1, 0))

    def test_add_and_subtract(self):
        self.assertEqual(ComplexNumber(1, 2) + ComplexNumber(3, 4), ComplexNumber(4, 6))
        self.assertEqual(ComplexNumber(1, 2) - ComplexNumber(3, 4), ComplexNumber(-2, -2))

    def test_with_real_numbers_on_either_side(self):
        self.assertEqual(ComplexNumber(1, 2) + 5, ComplexNumber(6, 2))
        self.assertEqual(5 + ComplexNumber(1, 2), ComplexNumber(6, 2))
        self.assertEqual(5 - ComplexNumber(1, 2), ComplexNumber(4, -2))
        self.assertEqual(3 * ComplexNumber(2, 5), ComplexNumber(6, 15))

    def test_division(self):
        result = ComplexNumber(1, 2) / ComplexNumber(3, 4)
        self.assertAlmostEqual(result.real, 0.44)
        self.assertAlmostEqual(result.imaginary, 0.08)
        with self.assertRaises(ZeroDivisionError):
            ComplexNumber(1, 1) / ComplexNumber(0, 0)

    def test_absolute_value_and_conjugate(self):
        self.assertEqual(abs(ComplexNumber(3, 4)), 5)
        self.assertEqual(ComplexNumber(1, 1).conjugate(), ComplexNumber(1, -1))

    def test_exponential(self):
        result = ComplexNumber(0, math.pi).exp()
        self.assertAlmostEqual(result.real, -1)
        self.assertAlmostEqual(result.imaginary, 0)

    def test_inequality(self):
        self.assertNotEqual(ComplexNumber(1, 2), ComplexNumber(2, 1))
