"""The tests' side of the bookshop: its tables, its data, and what the server has counted."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

import psycopg

REVIEWS, TAGS, BOOKS = 6, 4, 5  # of each book, of each book, of each author
TODAY = datetime.date(2026, 6, 1)

TABLES = """
DROP TABLE IF EXISTS book_tag, review, book, author, tag;
CREATE TABLE author (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE book (
    id int PRIMARY KEY, author_id int NOT NULL REFERENCES author, title text NOT NULL, summary text NOT NULL,
    views int NOT NULL DEFAULT 0, last_viewed date
);
CREATE TABLE review (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, book_id int NOT NULL REFERENCES book, stars int NOT NULL);
CREATE TABLE tag (id int PRIMARY KEY, name text NOT NULL);
CREATE TABLE book_tag (book_id int REFERENCES book, tag_id int REFERENCES tag, PRIMARY KEY (book_id, tag_id));
CREATE INDEX ON book (author_id);
CREATE INDEX ON review (book_id);
GRANT SELECT ON author, book, review, tag, book_tag TO candidate;
GRANT UPDATE (views) ON book TO candidate;
INSERT INTO tag SELECT n, 'tag ' || n FROM generate_series(1, 20) n;
"""

# Each fourth book has 4 and 5 stars, the others 1 to 4; each author has books of both kinds. Every
# seventh book has no review.
FILL = f"""
TRUNCATE author, book, review, book_tag;
INSERT INTO author SELECT n, 'Author ' || lpad((n * 7919 % 10007)::text, 5, '0') FROM generate_series(1, %(authors)s) n;
INSERT INTO book
    SELECT n, 1 + (n - 1) / {BOOKS}, 'Title ' || lpad((n * 7907 % 100003)::text, 6, '0'), '', 0, %(today)s::date - n %% 400
    FROM generate_series(1, %(authors)s * {BOOKS}) n;
INSERT INTO review (book_id, stars)
    SELECT b.id, CASE WHEN b.id % 4 = 0 THEN 4 + abs(hashint4(b.id * 31 + n)) % 2 ELSE 1 + abs(hashint4(b.id * 31 + n)) % 4 END
    FROM book b, generate_series(1, {REVIEWS}) n WHERE b.id % 7 <> 0;
INSERT INTO book_tag SELECT b.id, 1 + (b.id * 3 + n * 5) % 20 FROM book b, generate_series(1, {TAGS}) n WHERE b.id % 11 <> 0;
""".replace("%%", "%")

EXPECTED = """
SELECT a.name, b.title, avg(r.stars)::float8, count(r.id),
    ARRAY(SELECT t.name FROM tag t JOIN book_tag bt ON bt.tag_id = t.id WHERE bt.book_id = b.id ORDER BY t.name COLLATE "C")
FROM author a JOIN book b ON b.author_id = a.id JOIN review r ON r.book_id = b.id
GROUP BY a.id, b.id HAVING avg(r.stars) >= %s ORDER BY a.name COLLATE "C", b.title COLLATE "C"
"""


class Counted(NamedTuple):
    """What the candidate's account has asked the server, by the server's own count."""

    statements: int
    rows: int


class Shop:
    """The administrator's view."""

    def __init__(self, dsn: str) -> None:
        self.link = psycopg.connect(dsn, autocommit=True)
        self.link.execute(TABLES)
        self._filled = -1

    def fill(self, authors: int) -> None:
        """Begins anew with some authors, five books each, unless they are there and nothing was changed."""
        if authors == self._filled:
            return
        text = FILL.replace("%(authors)s", str(authors)).replace("%(today)s", f"'{TODAY}'")
        self.link.execute(text)
        self.link.execute("ANALYZE")
        self._filled = authors

    def change(self, sql: str, values: Any = None) -> None:
        """Changes something; views that the submission has counted are also a change."""
        self._filled = -1
        self.link.execute(sql, values)

    def fill_with_summaries(self, books: int, size: int) -> None:
        """Begins anew with one author of many books that nobody has viewed for long, `size` bytes each."""
        self.fill(0)
        self.change("INSERT INTO author VALUES (1, 'Author')")
        self.link.execute(
            "INSERT INTO book SELECT n, 1, 'Title ' || n, repeat(chr(97 + n %% 26), %s), 0, %s FROM generate_series(1, %s) n",
            [size, TODAY - datetime.timedelta(days=500), books],
        )
        self.link.execute("ANALYZE book")

    def forget(self) -> None:
        """Sets the server's counters to zero."""
        self.link.execute("SELECT pg_stat_statements_reset()")

    def counted(self, session: Any) -> Counted:
        """Gives what was counted since then. Ends the session's transaction: until then its last statement is open."""
        session.rollback()
        return Counted(
            *self.one(
                "SELECT coalesce(sum(calls), 0)::int, coalesce(sum(rows), 0)::int FROM pg_stat_statements JOIN pg_roles ON oid = userid"
                " WHERE rolname = 'candidate' AND toplevel"
            )
        )

    def one(self, sql: str, values: Any = None) -> tuple[Any, ...]:
        return self.link.execute(sql, values).fetchone()

    def report(self, min_stars: float) -> list[dict[str, Any]]:
        """The right answer, computed by the server."""
        authors: dict[str, list[dict[str, Any]]] = {}
        for name, title, stars, reviews, tags in self.link.execute(EXPECTED, [min_stars]):
            authors.setdefault(name, []).append({"title": title, "stars": stars, "reviews": reviews, "tags": tags})
        return [{"author": name, "books": books} for name, books in authors.items()]
