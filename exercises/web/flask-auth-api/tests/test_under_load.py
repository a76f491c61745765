"""Several processes, several clients, many notes."""

from __future__ import annotations

import time

import assay
from service import ADMIN_PASSWORD, Client, Service

CLIENTS, EACH = 8, 25
MANY, LONG = 20_000, 800

HOLD_LOCK = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], timeout=10, isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(1)
connection.execute("ROLLBACK")
"""


def test_no_note_is_lost_between_clients(service: Service) -> None:
    ann = service.newcomer()

    def write(client: int) -> None:
        for number in range(EACH):
            ann.ask("POST", "/notes", {"text": f"{client}-{number}"}).expect(201, f"{CLIENTS} clients write at once")

    assay.threads(CLIENTS, write)
    texts = [note["text"] for page in ann.pages(100) for note in page]
    assert len(texts) == len(set(texts)) == CLIENTS * EACH, f"{CLIENTS * EACH} notes were acknowledged, {len(set(texts))} are there"
    for client in range(CLIENTS):
        mine = [text for text in texts if text.startswith(f"{client}-")]
        assert mine == [f"{client}-{number}" for number in range(EACH)], "one client's notes are in the order in which they were acknowledged"


def test_a_locked_database_is_waited_for(service: Service) -> None:
    ann = service.newcomer()
    for attempt in range(2):
        locker = assay.spawn(["python3", "-c", HOLD_LOCK, str(service.db)])
        until = time.monotonic() + 10
        while "held" not in locker.log():
            assert time.monotonic() < until, f"the tests' own lock was not got: {locker.log()}"
            time.sleep(0.01)
        ann.ask("POST", "/notes", {"text": f"note {attempt}"}).expect(201, "another program holds the database's write lock for a second: wait for it")
        assert locker.wait() == 0


def test_everything_is_there_after_a_restart(service: Service) -> None:
    ann = service.newcomer()
    note = ann.note("to be kept")
    service.stop()
    service.start()
    assert ann.page()["items"] == [note], "the note was acknowledged, then the service restarted"
    assert service.login(ann.name).page()["items"] == [note]
    service.ask("POST", "/refresh", {"refresh": ann.refresh}).expect(200, "the refresh token is from before the restart")
    users = service.login("admin", ADMIN_PASSWORD).ask("GET", "/admin/users").expect(200)["items"]
    assert [user["name"] for user in users].count("admin") == 1


def test_a_page_costs_the_same_among_many_notes(service: Service) -> None:
    ann, bob = service.newcomer(), service.newcomer()
    ann.ask("POST", "/notes/import", {"texts": ["." * LONG] * 400}).expect(201)
    at = cursor_before_the_last_hundred(ann)
    few = cpu_s(ann, at)
    for _ in range(0, MANY, 5000):
        bob.ask("POST", "/notes/import", {"texts": ["." * LONG] * 5000}).expect(201)
    assay.bound(
        cpu_s(ann, at) / few, at_most=3,
        message=f"CPU of a page of a user with 400 notes, after another user wrote {MANY:,}, as a multiple of that before: which index leads to the notes of one user?",
    )
    assay.bound(
        cpu_s(bob, cursor_before_the_last_hundred(bob)) / few, at_most=3,
        message=f"CPU of the last page of {MANY:,} notes, as a multiple of that of 400: a page should read its own notes only",
    )


def cursor_before_the_last_hundred(user: Client) -> str:
    after = None
    while True:
        page = user.page(100, after)
        if page["next"] is None:
            assert len(page["items"]) == 100
            return after
        after = page["next"]


def cpu_s(user: Client, after: str) -> float:
    """CPU of a page. Noise only adds, so the best of five counts."""
    found = []
    for _ in range(5):
        with assay.meter() as meter:
            for _ in range(4):
                assert len(user.page(100, after)["items"]) == 100
        found.append(meter.cpu_s / 4)
    return min(found)
