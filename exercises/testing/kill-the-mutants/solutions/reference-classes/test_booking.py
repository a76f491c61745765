"""One class for each part of the brief, in the style of unittest."""

import unittest
from datetime import datetime, timedelta

import booking

H = timedelta(hours=1)
WED = datetime(2027, 6, 9, 10)
EARLY = datetime(2027, 1, 1)


class Prices(unittest.TestCase):
    def test_tiers(self):
        found = [booking.price(WED, WED + n * H) for n in (1, 2, 3, 4, 7, 8, 10)]
        self.assertEqual(found, [4000, 8000, 10500, 14000, 24500, 24000, 30000])

    def test_hours_begun(self):
        self.assertEqual(booking.price(WED, WED + timedelta(minutes=61)), 8000)

    def test_weekend(self):
        saturday = WED + timedelta(days=3)
        self.assertEqual(booking.price(saturday, saturday + H), 5000)
        sunday_night = saturday + timedelta(days=1, hours=13)
        self.assertEqual(booking.price(sunday_night, sunday_night + 2 * H), 10000)

    def test_empty(self):
        with self.assertRaises(ValueError):
            booking.price(WED, WED)


class Cancelling(unittest.TestCase):
    def setUp(self):
        self.room = booking.Room()
        self.one = self.room.book("ann", WED, WED + H)

    def test_two_days_before(self):
        self.assertEqual(self.room.cancel(self.one.number, WED - 48 * H), 4000)
        self.assertEqual(self.room.income(), 0)

    def test_one_day_before(self):
        self.assertEqual(self.room.cancel(self.one.number, WED - 24 * H), 2000)

    def test_on_the_day(self):
        self.assertEqual(self.room.cancel(self.one.number, WED - H), 0)

    def test_too_late(self):
        with self.assertRaises(ValueError):
            self.room.cancel(self.one.number, WED)

    def test_twice(self):
        self.room.cancel(self.one.number, EARLY)
        with self.assertRaises(ValueError):
            self.room.cancel(self.one.number, EARLY)

    def test_unknown(self):
        with self.assertRaises(KeyError):
            self.room.cancel(12345, EARLY)


class Sharing(unittest.TestCase):
    def setUp(self):
        self.room = booking.Room()
        self.one = self.room.book("ann", WED, WED + 2 * H)

    def test_neighbours(self):
        before = self.room.book("bob", WED - H, WED)
        after = self.room.book("cid", WED + 2 * H, WED + 3 * H)
        self.assertEqual([before.state, after.state], ["booked", "booked"])

    def test_overlap(self):
        with self.assertRaises(booking.Unavailable):
            self.room.book("bob", WED + H, WED + 3 * H)

    def test_queue(self):
        bob = self.room.wait("bob", WED, WED + H)
        cid = self.room.wait("cid", WED, WED + H)
        dan = self.room.wait("dan", WED + H, WED + 2 * H)
        self.assertIs(self.room.wait("cid", WED, WED + H), cid)
        self.room.cancel(self.one.number, EARLY)
        self.assertEqual([bob.state, cid.state, dan.state], ["booked", "waiting", "booked"])
        self.assertEqual([bob.paid, cid.paid, dan.paid], [4000, 0, 4000])
        self.assertEqual(self.room.waiting(), [cid])
        self.assertEqual(self.room.cancel(cid.number, EARLY), 0)

    def test_free_again(self):
        self.room.cancel(self.one.number, EARLY)
        self.assertEqual(self.room.wait("bob", WED, WED + H).state, "booked")
