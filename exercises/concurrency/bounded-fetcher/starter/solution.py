"""Fetch many URLs, a limited number at a time. See README.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """What became of one URL."""

    url: str
    status: int | None
    size: int
    sha256: str | None
    error: str | None
    attempts: int


async def fetch_all(
    urls: Sequence[str],
    *,
    limit: int = 10,
    timeout: float = 1.0,
    retries: int = 2,
    backoff: float = 0.1,
) -> list[Fetched]:
    """Fetches all URLs; gives one Fetched for each, in their order."""
    raise NotImplementedError
