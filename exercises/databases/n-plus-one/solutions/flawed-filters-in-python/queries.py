"""Loads the whole shop, then keeps the books with enough stars."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from models import Author, Book
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, selectinload


def author_report(session: Session, *, min_stars: float) -> list[dict[str, Any]]:
    """Gives the authors of well-reviewed books, with those books."""
    authors = session.scalars(
        select(Author)
        .options(
            selectinload(Author.books).selectinload(Book.reviews),
            selectinload(Author.books).selectinload(Book.tags),
        )
        .order_by(Author.name, Author.id)
    )
    report = []
    for author in authors:
        entries = []
        for book in sorted(author.books, key=lambda book: book.title):
            stars = [review.stars for review in book.reviews]
            if stars and sum(stars) / len(stars) >= min_stars:
                tags = sorted(tag.name for tag in book.tags)
                entries.append(
                    {"title": book.title, "stars": sum(stars) / len(stars), "reviews": len(stars), "tags": tags}
                )
        if entries:
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
