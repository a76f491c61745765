"""One statement for the report, pages for the many books."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from models import Author, Book, Review, Tag, book_tag
from sqlalchemy import func, or_, select, text, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

PAGE = 1000


def author_report(session: Session, *, min_stars: float) -> list[dict[str, Any]]:
    """Gives the authors of well-reviewed books, with those books."""
    reviewed = (
        select(func.avg(Review.stars).label("stars"), func.count().label("reviews"))
        .where(Review.book_id == Book.id)
        .lateral()
    )
    tags = (
        select(func.array_agg(aggregate_order_by(Tag.name, Tag.name)).label("names"))
        .join(book_tag, book_tag.c.tag_id == Tag.id)
        .where(book_tag.c.book_id == Book.id)
        .lateral()
    )
    rows = session.execute(
        select(Author.id, Author.name, Book.title, reviewed.c.stars, reviewed.c.reviews, tags.c.names)
        .join(Book.author)
        .join(reviewed, true())
        .join(tags, true())
        .where(reviewed.c.stars >= min_stars)
        .order_by(Author.name, Author.id, Book.title)
    )
    authors: dict[int, dict[str, Any]] = {}
    for id, name, title, stars, reviews, names in rows:
        entry = {"title": title, "stars": float(stars), "reviews": reviews, "tags": names or []}
        authors.setdefault(id, {"author": name, "books": []})["books"].append(entry)
    return list(authors.values())


def stale_books(session: Session, *, before: datetime.date) -> Iterator[Book]:
    """Gives the books that nobody has viewed since a day: a page at a time, by the last id seen."""
    stale = or_(Book.last_viewed < before, Book.last_viewed.is_(None))
    last = 0
    while page := session.scalars(select(Book).where(stale, Book.id > last).order_by(Book.id).limit(PAGE)).all():
        yield from page
        last = page[-1].id


def bump_views(session: Session, ids: Iterable[int]) -> None:
    """Counts one more view for each of the books."""
    session.execute(
        text("UPDATE book SET views = views + 1 WHERE id = ANY(:ids)"),
        {"ids": list(ids)},
    )
