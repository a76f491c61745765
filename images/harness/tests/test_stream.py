"""Frames on pipes: how the bytes of the proxy's channels travel."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator

import pytest

from assay import stream
from assay.errors import CannotCross, ProtocolError
from assay.stream import ChannelClosed, Stream, frame

type Pair = tuple[Stream, Stream]


@pytest.fixture
def pair() -> Iterator[Pair]:
    near, far = socket.socketpair()
    with near, far:
        ours = stream.make(near, b"x")
        theirs = stream.take(socket.recv_fds(far, 1, 2)[1])
    assert theirs is not None
    made = Stream(*ours, lambda fd: None), Stream(*theirs, lambda fd: None)
    yield made
    for end in made:
        end.close()


def received(end: Stream) -> tuple[int, bytes]:
    while not end.complete():
        end.receive()
    return end.pop()


@pytest.mark.parametrize("size", [0, 1, stream.WHOLE, stream.CHUNK, stream.CHUNK + 1, 5_000_000])
def test_frames_of_any_size_arrive_both_ways(size: int, pair: Pair) -> None:
    body = os.urandom(size)
    for sender, receiver in (pair, pair[::-1]):
        thread = threading.Thread(target=lambda end=sender: [end.send(frame(stream.R, body)), end.send(b"\0\0\0\1Z")])
        thread.start()
        assert received(receiver) == (stream.R, body)
        assert received(receiver) == (stream.Z, b"")
        thread.join()


def test_a_closed_end_is_noticed_by_both_ways_of_using_it(pair: Pair) -> None:
    pair[1].close()
    with pytest.raises(ChannelClosed):
        pair[0].receive()
    with pytest.raises(ChannelClosed):
        pair[0].send(b"x")


def test_a_pipe_that_does_not_wait_counts_as_closed(pair: Pair) -> None:
    """Whoever makes a pipe can have its other end not wait."""
    for end in (pair[0].reading, pair[0].writing):
        os.set_blocking(end.fileno(), False)
    with pytest.raises(ChannelClosed):
        pair[0].receive()
    with pytest.raises(ChannelClosed):
        pair[0].send(b"x" * 5_000_000)


@pytest.mark.parametrize("size", [0, stream.FRAME_LIMIT + 2, (1 << 32) - 1])
def test_a_frame_of_a_size_that_may_not_be_is_refused_at_its_head(size: int, pair: Pair) -> None:
    pair[0].send(size.to_bytes(4) + b"R")
    with pytest.raises(ProtocolError, match="a frame of"):
        received(pair[1])


def test_a_body_that_is_too_large_is_not_sent() -> None:
    with pytest.raises(CannotCross, match="64 MiB"):
        frame(stream.R, bytes(stream.FRAME_LIMIT + 1))


def test_what_is_handed_over_stays_out_of_programs_that_are_run(pair: Pair) -> None:
    for end in pair:
        assert not os.get_inheritable(end.reading.fileno())
        assert not os.get_inheritable(end.writing.fileno())


def test_nothing_but_two_pipes_is_taken() -> None:
    pipe, (near, far) = os.pipe(), socket.socketpair()
    with near, far:
        for fds in ([], [pipe[0]], [pipe[0], pipe[1], pipe[0]], [near.fileno(), pipe[1]], [pipe[0], far.fileno()]):
            copies = [os.dup(fd) for fd in fds]
            assert stream.take(copies) is None
            for fd in copies:
                with pytest.raises(OSError):
                    os.fstat(fd)
    for fd in pipe:
        os.close(fd)
