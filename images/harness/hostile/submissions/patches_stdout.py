"""Replaces its own streams by objects that lie, loop and raise."""

import sys


class Stream:
    def flush(self):
        raise KeyboardInterrupt

    def write(self, text):
        return self.write(text)

    def __getattr__(self, name):
        return self

    def __call__(self, *args):
        return self


def __getattr__(name):
    def run(*args):
        sys.stdout = sys.stderr = sys.stdin = sys.__stdout__ = Stream()
        return 41

    return run
