"""Hands over descriptors of every kind where a channel is expected, many at once."""

import os
import socket

from assay import peer


def __getattr__(name):
    def run(*args):
        spawn = peer.current()._spawn
        pipe = os.pipe()
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        file = os.open("/work/solution.py", os.O_RDONLY)
        socket.send_fds(spawn, [b"x" * 64], [listener.fileno(), file])
        socket.send_fds(spawn, [b"x" * 64], [pipe[0], pipe[0]])
        for _ in range(200):
            reading, mine = os.pipe()
            theirs, writing = os.pipe()
            os.set_blocking(reading, False)
            socket.send_fds(spawn, [b"\xff" * 64], [reading, writing])
            os.write(mine, b"\0\0\0\5C[1]]")
        socket.send_fds(spawn, [b"name" * 16], [pipe[0], pipe[1], file])
        socket.send_fds(spawn, [b"y" * 3], [file])
        spawn.sendall(b"z" * 10_000)
        return 41

    return run
