import asyncio
import contextlib
import itertools

cancelled = []


def countdown(start):
    while start:
        yield start
        start -= 1


def naturals():
    return itertools.count()


def batches(items, size):
    for at in range(0, len(items), size):
        yield items[at : at + size]


def averager():
    total, count, average = 0, 0, None
    while True:
        total += yield average
        count += 1
        average = total / count


def squares(limit):
    return (n * n for n in range(limit))


async def fetch_all(fetch, names):
    return await asyncio.gather(*(fetch(name) for name in names))


async def double(number):
    await asyncio.sleep(0)
    return 2 * number


async def ticks(count):
    for tick in range(count):
        await asyncio.sleep(0)
        yield tick


async def wait_for_ever():
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        cancelled.append("wait_for_ever")
        raise


class Connection:
    is_open = False

    async def __aenter__(self):
        self.is_open = True
        return self

    async def __aexit__(self, *error):
        self.is_open = False


@contextlib.contextmanager
def opened():
    log = []
    try:
        yield log
    finally:
        log.append("closed")
