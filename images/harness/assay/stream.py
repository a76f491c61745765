"""How the frames of a channel travel: on two pipes, one for each direction.

A frame is a length (4 bytes, big-endian), a kind (1 byte) and a body. Pipes, because a message through one costs the
kernel half of what it does through a socket (ADR 0015). The thread that makes a channel makes both and hands the other
ends over.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import select
import socket
import stat
import struct
from collections.abc import Callable, Sequence

from assay.errors import CannotCross, ProtocolError

FRAME_LIMIT = 64 << 20  # bytes in one frame
HEAD = struct.Struct(">IB")
CHUNK = 1 << 16  # bytes asked for at once: malloc maps and unmaps pages for every request of 128 KiB and more
WHOLE = select.PIPE_BUF  # a frame of no more bytes goes into a pipe whole, and comes out so
_BULK = 1 << 20  # what a pipe holds once a frame was larger than it holds at first

C, D, R, E, A, F, G, I, N, X, Z, Q, V = b"CDREAFGINXZQV"


class ChannelClosed(BaseException):
    """The other end was closed: its process, or its thread, is gone."""


CLOSED = (BrokenPipeError, ValueError)
"""What writing to a pipe raises whose other end is closed, or this one: a finaliser outlived its thread's channel."""


class Stream:
    """One side's ends of the two pipes. Only the thread that owns the channel may use it.

    ``wait`` is called before every read, with the descriptor that is read from.
    """

    def __init__(self, reading: int, writing: int, wait: Callable[[int], None]) -> None:
        self.reading = io.FileIO(reading, "rb")
        self.writing = io.FileIO(writing, "wb")
        self.buffer = bytearray()  # what was read and not yet taken
        self._wait = wait
        self._grown = False

    def fileno(self) -> int:
        """The descriptor that frames arrive on."""
        return self.reading.fileno()

    def close(self) -> None:
        """Close both ends; the thread at the other side then finishes."""
        self.reading.close()
        self.writing.close()

    def send(self, data: bytes | memoryview) -> None:
        """Write all of it."""
        try:
            if len(data) > CHUNK and not self._grown:
                self._grown = True
                with contextlib.suppress(OSError):  # a user may have so many pages in pipes
                    fcntl.fcntl(self.writing, fcntl.F_SETPIPE_SZ, _BULK)
            sent = self.writing.write(data)
            while sent is not None and sent < len(data):
                data = memoryview(data)[sent:]
                sent = self.writing.write(data)
        except CLOSED as error:
            raise ChannelClosed from error
        if sent is None:
            raise ChannelClosed

    def complete(self) -> bool:
        """Whether a whole frame has been read."""
        buffer = self.buffer
        if len(buffer) < 5:
            return False
        size: int = HEAD.unpack_from(buffer)[0]
        if not 1 <= size <= FRAME_LIMIT + 1:
            raise ProtocolError(f"a frame of {size} bytes; the limit is {FRAME_LIMIT}")
        return len(buffer) >= size + 4

    def pop(self) -> tuple[int, bytes]:
        """Take that frame: its kind and its body."""
        buffer = self.buffer
        size, kind = HEAD.unpack_from(buffer)
        if len(buffer) == size + 4:
            body = bytes(buffer[5:])
            buffer.clear()
        else:
            body = bytes(buffer[5 : size + 4])
            del buffer[: size + 4]
        return kind, body

    def receive(self) -> None:
        """Wait for more bytes and read them."""
        self._wait(self.reading.fileno())
        data = self.reading.read(_BULK if self.buffer else CHUNK)
        if not data:
            raise ChannelClosed
        self.buffer += data


def frame(kind: int, body: bytes) -> bytes:
    """A frame as it is written. CannotCross if it would be larger than one may be."""
    if len(body) > FRAME_LIMIT:
        raise CannotCross(
            f"a value of {len(body) >> 20} MiB cannot cross to the other process (the limit is "
            f"{FRAME_LIMIT >> 20} MiB); make it there with assay.probe(...) or write it to a file in assay.scratch"
        )
    return HEAD.pack(len(body) + 1, kind) + body


def make(link: socket.socket, message: bytes) -> tuple[int, int]:
    """Two new pipes: the other side's ends go over ``link`` with a message, ours are what comes back.

    OSError if the other side is gone, or there are no descriptors left.
    """
    theirs, writing = os.pipe()
    reading, their_writing = os.pipe()
    try:
        socket.send_fds(link, [message], [theirs, their_writing])
    except OSError:
        os.close(writing)
        os.close(reading)
        raise
    finally:
        os.close(theirs)
        os.close(their_writing)
    return reading, writing


def take(fds: Sequence[int]) -> tuple[int, int] | None:
    """The ends of a channel that the other side has made; None, and closed, if they are anything else."""
    if len(fds) != 2 or not all(stat.S_ISFIFO(os.fstat(fd).st_mode) for fd in fds):
        for fd in fds:
            os.close(fd)
        return None
    for fd in fds:
        os.set_inheritable(fd, False)
    return fds[0], fds[1]
