"""Tests of booking.py: the rules of the brief, at their edges."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from booking import Room, Unavailable, fee, price

MONDAY = datetime(2026, 3, 2, 9)
FRIDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=days) for days in (4, 5, 6))
LONG_BEFORE = MONDAY - timedelta(days=30)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.mark.parametrize(
    ("length", "cents"),
    [(1, 4000), (2.5, 12 * 875), (2, 8000), (3, 10500), (7, 24500), (8, 24000), (1.01, 8000)],
)
def test_the_price_falls_with_the_length(length, cents):
    assert price(MONDAY, MONDAY + hours(length)) == cents


@pytest.mark.parametrize(("day", "cents"), [(FRIDAY, 4000), (SATURDAY, 5000), (SUNDAY, 5000)])
def test_weekends_cost_a_quarter_more(day, cents):
    assert price(day, day + hours(1)) == cents


def test_the_day_it_starts_counts():
    night = SATURDAY - hours(10)
    assert price(night, night + hours(2)) == 8000


@pytest.mark.parametrize("length", [0, -1])
def test_a_booking_ends_after_it_starts(room, length):
    with pytest.raises(ValueError):
        room.book("ann", MONDAY, MONDAY + hours(length))


@pytest.mark.parametrize(("before", "cents"), [(48, 0), (47.99, 2000), (24, 2000), (23.99, 4000), (-1, 4000)])
def test_late_cancellations_cost(room, before, cents):
    booking = room.book("ann", MONDAY, MONDAY + hours(1))
    assert fee(booking, MONDAY - hours(before)) == cents


def test_bookings_may_touch(room):
    room.book("ann", MONDAY, MONDAY + hours(1))
    assert room.is_free(MONDAY + hours(1), MONDAY + hours(2))
    assert room.is_free(MONDAY - hours(1), MONDAY)


@pytest.mark.parametrize(("begin", "end"), [(-1, 0.5), (0.5, 3), (0.5, 1), (-1, 3)])
def test_bookings_may_not_overlap(room, begin, end):
    room.book("ann", MONDAY, MONDAY + hours(2))
    with pytest.raises(Unavailable):
        room.book("bob", MONDAY + hours(begin), MONDAY + hours(end))


def test_a_cancellation_frees_the_room_and_refunds(room):
    booking = room.book("ann", MONDAY, MONDAY + hours(1))
    assert room.cancel(booking.number, MONDAY - hours(30)) == 2000
    assert (booking.state, booking.refunded) == ("cancelled", 2000)
    assert room.is_free(MONDAY, MONDAY + hours(1))
    assert room.income() == 2000


def test_a_cancellation_happens_once(room):
    booking = room.book("ann", MONDAY, MONDAY + hours(1))
    room.cancel(booking.number, LONG_BEFORE)
    with pytest.raises(ValueError):
        room.cancel(booking.number, LONG_BEFORE)


def test_what_has_started_cannot_be_cancelled(room):
    booking = room.book("ann", MONDAY, MONDAY + hours(1))
    with pytest.raises(ValueError):
        room.cancel(booking.number, MONDAY)
    with pytest.raises(KeyError):
        room.cancel(booking.number + 1, LONG_BEFORE)


def test_who_waits_longest_is_let_in(room):
    first = room.book("ann", MONDAY, MONDAY + hours(4))
    longest = room.wait("bob", MONDAY, MONDAY + hours(2))
    clashes = room.wait("cid", MONDAY + hours(1), MONDAY + hours(3))
    fits = room.wait("dan", MONDAY + hours(2), MONDAY + hours(4))
    assert room.waiting() == [longest, clashes, fits]
    room.cancel(first.number, LONG_BEFORE)
    assert [b.state for b in (longest, clashes, fits)] == ["booked", "waiting", "booked"]
    assert room.waiting() == [clashes]
    for minute in range(60 * 24 * 200):
        assert not room.is_free(MONDAY + hours(0.5), MONDAY + hours(1 + minute))
    assert room.income() == longest.paid + fits.paid == 16000


def test_nobody_waits_for_a_free_room_or_twice(room):
    assert room.wait("ann", MONDAY, MONDAY + hours(1)).state == "booked"
    waiting = room.wait("bob", MONDAY, MONDAY + hours(1))
    assert room.wait("bob", MONDAY, MONDAY + hours(1)) is waiting
    assert room.wait("cid", MONDAY, MONDAY + hours(1)) is not waiting
    assert room.cancel(waiting.number, LONG_BEFORE) == 0
    assert waiting.state == "cancelled"
