"""The Python half of the frames, held to the vectors it shares with the Go half."""

from __future__ import annotations

import os
import pathlib
import socket
import struct
import threading

import pytest

from assay import frames

VECTORS = pathlib.Path(os.environ.get("ASSAY_VECTORS", ""))
if not os.environ.get("ASSAY_VECTORS"):
    VECTORS = pathlib.Path(__file__).resolve().parents[3] / "runner/wire/testdata/vectors"
NAMES = sorted(path.name for path in VECTORS.glob("*.txt"))


def stream_of(text: str) -> tuple[str, frames.Direction, bytes]:
    head, _, body = text.partition("\n\n")
    expect, direction, note = (line.partition(": ")[2] for line in head.split("\n"))
    assert note
    return expect, direction, bytes.fromhex("".join(body.split()))  # type: ignore[return-value]


def read_all(stream: bytes, direction: frames.Direction) -> list[frames.Message]:
    """Reads a stream through a pipe, as the harness does."""
    reader, writer = os.pipe()

    def feed() -> None:
        try:
            with open(writer, "wb") as out:
                out.write(stream)
        except BrokenPipeError:
            pass

    feeder = threading.Thread(target=feed)
    feeder.start()
    messages = []
    try:
        while (message := frames.read(reader, direction)) is not None:
            messages.append(message)
    finally:
        os.close(reader)
        feeder.join()
    return messages


def test_there_are_vectors() -> None:
    assert NAMES, f"no vectors in {VECTORS}"


@pytest.mark.parametrize("name", NAMES)
def test_vector(name: str) -> None:
    expect, direction, stream = stream_of((VECTORS / name).read_text())
    if expect == "ok":
        messages = read_all(stream, direction)
        again = b""
        for message in messages:
            body = frames.encode(message, direction)
            again += struct.pack(">I", len(body)) + body
        assert read_all(again, direction) == messages
    else:
        with pytest.raises(frames.FrameError) as refusal:
            read_all(stream, direction)
        assert refusal.value.kind == expect


def test_every_message_has_an_ok_vector() -> None:
    seen = set()
    for name in NAMES:
        expect, direction, stream = stream_of((VECTORS / name).read_text())
        if expect == "ok":
            seen |= {(direction, message["type"]) for message in read_all(stream, direction)}
    assert seen == {(d, kind) for d, kinds in frames._MESSAGES.items() for kind in kinds}


def test_claim_of_two_gib_is_refused_from_its_header() -> None:
    reader, writer = os.pipe()
    os.write(writer, struct.pack(">I", 2 << 30))
    with pytest.raises(frames.FrameError, match="too-long"):
        frames.read(reader, "go-to-grader")  # the writer is open: waiting for a body would hang
    os.close(reader)
    os.close(writer)


def test_what_is_written_must_be_right_for_its_direction() -> None:
    with pytest.raises(frames.FrameError) as refusal:
        frames.encode({"type": "start", "test": 1}, "go-to-grader")
    assert refusal.value.kind == "unknown-type"
    with pytest.raises(frames.FrameError) as refusal:
        frames.encode({"type": "broken", "message": "x" * (1 << 20), "detail": ""}, "grader-to-go")
    assert refusal.value.kind == "too-long"


def test_bytes_cross_as_base64() -> None:
    message = {"type": "load", "files": [{"path": "a.bin", "data": bytes(range(256))}]}
    assert frames.decode(frames.encode(message, "go-to-warden"), "go-to-warden") == message


def test_descriptors_travel_with_their_frame() -> None:
    left, right = socket.socketpair()
    reader, writer = os.pipe()
    try:
        frames.send_with(left, b"{}", [writer])
        frames.send_with(left, b'{"a":1}')
        body, fds = frames.receive_with(right, 100, 4)
        assert body == b"{}" and len(fds) == 1
        assert not os.get_inheritable(fds[0])
        os.write(fds[0], b"through")
        assert os.read(reader, 10) == b"through"
        os.close(fds[0])
        assert frames.receive_with(right, 100, 4) == (b'{"a":1}', [])
        left.close()
        assert frames.receive_with(right, 100, 4) == (None, [])
    finally:
        right.close()
        os.close(reader)
        os.close(writer)


def test_more_descriptors_than_allowed_are_refused_and_closed() -> None:
    left, right = socket.socketpair()
    with left, right:
        before = len(os.listdir("/proc/self/fd"))
        frames.send_with(left, b"{}", [0, 0, 0, 0, 0, 0, 0, 0])
        with pytest.raises(frames.FrameError):
            frames.receive_with(right, 100, 2)
        assert len(os.listdir("/proc/self/fd")) == before


def test_large_frame_crosses_a_socket() -> None:
    left, right = socket.socketpair()
    body = frames.pack({"x": "y" * 3_000_000})
    with left, right:
        sender = threading.Thread(target=frames.send_with, args=(left, body))
        sender.start()
        assert frames.receive_with(right, 1 << 22, 4) == (body, [])
        sender.join()
