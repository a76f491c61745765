"""Ends its process with status 0 in the middle of a call."""

import os


def __getattr__(name):
    return lambda *args: os._exit(0)
