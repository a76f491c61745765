"""The ordinary course of things."""

from datetime import datetime, timedelta

from booking import Room, fee, price

MONDAY = datetime(2026, 3, 2, 9)
HOUR = timedelta(hours=1)


def test_prices():
    assert [price(MONDAY, MONDAY + n * HOUR) for n in (1, 2, 5, 10)] == [4000, 8000, 17500, 30000]


def test_weekend():
    sunday = MONDAY + timedelta(days=6)
    assert price(sunday, sunday + HOUR) == 5000


def test_fees():
    booking = Room().book("ann", MONDAY, MONDAY + HOUR)
    assert [fee(booking, MONDAY - n * HOUR) for n in (72, 36, 12)] == [0, 2000, 4000]


def test_booking_and_cancelling():
    room = Room()
    booking = room.book("ann", MONDAY, MONDAY + HOUR)
    assert booking.state == "booked"
    waiting = room.wait("bob", MONDAY, MONDAY + HOUR)
    assert waiting.state == "waiting"
    assert room.cancel(booking.number, MONDAY - 72 * HOUR) == 4000
    assert waiting.state == "booked"
