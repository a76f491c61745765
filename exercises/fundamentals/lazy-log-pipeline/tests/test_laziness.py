"""When the source is read, and what becomes of it."""

from __future__ import annotations

from itertools import islice

import assay
import pytest
from logs import breaking, counted, endless
from solution import only, read

CLOSE_EARLY = """
from solution import only, read

events = []

def source():
    try:
        for number in range(1000):
            yield f"{number}.0 /a 503 5\\n"
    finally:
        events.append("released")

chain = only(read(source()), min_status=500)
next(chain)
before = list(events)
close = getattr(chain, "close", None)
if close is not None:
    close()
(close is not None, before, list(events))
"""


def test_nothing_is_read_before_it_is_needed():
    given: list[str] = []
    lines = [f"{number}.0 /a {503 if number in (3, 6) else 200} 5\n" for number in range(10)]
    chain = only(read(counted(lines, given)), min_status=500)
    assert len(given) == 0, "building the chain read lines; nobody has asked for an entry yet"
    assert next(chain) == (3.0, "/a", 503, 5)
    assert len(given) == 4, f"the first match is on line 4, but {len(given)} lines were read to find it"
    assert next(chain) == (6.0, "/a", 503, 5)
    assert len(given) == 7, f"the second match is on line 7, but {len(given)} lines were read to find it"


def test_an_endless_log_still_gives_its_first_matches():
    found = list(islice(only(read(endless(match_every=100, most=2000)), min_status=500), 5))
    assert [entry.ts for entry in found] == [100.0, 200.0, 300.0, 400.0, 500.0]


def test_an_error_of_the_source_arrives_after_the_entries_before_it():
    for error in (OSError("the disk went away"), ValueError("not UTF-8")):
        entries = []
        with pytest.raises(type(error)) as caught:
            for entry in read(breaking(error)):
                entries.append(entry)
        assert caught.value.args == error.args, "the error should arrive as the source raised it"
        assert entries == [(1.0, "/a", 200, 5), (2.0, "/b", 500, 7)], f"the entries before the error come first; got {entries}"


def test_read_gives_a_one_shot_iterator():
    entries = read(["1.0 /a 200 5\n", "2.0 /b 200 5\n"])
    assert iter(entries) is entries, "an iterator is its own iterator: iter(it) is it"
    assert next(entries) == (1.0, "/a", 200, 5)
    assert list(entries) == [(2.0, "/b", 200, 5)], "a second loop goes on where the first one stopped"
    assert list(entries) == [], "an iterator that has come to its end stays there"


def test_closing_the_chain_releases_the_source_at_once():
    has_close, before, after = assay.probe(CLOSE_EARLY)
    assert has_close, "what only() returns has no close(), so a caller who stops early cannot release the source"
    assert before == [], "the source was read to its end for the sake of one entry"
    assert after == ["released"], "close() returned while the source was still open: its finally block has not run"
