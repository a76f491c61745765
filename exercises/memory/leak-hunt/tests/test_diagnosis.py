"""leaks.json names the four lines."""

from __future__ import annotations

import json

import assay
from candidate import GIVEN

STORES = ["_listeners.append(", "_answered[req[", "_errors.append(", "@lru_cache("]


def leak_lines() -> list[int]:
    """Give the numbers of the lines in the given file that put something where it stays."""
    return [number for number, line in enumerate(GIVEN.splitlines(), start=1) if any(store in line for store in STORES)]


def test_the_diagnosis_names_the_four_leaks_and_no_other_line():
    entries = json.loads(assay.source("leaks.json"))
    assert isinstance(entries, list), "leaks.json is a list"
    for entry in entries:
        assert isinstance(entry, dict) and set(entry) == {"line", "holder", "reason"}, f"each entry has line, holder and reason: {entry}"
        assert type(entry["line"]) is int, f"line is a whole number: {entry}"
        assert all(isinstance(entry[key], str) and entry[key].strip() for key in ("holder", "reason")), f"holder and reason are text: {entry}"
    named = sorted(entry["line"] for entry in entries)
    found = [leak for leak in leak_lines() if any(abs(line - leak) <= 2 for line in named)]
    strays = [line for line in named if not any(abs(line - leak) <= 2 for leak in leak_lines())]
    assert not strays, f"lines {strays} of service_as_given.py put nothing where it stays"
    assert len(found) == 4, f"{len(found)} of the four leaks are named"
    assert len(named) == 4, f"{len(named)} entries for four leaks"
