"""Closes every descriptor."""

import os


def __getattr__(name):
    return lambda *args: os.closerange(0, 4096)
