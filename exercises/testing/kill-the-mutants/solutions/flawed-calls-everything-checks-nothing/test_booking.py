"""Runs through all of booking.py."""

from __future__ import annotations

from datetime import datetime, timedelta

import booking

MONDAY = datetime(2026, 3, 2, 9)
HOUR = timedelta(hours=1)
EARLY = MONDAY - timedelta(days=30)


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return error


def test_prices():
    for length in (0, 1, 2.5, 3, 8):
        attempt(booking.price, MONDAY, MONDAY + length * HOUR)
    attempt(booking.price, MONDAY + timedelta(days=5), MONDAY + timedelta(days=6))


def test_room():
    room = booking.Room()
    first = room.book("ann", MONDAY, MONDAY + 4 * HOUR)
    attempt(room.book, "bob", MONDAY, MONDAY + HOUR)
    second = room.wait("bob", MONDAY, MONDAY + HOUR)
    room.wait("bob", MONDAY, MONDAY + HOUR)
    room.wait("cid", MONDAY, MONDAY + HOUR)
    attempt(room.cancel, 77, EARLY)
    attempt(room.cancel, first.number, MONDAY)
    attempt(room.cancel, first.number, EARLY)
    attempt(room.cancel, first.number, EARLY)
    attempt(room.cancel, second.number, MONDAY - 30 * HOUR)


def test_fees_and_income():
    room = booking.Room()
    for before in (50, 30, 1):
        one = room.book("ann", MONDAY, MONDAY + HOUR)
        booking.fee(one, MONDAY - before * HOUR)
        room.cancel(one.number, EARLY)
    last = room.wait("ann", MONDAY, MONDAY + HOUR)
    queued = room.wait("bob", MONDAY, MONDAY + HOUR)
    room.cancel(queued.number, EARLY)
    room.income()
