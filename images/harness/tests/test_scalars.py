"""Scalars as whole frames: fixed bytes, and what is refused."""

from __future__ import annotations

import math

import pytest

from assay.errors import ProtocolError
from assay.scalars import scalar_frame, scalar_in
from assay.stream import WHOLE

FRAMES = [
    (3, "0000000a 56 69 0000000000000003"),
    (-1, "0000000a 56 69 ffffffffffffffff"),
    ((1 << 63) - 1, "0000000a 56 69 7fffffffffffffff"),
    (-(1 << 63), "0000000a 56 69 8000000000000000"),
    (1.5, "0000000a 56 66 3ff8000000000000"),
    (math.inf, "0000000a 56 66 7ff0000000000000"),
    ("", "00000002 56 74"),
    ("aé\ud800", "00000008 56 74 61 c3a9 eda080"),
    (None, "00000002 56 6e"),
    (True, "00000002 56 31"),
    (False, "00000002 56 30"),
]


@pytest.mark.parametrize(("value", "text"), FRAMES, ids=[repr(value) for value, _ in FRAMES])
def test_a_scalar_has_these_bytes_and_comes_back(value: object, text: str) -> None:
    frame = scalar_frame(value)
    assert frame == bytes.fromhex(text)
    found = scalar_in(frame[5:])
    assert found == value and type(found) is type(value)


def test_nan_and_the_sign_of_zero_come_back() -> None:
    for value in (math.nan, -0.0):
        frame = scalar_frame(value)
        assert frame is not None
        assert repr(scalar_in(frame[5:])) == repr(value)


class Number(int): ...


class Text(str): ...


@pytest.mark.parametrize("value", [1 << 63, -(1 << 63) - 1, "x" * 1001, b"x", [], (), 1j, Number(1), Text("x"), int])
def test_anything_else_has_no_such_frame(value: object) -> None:
    assert scalar_frame(value) is None


def test_the_longest_goes_into_a_pipe_whole() -> None:
    frame = scalar_frame("\U0001f600" * 1000)
    assert frame is not None and len(frame) <= WHOLE


def test_a_short_text_is_the_same_object_whenever_it_is_an_answer() -> None:
    assert scalar_in(b"tname") is scalar_in(b"tname")


@pytest.mark.parametrize(
    "body",
    [b"", b"i", b"i" + bytes(7), b"i" + bytes(9), b"f", b"f" + bytes(9), b"n0", b"1 ", b"2", b"t\xff", b"t\xf8\x88",
     b"3", b'"x"', b"null"],
)  # fmt: skip
def test_what_is_no_scalar_is_refused(body: bytes) -> None:
    with pytest.raises(ProtocolError):
        scalar_in(body)
