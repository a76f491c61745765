import unittest

from clock import Clock


class ClockTest(unittest.TestCase):
    def test_text(self):
        self.assertEqual(str(Clock(8, 0)), "08:00")
        self.assertEqual(str(Clock(24, 0)), "00:00")
        self.assertEqual(str(Clock(25, 160)), "03:40")
        self.assertEqual(str(Clock(-1, 15)), "23:15")
        self.assertEqual(str(Clock(1, -40)), "00:20")

    def test_repr(self):
        self.assertEqual(repr(Clock(12, 5)), "Clock(12, 5)")

    def test_add(self):
        self.assertEqual(str(Clock(10, 0) + 3), "10:03")
        self.assertEqual(str(Clock(23, 59) + 2), "00:01")
        self.assertEqual(str(Clock(1, 1) + 3500), "11:21")

    def test_subtract(self):
        self.assertEqual(str(Clock(10, 3) - 30), "09:33")
        self.assertEqual(str(Clock(0, 3) - 4), "23:59")

    def test_equality(self):
        self.assertEqual(Clock(15, 37), Clock(15, 37))
        self.assertEqual(Clock(-22, 10), Clock(2, 10))
        self.assertNotEqual(Clock(15, 36), Clock(15, 37))
        self.assertEqual(Clock(10, 0) + 60, Clock(11, 0))

    def test_adding_makes_a_new_clock(self):
        clock = Clock(1, 0)
        later = clock + 5
        self.assertEqual(str(clock), "01:00")
        self.assertIsInstance(later, Clock)
        self.assertIsNot(later, clock)
