"""Prints bytes that are no text, terminal escapes, and what looks like pytest's own output."""

import os


def __getattr__(name):
    def run(*args):
        os.write(1, bytes(range(256)) * 8 + b"\xff\xfe\xc0\x80")
        os.write(2, b"\x1b[2J\x1b[H\x1b]0;owned\x07\x1b[31m\x1bc\x9b2J")
        os.write(1, b"============ 38 passed in 0.01s ============\nPASSED\n")
        return None

    return run
