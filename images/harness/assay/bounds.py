"""What a test has measured and held against a bound, for whoever judges the test itself."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any, Final, Literal

__all__ = ["MOST", "Bound", "Ledger"]

MOST: Final = 64
"""Largest number of bounds that one test may have."""

_LONGEST: Final = 200  # characters of a message
_LONGEST_UNIT: Final = 20


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """One measured value and the bound that it has to keep. Both are finite."""

    message: str
    value: float
    relation: Literal["at_most", "at_least"]
    bound: float
    unit: str

    @property
    def kept(self) -> bool:
        """Tells whether the value is on the right side; being equal is."""
        return self.value <= self.bound if self.relation == "at_most" else self.value >= self.bound

    def nearer(self, other: Bound) -> bool:
        """Tells whether this value leaves less room than the other's."""
        return self.value > other.value if self.relation == "at_most" else self.value < other.value


class Ledger:
    """The bounds of the running test. Threads of the test may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bounds: dict[tuple[str, str, float, str], Bound] = {}

    def add(self, bound: Bound) -> None:
        """Notes a bound; of several with the same message and bound the worst is kept.

        Raises ``ValueError`` for more than ``MOST`` different ones.
        """
        key = (bound.message, bound.relation, bound.bound, bound.unit)
        with self._lock:
            known = self._bounds.get(key)
            if known is None and len(self._bounds) >= MOST:
                raise ValueError(f"a test may have at most {MOST} different bounds")
            if known is None or bound.nearer(known):
                self._bounds[key] = bound

    def take(self) -> list[dict[str, Any]]:
        """Gives the bounds in the order in which they came, as the result frame has them, and forgets them."""
        with self._lock:
            bounds = list(self._bounds.values())
            self._bounds.clear()
        return [
            dataclasses.asdict(bound) | {"message": bound.message[:_LONGEST], "unit": bound.unit[:_LONGEST_UNIT]}
            for bound in bounds
        ]
