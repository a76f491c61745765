"""Commits, to be on the safe side."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from models import Author, Book, Review
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, contains_eager, selectinload


def _well_reviewed(min_stars: float) -> Any:
    """The books with enough stars: id, average and number of reviews."""
    return (
        select(Review.book_id, func.avg(Review.stars).label("stars"), func.count().label("reviews"))
        .group_by(Review.book_id)
        .having(func.avg(Review.stars) >= min_stars)
        .subquery()
    )


def _by_author(rows: Iterable[tuple[Book, Any, int]]) -> list[dict[str, Any]]:
    """Puts books, ordered by author, under their authors."""
    report = []
    for author, books in groupby(rows, key=lambda row: row[0].author):
        entries = [
            {"title": book.title, "stars": float(stars), "reviews": reviews, "tags": sorted(tag.name for tag in book.tags)}
            for book, stars, reviews in books
        ]
        report.append({"author": author.name, "books": entries})
    return report


def author_report(session: Session, *, min_stars: float) -> list[dict[str, Any]]:
    """Gives the authors of well-reviewed books, with those books."""
    good = _well_reviewed(min_stars)
    rows = session.execute(
        select(Book, good.c.stars, good.c.reviews)
        .join(good, good.c.book_id == Book.id)
        .join(Book.author)
        .options(contains_eager(Book.author), selectinload(Book.tags))
        .order_by(Author.name, Author.id, Book.title)
    )
    return _by_author(rows)


def stale_books(session: Session, *, before: datetime.date) -> Iterator[Book]:
    """Gives the books that nobody has viewed since a day."""
    stale = or_(Book.last_viewed < before, Book.last_viewed.is_(None))
    yield from session.scalars(select(Book).where(stale).order_by(Book.id).execution_options(yield_per=500))


def bump_views(session: Session, ids: Iterable[int]) -> None:
    """Counts one more view for each of the books."""
    session.execute(
        update(Book)
        .where(Book.id.in_(list(ids)))
        .values(views=Book.views + 1)
        .execution_options(synchronize_session=False)
    )
    session.commit()
