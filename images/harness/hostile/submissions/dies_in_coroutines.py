"""Ends or stops its process while the tests await it."""

import os
import signal


async def double(number):
    os._exit(0)


async def fetch_all(fetch, names):
    await fetch("a")
    os.kill(os.getpid(), signal.SIGKILL)


async def ticks(count):
    yield 0
    os._exit(0)


async def wait_for_ever():
    os._exit(0)


class Connection:
    is_open = True

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        os._exit(0)


def __getattr__(name):
    return lambda *args: os._exit(0)
