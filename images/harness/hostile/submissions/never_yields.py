"""Generators and coroutines that never come to anything."""

import asyncio
import time


def countdown(start):
    while True:
        time.sleep(60)
        yield 1


naturals = averager = countdown
batches = lambda items, size: countdown(1)
squares = countdown


async def double(number):
    while True:
        try:
            await asyncio.Event().wait()
        except BaseException:
            pass


async def fetch_all(fetch, names):
    await double(1)


async def ticks(count):
    await double(1)
    yield 1


wait_for_ever = lambda: double(1)


class Connection:
    async def __aenter__(self):
        await double(1)

    async def __aexit__(self, *error):
        return True


def opened():
    return Connection()
