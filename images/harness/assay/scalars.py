"""A scalar as the whole frame of an answer, V: a letter for its type, then its bytes.

Most calls of most suites give an integer, a truth value, None, a float or a short text. Written so, none of them can be
read as anything else, and reading one costs a fraction of what JSON does (ADR 0015).

=====  =========================================
i, f   an integer, a float: 8 bytes, big-endian
t      a text: UTF-8, surrogates as they are
n 1 0  None, True, False: nothing
=====  =========================================
"""

from __future__ import annotations

import struct
from sys import intern
from typing import Any

from assay.errors import ProtocolError
from assay.stream import HEAD, V

type Scalar = int | float | str | bool | None

_LONGEST = 1000  # characters; a longer text is written as any other value, so that these frames are short
SHARED = 100  # bytes; a text no longer is the same object whenever it crosses, as constants are
INT = struct.Struct(">6sq")
INT_HEAD = HEAD.pack(10, V) + b"i"
_FLOAT = struct.Struct(">6sd")
_FLOAT_HEAD = HEAD.pack(10, V) + b"f"
_CONSTANTS: dict[object, bytes] = {
    value: HEAD.pack(2, V) + letter for value, letter in ((None, b"n"), (True, b"1"), (False, b"0"))
}
_OF_LETTER: dict[bytes, Any] = {frame[HEAD.size :]: value for value, frame in _CONSTANTS.items()}


def scalar_frame(value: Any) -> bytes | None:
    """The frame of a small scalar; None for any other value."""
    kind = type(value)
    if kind is int:
        try:
            return INT.pack(INT_HEAD, value)
        except struct.error:  # of more than 64 bits
            return None
    if kind is str:
        if len(value) > _LONGEST:
            return None
        data: bytes = value.encode("utf-8", "surrogatepass")
        if len(data) <= SHARED:
            intern(value)
        return HEAD.pack(len(data) + 2, V) + b"t" + data
    if kind is float:
        return _FLOAT.pack(_FLOAT_HEAD, value)
    return _CONSTANTS[value] if value is None or kind is bool else None


def scalar_in(body: bytes) -> Scalar:
    """The scalar of such a frame's body; ProtocolError for what is none."""
    letter, data = body[:1], body[1:]
    if letter == b"t":
        try:
            text = data.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError as error:
            raise ProtocolError("a text that is none") from error
        return intern(text) if len(data) <= SHARED else text
    if letter in (b"i", b"f") and len(data) == 8:
        found: int | float = struct.unpack(">q" if letter == b"i" else ">d", data)[0]
        return found
    try:
        constant: bool | None = _OF_LETTER[body]
    except KeyError:
        raise ProtocolError("a scalar answer that is none") from None
    return constant
