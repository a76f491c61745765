"""What the four functions return."""

from __future__ import annotations

from itertools import zip_longest

import pytest
from logs import golden
from solution import Entry, only, per_path, read, slowest


def test_bad_lines_are_skipped_wherever_they_stand():
    lines, rows = golden()
    entries = list(read(lines))
    for position, (entry, row) in enumerate(zip_longest(entries, rows)):
        assert entry == row, (
            f"good line number {position} should give {row}, got {entry}; "
            "a bad line is skipped and reading goes on after it"
        )
    first = entries[0]
    assert (first.ts, first.path, first.status, first.ms) == rows[0]


def test_only_keeps_the_minimum_itself_and_the_order():
    entries = [Entry(1.0, "/a", 499, 1), Entry(2.0, "/b", 500, 1), Entry(3.0, "/c", 200, 1), Entry(4.0, "/d", 503, 1)]
    assert [entry.path for entry in only(entries, min_status=500)] == ["/b", "/d"]


def test_equally_slow_entries_stay_in_log_order():
    entries = [Entry(9.0, "/first", 200, 70), Entry(5.0, "/fast", 200, 3), Entry(2.0, "/second", 200, 70)]
    entries += [Entry(7.0, "/slowest", 200, 90), Entry(8.0, "/third", 200, 70)]
    assert [entry.path for entry in slowest(entries, 3)] == ["/slowest", "/first", "/second"], (
        "slowest first; of entries with the same ms, the one that came first in the log goes first"
    )


def test_slowest_accepts_zero_and_more_than_there_are():
    entries = [Entry(1.0, "/a", 200, 4), Entry(2.0, "/b", 200, 8)]
    assert slowest(entries, 0) == []
    assert slowest(entries, 5) == [(2.0, "/b", 200, 8), (1.0, "/a", 200, 4)]
    assert slowest([], 3) == []


def test_per_path_counts_and_averages():
    _, rows = golden()
    result = per_path([Entry(*row) for row in rows])
    assert sorted(result) == [f"/item/{number}" for number in range(7)]
    for path, (count, mean) in result.items():
        durations = [row[3] for row in rows if row[1] == path]
        assert count == len(durations), f"{path} has {len(durations)} entries"
        assert mean == pytest.approx(sum(durations) / len(durations)), f"mean ms of {path}"
    assert per_path([]) == {}
