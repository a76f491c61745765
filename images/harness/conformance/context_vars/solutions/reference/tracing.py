"""What belongs to the task that runs."""
import asyncio
import contextlib
import contextvars

LINES = []
_current = contextvars.ContextVar("current", default=None)


def current():
    return _current.get()


def set_current(value):
    return _current.set(value)


def reset_to(token):
    _current.reset(token)


@contextlib.contextmanager
def bound(value):
    token = _current.set(value)
    try:
        yield
    finally:
        _current.reset(token)


async def handle(name):
    _current.set(name)
    await asyncio.sleep(0)
    return name, current()


async def follow(name):
    await asyncio.sleep(0)
    _current.set(name)


async def steps(count):
    for n in range(count):
        await asyncio.sleep(0)
        yield f"{current()}{n}"


async def during(name, later, at_once):
    _current.set(name)
    await asyncio.sleep(0)
    at_once()
    await later()


async def tagged(give):
    return f"<{await give()}>"


def apply(function, value):
    function(value)


def log(text):
    LINES.append(f"{current()}: {text}")
