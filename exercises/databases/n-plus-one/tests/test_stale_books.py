"""Six thousand books, a few at a time."""

from __future__ import annotations

import datetime

import assay
import pytest
from distance import distance
from queries import stale_books
from shop import TODAY

MANY, SIZE = 6_000, 5000

# What is counted runs beside the submission: so many books would be slow to look at from here.
READ = """
import models, queries
session = models.open_session(dsn)
count = sum(1 for book in queries.stale_books(session, before=before))
session.close()
count
"""


def test_stale_books_are_all_there_in_order(shop, open_session):
    before = TODAY - datetime.timedelta(days=380)
    shop.change("UPDATE book SET last_viewed = NULL WHERE id IN (3, 500)")
    shop.change("UPDATE book SET last_viewed = %s WHERE id = 5", [before])
    expected = [
        id for (id,) in shop.link.execute("SELECT id FROM book WHERE last_viewed < %s OR last_viewed IS NULL ORDER BY id", [before])
    ]
    assert [book.id for book in stale_books(open_session(), before=before)] == expected


@pytest.fixture(scope="module")
def many(server):
    server.fill_with_summaries(MANY, SIZE)
    return server


def test_the_first_book_comes_before_the_last_is_fetched(many, open_session):
    with distance(5432, 0) as route:
        session = open_session(assay.postgres.dsn.replace(":5432/", f":{route.port}/"))
        books = iter(stale_books(session, before=TODAY))
        assert next(books).id == 1
        sent_mb = route.sent / 2**20
        session.close()
    assay.bound(
        sent_mb, at_most=MANY * SIZE / 2**20 / 2, unit="MB",
        message=f"what the server had sent when the first of {MANY} books was there; read a part at a time, with a cursor on the server",
    )  # fmt: skip


def test_many_books_take_little_memory(many):
    assay.restart()
    assay.probe(READ, dsn=assay.postgres.dsn, before=datetime.date(1901, 1, 1))  # loads what loading takes
    with assay.meter() as meter:
        count = assay.probe(READ, dsn=assay.postgres.dsn, before=TODAY)
    assert count == MANY
    assay.bound(
        meter.rise_mb, at_most=24, unit="MB",
        message=f"memory for reading {MANY} books of {SIZE} bytes one after the other",
    )  # fmt: skip
