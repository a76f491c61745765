"""The report: right, in few statements, with few rows, whatever the distance."""

from __future__ import annotations

import time

import assay
import pytest
from distance import distance
from queries import author_report
from shop import BOOKS, REVIEWS, TAGS

ALL = 0.5
"""Fewer stars than any book has. Calls differ a little, so that only one test asks for the same twice."""


@pytest.mark.parametrize("min_stars", [4.0, 0.0, 5.1])
def test_the_report_is_right(shop, open_session, min_stars):
    got, expected = author_report(open_session(), min_stars=min_stars), shop.report(min_stars)
    assert [each["author"] for each in got] == [each["author"] for each in expected], "authors, or their order"
    for mine, right in zip(got, expected, strict=True):
        where = f"the books of {right['author']}"
        assert [book["title"] for book in mine["books"]] == [book["title"] for book in right["books"]], where
        for book, wanted in zip(mine["books"], right["books"], strict=True):
            where = f"{wanted['title']!r} of {right['author']}"
            assert book.keys() == wanted.keys(), where
            assert float(book["stars"]) == pytest.approx(wanted["stars"], abs=0.005), f"stars of {where}"
            assert book["reviews"] == wanted["reviews"], f"number of reviews of {where}"
            assert book["tags"] == wanted["tags"], f"tags of {where}"


def test_the_number_of_statements_hardly_grows_with_the_authors(server, open_session):
    for authors, most in ((200, 12), (100, 8)):
        server.fill(authors)
        session = open_session()
        server.forget()
        author_report(session, min_stars=ALL + authors / 1000)
        counted = server.counted(session)
        assert counted.statements > 0, "the server has counted no statement: where does the report come from?"
        assay.bound(
            counted.statements, at_most=most, unit="statements",
            message=f"statements for {authors} authors with {authors * BOOKS} books; one for each author or book is the N+1 problem",
        )  # fmt: skip


def test_no_row_is_fetched_many_times(shop, open_session):
    session = open_session()
    shop.forget()
    author_report(session, min_stars=ALL + 0.01)
    entities = 100 + 500 * (1 + REVIEWS + TAGS)
    assay.bound(
        shop.counted(session).rows, at_most=1.3 * entities, unit="rows",
        message=f"rows fetched, where authors, books, reviews and tags are {entities} together; two collections joined at once multiply each other",
    )  # fmt: skip


def test_what_is_filtered_out_is_not_fetched(shop, open_session):
    session = open_session()
    rows = []
    for min_stars in (ALL + 0.02, 3.99):
        shop.forget()
        author_report(session, min_stars=min_stars)
        rows.append(shop.counted(session).rows)
    assert rows[0] > 0, "the server has sent no row: where does the report come from?"
    assay.bound(
        rows[1] / rows[0], at_most=0.5, unit="of all rows",
        message="share of the rows that is fetched when a quarter of the books has the stars; the rest has no business leaving the database",
    )  # fmt: skip


def test_a_distant_database_costs_little(shop, open_session):
    with distance(5432, 0.01) as route:
        walls: list[float] = []
        while len(walls) < 3 and min(walls, default=9) > 2.5:
            session = open_session(assay.postgres.dsn.replace(":5432/", f":{route.port}/"))
            began = time.perf_counter()
            author_report(session, min_stars=ALL + 0.03 + len(walls) / 1000)
            walls.append(time.perf_counter() - began)
            session.close()
    assay.bound(
        min(walls), at_most=2.5, unit="s",
        message="seconds for 100 authors where each round trip takes 10 ms, best of three; five hundred round trips take more than five",
    )  # fmt: skip


def test_what_has_changed_is_seen(shop, open_session):
    author_report(open_session(), min_stars=4.0)
    shop.change("UPDATE review SET stars = 5 WHERE book_id = 1")
    shop.change("UPDATE book SET title = 'A new title' WHERE id = 2")
    shop.change("UPDATE review SET stars = 4 WHERE book_id = 2")
    titles = {book["title"] for each in author_report(open_session(), min_stars=4.0) for book in each["books"]}
    assert {book["title"] for each in shop.report(4.0) for book in each["books"]} == titles, (
        "reviews and a title have changed between two calls with a session each; the second report must show that"
    )
