"""Framing: 4 bytes big-endian length, then that many bytes of a JSON object.

The Python half of the protocol that the Go package ``runner/wire`` specifies; both are
held to ``runner/wire/testdata/vectors``. ``read`` and ``write`` work on any descriptor,
so pipes and sockets alike; descriptors themselves travel with ``send_with`` and
``receive_with``. Every refusal is a ``FrameError`` whose ``kind`` is one of the words of
the specification.
"""

from __future__ import annotations

import array
import base64
import binascii
import json
import math
import os
import socket
import struct
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

__all__ = [
    "MAX_FROM_CONTAINER",
    "MAX_TO_CONTAINER",
    "VERSION",
    "Direction",
    "FrameError",
    "decode",
    "encode",
    "from_base64",
    "limit_of",
    "pack",
    "read",
    "read_body",
    "receive_with",
    "send_with",
    "take_streams",
    "unpack",
    "write",
    "write_body",
]

VERSION: Final = 6
MAX_FROM_CONTAINER: Final = 1 << 20
"""Longest body towards Go, in bytes."""
MAX_TO_CONTAINER: Final = 64 << 20
"""Longest body towards a container, in bytes."""

Direction = Literal["go-to-grader", "grader-to-go", "go-to-warden", "warden-to-go", "go-to-service", "service-to-go"]
Kind = Literal["too-long", "truncated", "malformed", "unknown-type", "unknown-field", "bad-version"]
Message = dict[str, Any]

_CHUNK: Final = 1 << 16
_HEADER: Final = struct.Struct(">I")
_INT_MIN: Final = -(1 << 63)
_INT_MAX: Final = (1 << 63) - 1


class FrameError(Exception):
    """A frame that may not be: ``kind`` says which rule it breaks."""

    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind: Kind = kind


# A field's rule is "text", "integer", "number", "bytes", [rule of the elements] or
# {name: rule} for an object. All fields are required and nothing else may be there.
_FILES: Final = [{"path": "text", "data": "bytes"}]
_MEASURE: Final = {"value": "number", "method": "text"}
_BOUND: Final = {"message": "text", "value": "number", "relation": "text", "bound": "number", "unit": "text"}
_POINT: Final = {"panel": "text", "series": "text", "x": "number", "y": "number", "unit": "text"}
_OUTPUT: Final = {"text": "text", "dropped_bytes": "integer"}
_USAGE: Final = {
    name: _MEASURE
    for name in ("cpu_s", "memory_peak_bytes", "memory_bytes", "pids", "pids_peak", "oom_kills")
}
_MESSAGES: Final[Mapping[Direction, Mapping[str, Mapping[str, Any]]]] = {
    "go-to-grader": {
        "hello": {"v": "integer"},
        "next": {},
        "suite": {
            "v": "integer",
            "files": _FILES,
            "submission": _FILES,
            "limits": {
                "wall_s": "number",
                "test_s": "number",
                "memory_bytes": "integer",
                "output_bytes": "integer",
            },
            "runtime_skips": "text",
            "feedback": "text",
            "services": [{"name": "text", "admin": "text", "candidate": "text"}],
            "memo": "text",
        },
    },
    "grader-to-go": {
        "ready": {"v": "integer", "role": "text", "python": "text"},
        "collected": {"tests": ["text"], "skipped": ["text"], "memo": "text"},
        "broken": {"message": "text", "detail": "text"},
        "start": {"test": "integer"},
        "points": {"test": "integer", "points": [_POINT], "notes": [{"name": "text", "text": "text"}]},
        "result": {
            "test": "integer",
            "outcome": "text",
            "message": "text",
            "wall_s": "number",
            "cpu_s": "number",
            "memory_bytes": "integer",
            "bounds": [_BOUND],
        },
        "done": {
            "stopped": "text",
            "reason": "text",
            "usage": _USAGE,
            "stdout": _OUTPUT,
            "stderr": _OUTPUT,
        },
    },
    "go-to-warden": {
        "hello": {"v": "integer"},
        "load": {"files": _FILES},
        "join": {},
        "usage": {},
        "next": {},
    },
    "warden-to-go": {
        "ready": {
            "v": "integer",
            "role": "text",
            "python": "text",
            "cgroup": "integer",
        },
        "loaded": {"baseline_bytes": "integer"},
        "usage": _USAGE,
    },
    "go-to-service": {"serve": {"v": "integer", "admin": "text", "candidate": "text"}},
    "service-to-go": {"ready": {"v": "integer", "role": "text"}},
}


def take_streams() -> tuple[int, int]:
    """Gives descriptors of what was standard input and output, which are then /dev/null for everybody else."""
    into, out = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    return into, out


def limit_of(direction: Direction) -> int:
    """Gives the longest body of a direction, in bytes."""
    return MAX_FROM_CONTAINER if direction.endswith("-to-go") else MAX_TO_CONTAINER


def unpack(body: bytes) -> Message:
    """Parses a body that must be one JSON object, with no name twice and no NaN.

    Raises ``FrameError`` ("malformed").
    """
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
        )
    except (ValueError, RecursionError) as error:
        raise FrameError("malformed", str(error)[:200]) from error
    if not isinstance(value, dict):
        raise FrameError("malformed", "not an object")
    return value


def _object(pairs: list[tuple[str, Any]]) -> Message:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name is there twice")
    return members


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError("a number out of range")
    return number


def pack(message: Mapping[str, Any]) -> bytes:
    """Writes an object as a body; bytes become base64, lone surrogates stay escaped."""
    try:
        return json.dumps(
            message, ensure_ascii=False, allow_nan=False, default=_base64, separators=(",", ":")
        ).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(
            message, ensure_ascii=True, allow_nan=False, default=_base64, separators=(",", ":")
        ).encode("ascii")


def _base64(value: object) -> str:
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode("ascii")
    raise TypeError(f"{type(value).__name__} has no place in a frame")


def decode(body: bytes, direction: Direction) -> Message:
    """Gives the message of a body, its base64 fields as bytes.

    Raises ``FrameError`` for anything the direction does not allow.
    """
    message = unpack(body)
    kind = message.get("type")
    if not isinstance(kind, str):
        raise FrameError("malformed", "no type")
    fields = _MESSAGES[direction].get(kind)
    if fields is None:
        raise FrameError("unknown-type", f"{kind[:40]!r} does not go {direction}")
    if "v" in fields and type(message.get("v")) is int and message["v"] != VERSION:
        raise FrameError("bad-version", f"{message['v']}, not {VERSION}")
    checked: Message = _checked("message", message, {"type": "text", **fields})
    return checked


def encode(message: Mapping[str, Any], direction: Direction) -> bytes:
    """Gives the body of a message that must be right for its direction.

    Raises ``FrameError``, as ``decode`` would at the other end, and for a body too long.
    """
    body = pack(message)
    decode(body, direction)
    if len(body) > limit_of(direction):
        raise FrameError("too-long", f"{len(body)} bytes, at most {limit_of(direction)}")
    return body


def _checked(name: str, value: Any, rule: Any) -> Any:
    if isinstance(rule, Mapping):
        if not isinstance(value, dict):
            raise FrameError("malformed", f"{name} is not an object")
        for member in value:
            if member not in rule:
                raise FrameError("unknown-field", f"{member[:40]!r} in {name}")
        if len(value) != len(rule):
            raise FrameError("malformed", f"a field of {name} is missing")
        return {member: _checked(member, value[member], rule[member]) for member in rule}
    if isinstance(rule, list):
        if not isinstance(value, list):
            raise FrameError("malformed", f"{name} is not a list")
        return [_checked(name, element, rule[0]) for element in value]
    if rule == "integer":
        if type(value) is not int or not _INT_MIN <= value <= _INT_MAX:
            raise FrameError("malformed", f"{name} is not an integer")
    elif rule == "number":
        if type(value) not in (int, float):
            raise FrameError("malformed", f"{name} is not a number")
    elif type(value) is not str:
        raise FrameError("malformed", f"{name} is not a text")
    elif rule == "bytes":
        return from_base64(name, value)
    return value


def from_base64(name: str, value: str) -> bytes:
    """Gives the bytes of a base64 field. Raises ``FrameError`` ("malformed")."""
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise FrameError("malformed", f"{name} is not base64") from error


def read_body(fd: int, limit: int) -> bytes | None:
    """Reads one frame's body from a blocking descriptor; ``None`` at the end of the stream.

    The length is judged before anything is allocated, and memory grows with what arrives,
    not with what was claimed. Raises ``FrameError`` ("too-long", "truncated").
    """
    head = _exactly(fd, _HEADER.size)
    if not head:
        return None
    if len(head) < _HEADER.size:
        raise FrameError("truncated", "in its header")
    (length,) = _HEADER.unpack(head)
    if length > limit:
        raise FrameError("too-long", f"{length} bytes, at most {limit}")
    body = _exactly(fd, length)
    if len(body) < length:
        raise FrameError("truncated", "in its body")
    return body


def _exactly(fd: int, length: int) -> bytes:
    """Reads length bytes, or fewer where the stream ends first."""
    parts = bytearray()
    while len(parts) < length:
        part = os.read(fd, min(length - len(parts), _CHUNK))
        if not part:
            break
        parts += part
    return bytes(parts)


def write_body(fd: int, body: bytes) -> None:
    """Writes one frame to a blocking descriptor. Raises ``OSError`` when the peer is gone."""
    rest = memoryview(_HEADER.pack(len(body)) + body)
    while rest:
        rest = rest[os.write(fd, rest) :]


def read(fd: int, direction: Direction) -> Message | None:
    """Reads one message; ``None`` at the end of the stream. Raises ``FrameError``."""
    body = read_body(fd, limit_of(direction))
    return None if body is None else decode(body, direction)


def write(fd: int, message: Mapping[str, Any], direction: Direction) -> None:
    """Writes one message. Raises ``FrameError`` before anything is written, or ``OSError``."""
    write_body(fd, encode(message, direction))


def send_with(sock: socket.socket, body: bytes, fds: Sequence[int] = ()) -> None:
    """Writes one frame and hands over descriptors with its first byte."""
    data = _HEADER.pack(len(body)) + body
    ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
    sent = sock.sendmsg([data], ancillary, socket.MSG_NOSIGNAL)
    if sent < len(data):
        sock.sendall(data[sent:], socket.MSG_NOSIGNAL)


def receive_with(sock: socket.socket, limit: int, fds: int) -> tuple[bytes | None, list[int]]:
    """Reads one frame with the descriptors it brings, at most ``fds``, closed on exec.

    Gives ``(None, [])`` at the end of the stream. Raises ``FrameError``; then no descriptor
    is kept.
    """
    size = array.array("i").itemsize
    head, ancillary, flags, _ = sock.recvmsg(
        _HEADER.size, socket.CMSG_SPACE(fds * size), socket.MSG_CMSG_CLOEXEC
    )
    received = array.array("i")
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            received.frombytes(data[: len(data) - len(data) % size])
    try:
        if flags & socket.MSG_CTRUNC:
            raise FrameError("malformed", "more descriptors than it may bring")
        if not head and not received:
            return None, []
        head += _exactly(sock.fileno(), _HEADER.size - len(head))
        if len(head) < _HEADER.size:
            raise FrameError("truncated", "in its header")
        (length,) = _HEADER.unpack(head)
        if length > limit:
            raise FrameError("too-long", f"{length} bytes, at most {limit}")
        body = _exactly(sock.fileno(), length)
        if len(body) < length:
            raise FrameError("truncated", "in its body")
    except FrameError:
        for fd in received:
            os.close(fd)
        raise
    return body, list(received)
