"""Joins reviews and tags in one statement: each review comes once for each tag."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from models import Book, Review
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, joinedload


def _well_reviewed(min_stars: float) -> Any:
    """The books with enough stars: id, average and number of reviews."""
    return (
        select(Review.book_id, func.avg(Review.stars).label("stars"), func.count().label("reviews"))
        .group_by(Review.book_id)
        .having(func.avg(Review.stars) >= min_stars)
        .subquery()
    )


def author_report(session: Session, *, min_stars: float) -> list[dict[str, Any]]:
    """Gives the authors of well-reviewed books, with those books."""
    good = _well_reviewed(min_stars)
    books = session.scalars(
        select(Book)
        .join(good, good.c.book_id == Book.id)
        .options(joinedload(Book.author), joinedload(Book.reviews), joinedload(Book.tags))
    ).unique()
    report = []
    in_order = sorted(books, key=lambda book: (book.author.name, book.author.id, book.title))
    for author, its in groupby(in_order, key=lambda book: book.author):
        entries = []
        for book in its:
            stars = [review.stars for review in book.reviews]
            tags = sorted(tag.name for tag in book.tags)
            entries.append({"title": book.title, "stars": sum(stars) / len(stars), "reviews": len(stars), "tags": tags})
        report.append({"author": author.name, "books": entries})
    return report


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
