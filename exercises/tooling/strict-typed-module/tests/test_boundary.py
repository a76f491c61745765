"""What comes from outside becomes a Row, or is refused."""

from __future__ import annotations

import assay
import pytest
from inventory import is_row, parse_row

PLACE = {"aisle": "A", "shelf": 3}
ROW = {"sku": "tea", "quantity": 2, "tags": ["hot", "green"], "place": PLACE}


def without(name):
    return {key: value for key, value in ROW.items() if key != name}


# What the type of a row does not allow.
NO_ROWS = {
    "none": None,
    "text": '{"sku": "tea", "quantity": 2, "tags": []}',
    "number": 7,
    "list of pairs": list(ROW.items()),
    "empty": {},
    "no sku": without("sku"),
    "no quantity": without("quantity"),
    "no tags": without("tags"),
    "sku is none": ROW | {"sku": None},
    "sku is a number": ROW | {"sku": 7},
    "quantity is none": ROW | {"quantity": None},
    "quantity is a text": ROW | {"quantity": "2"},
    "quantity is a float": ROW | {"quantity": 2.0},
    "tags are none": ROW | {"tags": None},
    "tags are a text": ROW | {"tags": "hot"},
    "a tag is none": ROW | {"tags": ["hot", None]},
    "a tag is a list": ROW | {"tags": [["hot"]]},
    "place is none": ROW | {"place": None},
    "place is a text": ROW | {"place": "A3"},
    "place is empty": ROW | {"place": {}},
    "no aisle": ROW | {"place": {"shelf": 3}},
    "aisle is none": ROW | {"place": {"aisle": None, "shelf": 3}},
    "shelf is none": ROW | {"place": {"aisle": "A", "shelf": None}},
    "shelf is a text": ROW | {"place": {"aisle": "A", "shelf": "3"}},
}
# What the type allows and the boundary does not.
STRANGE_ROWS = {
    "quantity is a boolean": ROW | {"quantity": True},
    "shelf is a boolean": ROW | {"place": {"aisle": "A", "shelf": False}},
    "another key": ROW | {"price": 4},
    "another key in the place": ROW | {"place": PLACE | {"side": "left"}},
}
ROWS = [ROW, without("place"), {"sku": "", "quantity": 0, "tags": []}, ROW | {"quantity": -1}]


@pytest.mark.parametrize("case", NO_ROWS | STRANGE_ROWS)
def test_parse_row_refuses(case):
    found = (NO_ROWS | STRANGE_ROWS)[case]
    try:
        row = parse_row(found)
    except ValueError:
        return
    except Exception as error:
        raise AssertionError(f"{found!r} is refused with ValueError, not by accident with {type(error).__name__}: {error}") from None
    raise AssertionError(f"{found!r} became the Row {row!r}: the types behind the boundary are a promise that nobody has checked")


def test_parse_row_gives_a_row():
    for row in ROWS:
        assert parse_row(row) == row, f"{row!r} is a row"


def test_is_row_follows_the_type():
    for case, found in NO_ROWS.items():
        assert is_row(found) is False, f"is_row({found!r}) ({case}): the checker takes it for a Row from here on, and it is none"
    for row in ROWS:
        assert is_row(row) is True, f"is_row({row!r}) is a row"
    for case, row in STRANGE_ROWS.items():
        assert is_row(row) is True, (
            f"is_row({row!r}) ({case}): the type allows it (a subtype may have more keys, True is an int), "
            "and where TypeIs says no, the checker believes that it is no Row. Only parse_row refuses it"
        )


BY_HAND = """
def parse_row(o):
    if not isinstance(o, dict):
        raise ValueError("no object")
    for key in o:
        if key not in ("sku", "quantity", "tags", "place"):
            raise ValueError(key)
    if not isinstance(o.get("sku"), str) or type(o.get("quantity")) is not int or not isinstance(o.get("tags"), list):
        raise ValueError("sku, quantity or tags")
    for tag in o["tags"]:
        if not isinstance(tag, str):
            raise ValueError("tag")
    if "place" in o:
        place = o["place"]
        if not isinstance(place, dict) or place.keys() != {"aisle", "shelf"} or not isinstance(place["aisle"], str) or type(place["shelf"]) is not int:
            raise ValueError("place")
    return o
"""
THEIRS = "from inventory import parse_row\n"
PARSE_MANY = """
rows = [{"sku": f"a{n}", "quantity": n, "tags": ["x", "y"], "place": {"aisle": "A", "shelf": n}} for n in range(1000)]
for _ in range(rounds):
    for row in rows:
        parse_row(row)
"""


def cpu_s(parser: str, rounds: int) -> float:
    """Give what parsing takes: of three runs the least, as noise only adds."""
    used = []
    for _ in range(3):
        with assay.meter() as meter:
            assay.probe(parser + PARSE_MANY, rounds=rounds)
        used.append(meter.cpu_s)
    return min(used) / rounds


def test_parsing_costs_little():
    by_hand = cpu_s(BY_HAND, 60)
    assay.bound(
        cpu_s(THEIRS, 10) / by_hand, at_most=15, unit="times",
        message="CPU of parse_row, as a multiple of isinstance checks written out by hand: what does not change between rows should not be found out for each of them",
    )
