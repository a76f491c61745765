import unittest, math
from frac import Rational, ComplexNumber, Clock


class O(unittest.TestCase):

    def test_add(self):
        self.assertEqual(Rational(1, 2) + Rational(2, 3), Rational(7, 6))

    def test_abs(self):
        self.assertEqual(abs(Rational(-1, 2)), Rational(1, 2))

    def test_pow(self):
        self.assertEqual(Rational(1, 2) ** 3, Rational(1, 8))
        self.assertEqual(Rational(3, 5) ** (-2), Rational(25, 9))

    def test_rpow(self):
        self.assertAlmostEqual(8 ** Rational(4, 3), 16.0, places=8)
        self.assertAlmostEqual(9 ** Rational(-1, 2), 1 / 3, places=8)

    def test_sum(self):
        self.assertEqual(sum([Rational(1, 2), Rational(1, 2)], Rational(0, 1)), Rational(1, 1))

    def test_sorted(self):
        self.assertEqual(sorted([Rational(1, 2), Rational(1, 3)]), [Rational(1, 3), Rational(1, 2)])

    def test_max(self):
        self.assertEqual(max(Rational(1, 2), Rational(1, 3)), Rational(1, 2))

    def test_hash(self):
        self.assertEqual(len({Rational(1, 2), Rational(2, 4)}), 1)

    def test_dict(self):
        self.assertEqual({Rational(1, 2): 3}[Rational(2, 4)], 3)

    def test_zero(self):
        with self.assertRaises(ZeroDivisionError):
            Rational(1, 0)

    def test_c_add(self):
        self.assertEqual(ComplexNumber(1, 2) + 5, ComplexNumber(6, 2))
        self.assertEqual(5 + ComplexNumber(1, 2), ComplexNumber(6, 2))

    def test_c_sub(self):
        self.assertEqual(5 - ComplexNumber(1, 2), ComplexNumber(4, -2))

    def test_c_mul(self):
        self.assertEqual(5 * ComplexNumber(2, 5), ComplexNumber(10, 25))
        self.assertEqual(ComplexNumber(0, 1) * ComplexNumber(0, 1), ComplexNumber(-1, 0))

    def test_c_div(self):
        self.assertAlmostEqual((ComplexNumber(1, 2) / ComplexNumber(3, 4)).real, 0.44, places=2)
        self.assertEqual(4 / ComplexNumber(2, 0), ComplexNumber(2, 0))

    def test_c_abs(self):
        self.assertEqual(abs(ComplexNumber(-3, 4)), 5)

    def test_c_exp(self):
        r = ComplexNumber(math.log(2), math.pi).exp()
        e = ComplexNumber(-2, 0)
        self.assertAlmostEqual(r.real, e.real, msg='real')
        self.assertAlmostEqual(r.imaginary, e.imaginary)

    def test_c_ne(self):
        self.assertNotEqual(ComplexNumber(1, 2), ComplexNumber(2, 1))
        self.assertFalse(ComplexNumber(1, 2) == 3)
        self.assertTrue(ComplexNumber(1) != 1)

    def test_clock(self):
        self.assertEqual(str(Clock(-1, 15)), '23:15')
        self.assertEqual(repr(Clock(12, 0)), 'Clock(12, 0)')
        self.assertEqual(Clock(10, 0) + 3, Clock(10, 3))
        self.assertEqual(Clock(0, 3) - 4, Clock(23, 59))

    def test_clock_fmt(self):
        self.assertEqual(f'{Clock(8, 5)}', '08:05')
        self.assertEqual('%s' % Clock(8, 5), '08:05')
        self.assertEqual('{!r}'.format(Clock(8, 5)), 'Clock(8, 5)')
