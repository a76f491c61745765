"""Bookings of one meeting room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

_TIERS = [(8, 3000), (3, 3500), (0, 4000)]
"""From this many hours on, an hour costs so many cents."""
_FREE_UNTIL = timedelta(hours=48)
_HALF_UNTIL = timedelta(hours=24)


class Unavailable(Exception):
    """The room is taken at that time."""


@dataclass
class Booking:
    """A booking, or a place on the waiting list."""

    number: int
    customer: str
    start: datetime
    end: datetime
    state: str = "booked"
    paid: int = 0
    refunded: int = 0


def price(start: datetime, end: datetime) -> int:
    """Give the price in cents; each hour that has begun counts."""
    if end <= start:
        raise ValueError("a booking ends after it starts")
    hours = -((start - end) // timedelta(hours=1))
    for least, cents in _TIERS:
        if hours >= least:
            break
    total = hours * cents
    if start.weekday() >= 5:
        total += total // 4
    return total


def fee(booking: Booking, now: datetime) -> int:
    """Give what a cancellation at this moment costs, in cents."""
    left = booking.start - now
    if left >= _FREE_UNTIL:
        return 0
    if left >= _HALF_UNTIL:
        return booking.paid // 2
    return booking.paid


class Room:
    """A room with its bookings and its waiting list."""

    def __init__(self) -> None:
        self._all: dict[int, Booking] = {}

    def book(self, customer: str, start: datetime, end: datetime) -> Booking:
        """Book the room. Raises Unavailable if any booking overlaps."""
        cost = price(start, end)
        if not self.is_free(start, end):
            raise Unavailable(f"the room is taken from {start} to {end}")
        return self._add(Booking(self._next(), customer, start, end, "booked", cost))

    def wait(self, customer: str, start: datetime, end: datetime) -> Booking:
        """Join the waiting list, or book if the room is free. A customer waits once for the same time."""
        price(start, end)
        if self.is_free(start, end):
            return self.book(customer, start, end)
        for other in self.waiting():
            if (other.customer, other.start, other.end) == (customer, start, end):
                return other
        return self._add(Booking(self._next(), customer, start, end, "waiting"))

    def is_free(self, start: datetime, end: datetime) -> bool:
        """Tell whether nobody has the room in that time. One booking may begin when another ends."""
        return not any(b.start < end and start < b.end for b in self._all.values() if b.state == "booked")

    def cancel(self, number: int, now: datetime) -> int:
        """Cancel a booking or leave the waiting list; give the refund in cents.

        Whoever waited longest and now fits gets the room. What is cancelled
        already, or has started, cannot be cancelled: ValueError.
        """
        booking = self._all.get(number)
        if booking is None:
            raise KeyError(number)
        if booking.state == "cancelled":
            raise ValueError("cancelled already")
        if booking.state == "waiting":
            booking.state = "cancelled"
            return 0
        if now >= booking.start:
            raise ValueError("a booking that has started cannot be cancelled")
        booking.refunded = booking.paid - fee(booking, now)
        booking.state = "cancelled"
        self._promote()
        return booking.refunded

    def waiting(self) -> list[Booking]:
        """Give the waiting list, longest first."""
        return [b for b in self._all.values() if b.state == "waiting"]

    def income(self) -> int:
        """Give what was paid less what was refunded, in cents."""
        return sum(b.paid - b.refunded for b in self._all.values())

    def _promote(self) -> None:
        for waiter in self.waiting():
            if self.is_free(waiter.start, waiter.end):
                waiter.paid = price(waiter.start, waiter.end)
                waiter.state = "booked"

    def _next(self) -> int:
        return len(self._all) + 1

    def _add(self, booking: Booking) -> Booking:
        self._all[booking.number] = booking
        return booking
