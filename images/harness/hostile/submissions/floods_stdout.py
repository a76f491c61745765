"""Prints for ever."""

import os


def __getattr__(name):
    def run(*args):
        while True:
            os.write(1, b"x" * 65536)

    return run
