"""Raises asyncio.CancelledError, also out of generators and context managers."""

import asyncio


class Anything:
    def __getattr__(self, name):
        raise asyncio.CancelledError("x")

    __enter__ = __exit__ = __aenter__ = __aexit__ = lambda self, *args: self.x
    __iter__ = __next__ = __aiter__ = __anext__ = __await__ = lambda self: self.x


def __getattr__(name):
    def fail(*args):
        if len(name) % 2:
            return Anything()
        raise asyncio.CancelledError("x")

    return fail
