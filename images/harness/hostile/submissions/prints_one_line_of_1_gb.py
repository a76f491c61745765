"""One print of a gigabyte, made of little memory."""

import sys


class Repeat:
    def __iter__(self):
        return ("a" * 100_000 for _ in range(10_000))


def __getattr__(name):
    def run(*args):
        sys.stdout.writelines(Repeat())
        return None

    return run
