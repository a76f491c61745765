"""The work that has to be done. Given: leave this file as it is."""

from __future__ import annotations


def burn(size: int) -> int:
    """Checksum of `size` steps of pure Python; twice the size takes twice the time.

    Raises ValueError when `size` is negative.
    """
    if size < 0:
        raise ValueError(f"size must not be negative, got {size}")
    state = size % 1_000_003
    for step in range(size):
        state = (state * state + step) % 1_000_003
    return state
