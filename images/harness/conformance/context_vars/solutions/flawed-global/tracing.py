"""What belongs to the task that runs, kept for all of them at once."""
import asyncio
import contextlib

LINES = []
_now = None


def current():
    return _now


def set_current(value):
    global _now
    before, _now = _now, value
    return before


def reset_to(token):
    set_current(token)


@contextlib.contextmanager
def bound(value):
    before = set_current(value)
    try:
        yield
    finally:
        set_current(before)


async def handle(name):
    set_current(name)
    await asyncio.sleep(0)
    return name, current()


async def follow(name):
    pass


async def steps(count):
    for n in range(count):
        await asyncio.sleep(0)
        yield f"{current()}{n}"


async def during(name, later, at_once):
    set_current(name)
    await asyncio.sleep(0)
    at_once()
    await later()


async def tagged(give):
    await give()
    return "<>"


def apply(function, value):
    function(value)


def log(text):
    LINES.append(f"{current()}: {text}")
