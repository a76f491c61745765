"""Writes noise to every descriptor it has, the proxy's channel among them."""

import os


def __getattr__(name):
    def run(*args):
        for fd in range(64):
            try:
                os.write(fd, os.urandom(4096))
            except OSError:
                pass
        return 41

    return run
