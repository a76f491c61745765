"""What an experiment has measured, to be drawn: points, and notes that go with them."""

from __future__ import annotations

import math
import threading
from typing import Any, Final

__all__ = ["MOST", "Points"]

MOST: Final = 2000
"""Largest number of points, and of notes, that one test may have."""

_LONGEST: Final = 80  # characters of a name
_LONGEST_NOTE: Final = 200


class Points:
    """The points and notes of the running test. Threads of the test may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._points: list[dict[str, Any]] = []
        self._notes: list[dict[str, str]] = []

    def add(self, panel: str, series: str, x: float, y: float, unit: str) -> None:
        """Notes a point. Raises ``TypeError`` or ``ValueError`` for what cannot be drawn."""
        for number in (x, y):
            if type(number) not in (int, float):
                raise TypeError(f"assay.point: x and y are numbers, not {type(number).__name__}")
            if not math.isfinite(number):
                raise ValueError("assay.point: x and y are finite")
        _check("assay.point", _LONGEST, panel=panel, series=series, unit=unit)
        point = {"panel": panel, "series": series, "x": float(x), "y": float(y), "unit": unit}
        with self._lock:
            if len(self._points) >= MOST:
                raise ValueError(f"a test may have at most {MOST} points")
            self._points.append(point)

    def note(self, name: str, text: str) -> None:
        """Notes a fact, once. Raises ``TypeError`` or ``ValueError`` for what cannot be shown."""
        _check("assay.note", _LONGEST_NOTE, name=name, text=text)
        fact = {"name": name, "text": text}
        with self._lock:
            if len(self._notes) >= MOST:
                raise ValueError(f"a test may have at most {MOST} notes")
            if fact not in self._notes:
                self._notes.append(fact)

    def take(self) -> dict[str, Any]:
        """Gives all, as the points frame has them, and forgets them."""
        with self._lock:
            taken: dict[str, Any] = {"points": self._points, "notes": self._notes}
            self._points, self._notes = [], []
        return taken


def _check(call: str, longest: int, **texts: str) -> None:
    for name, text in texts.items():
        if type(text) is not str:
            raise TypeError(f"{call}: {name} is text, not {type(text).__name__}")
        if len(text) > longest:
            raise ValueError(f"{call}: {name} has at most {longest} characters")
