"""The module under test in many versions: with the same behaviour, and with one fault each."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent
GIVEN = (HERE / "booking.txt").read_text()
FAR_TWIN = (HERE / "booking_otherwise.txt").read_text()


def _with(*edits: tuple[str, str]) -> str:
    text = GIVEN
    for before, after in edits:
        if text.count(before) != 1:
            raise ValueError(f"booking.txt does not hold this once: {before}")
        text = text.replace(before, after)
    return text


NEAR_TWINS = {
    "a remark more": _with(("    left = booking.start - now\n", "    left = booking.start - now  # may be negative\n")),
    "another name for a local variable": GIVEN.replace("cost", "cents"),
    "other words in an error": _with(('"cancelled already"', '"this booking is gone"')),
    "a condition the other way round": _with(("b.start < end and start < b.end", "start < b.end and b.start < end")),
    "two days for 48 hours": _with(("_FREE_UNTIL = timedelta(hours=48)", "_FREE_UNTIL = timedelta(days=2)")),
    "another private name": GIVEN.replace("_promote", "_let_somebody_in"),
}

CRITICAL = {
    "exactly 48 hours before the start, a cancellation costs half": _with(("left >= _FREE_UNTIL", "left > _FREE_UNTIL")),
    "a booking that begins when another ends is refused": _with(("start < b.end for", "start <= b.end for")),
    "exactly three or eight hours cost as much as fewer": _with(("hours >= least", "hours > least or least == 0")),
    "what is cancelled can be cancelled again, with a refund": _with(
        ('        if booking.state == "cancelled":\n            raise ValueError("cancelled already")\n', "")
    ),
}
MUTANTS = CRITICAL | {
    "exactly 24 hours before the start, a cancellation costs all": _with(("left >= _HALF_UNTIL", "left > _HALF_UNTIL")),
    "a booking that ends when another begins is refused": _with(("b.start < end and", "b.start <= end and")),
    "a cancelled booking still blocks the room": _with(("for b in self._all.values() if b.state == \"booked\"", "for b in self._all.values() if b.state != \"waiting\"")),
    "an hour that has begun is free": _with(("-((start - end) // timedelta(hours=1))", "max(1, (end - start) // timedelta(hours=1))")),
    "Saturday is an ordinary day": _with(("start.weekday() >= 5", "start.weekday() > 5")),
    "the weekend is looked for at the end": _with(("start.weekday()", "end.weekday()")),
    "who came last is let in first": _with(("for waiter in self.waiting():", "for waiter in self.waiting()[::-1]:")),
    "only one of those who wait is let in": _with(('                waiter.state = "booked"\n', '                waiter.state = "booked"\n                break\n')),
    "who is let in from the waiting list pays nothing": _with(("                waiter.paid = price(waiter.start, waiter.end)\n", "")),
    "a booking can be cancelled at the minute it starts": _with(("now >= booking.start", "now > booking.start")),
    "a booking may end when it starts": _with(("if end <= start:", "if end < start:")),
    "the income forgets refunds": _with(("b.paid - b.refunded for", "b.paid for")),
}
