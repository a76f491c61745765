"""What the shop asks its database. See README.md."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from models import Book
from sqlalchemy.orm import Session


def author_report(session: Session, *, min_stars: float) -> list[dict[str, Any]]:
    """Gives the authors of well-reviewed books, with those books."""
    raise NotImplementedError


def stale_books(session: Session, *, before: datetime.date) -> Iterator[Book]:
    """Gives the books that nobody has viewed since a day."""
    raise NotImplementedError


def bump_views(session: Session, ids: Iterable[int]) -> None:
    """Counts one more view for each of the books."""
    raise NotImplementedError
