"""Counting views: by the server, in one statement."""

from __future__ import annotations

import threading
import time

import assay
from queries import bump_views

WAITS = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'candidate' AND wait_event_type = 'Lock'"


def test_many_views_are_one_statement(no_views, open_session):
    session = open_session()
    no_views.forget()
    bump_views(session, list(range(1, 501)))
    session.commit()
    assert no_views.one("SELECT min(views), max(views) FROM book") == (1, 1)
    assay.bound(no_views.counted(session).statements, at_most=1, unit="statements", message="statements for 500 books")


def test_only_the_books_named_are_counted(no_views, open_session):
    session = open_session()
    bump_views(session, [7, 9, 7])
    bump_views(session, [])
    session.commit()
    assert no_views.link.execute("SELECT id, views FROM book WHERE views <> 0 ORDER BY id").fetchall() == [(7, 1), (9, 1)]


def test_nothing_is_committed(no_views, open_session):
    session = open_session()
    bump_views(session, [7])
    session.rollback()
    assert no_views.one("SELECT sum(views) FROM book") == (0,), "bump_views must leave the commit to its caller"


def test_no_view_is_lost_beside_another_writer(no_views, open_session):
    session = open_session()
    with no_views.link.transaction():
        no_views.link.execute("UPDATE book SET views = views + 10 WHERE id = 7")
        bump = threading.Thread(target=bump_views, args=(session, [6, 7, 8]))
        bump.start()
        deadline = time.monotonic() + 10
        while bump.is_alive() and no_views.one(WAITS) == (0,) and time.monotonic() < deadline:
            time.sleep(0.01)
    bump.join(15)
    session.commit()
    views = no_views.one("SELECT views FROM book WHERE id = 7")[0]
    assert views == 11, (
        f"the book has {views} views after one writer added 10 and bump_views 1 at the same time; "
        "what was read before the other had committed must not be written back"
    )
