"""Burn many sizes on several cores. See README.md."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from work import burn


def backend() -> Literal["threads", "processes"]:
    """What parallel_burn uses on this interpreter."""
    raise NotImplementedError


def parallel_burn(
    sizes: list[int],
    workers: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[int]:
    """[burn(size) for size in sizes], computed by `workers` workers at once."""
    return [burn(size) for size in sizes]
