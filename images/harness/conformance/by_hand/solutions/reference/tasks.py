"""Coroutines, and a loop that runs them without asyncio."""
from collections import deque

CLOSED = []


class Tick:
    """Gives its value to the loop, and back to whoever awaits it."""

    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield self.value
        return self.value


class _Question:
    def __await__(self):
        return (yield "more")


async def countdown(n):
    try:
        while n:
            await Tick(n)
            n -= 1
    except GeneratorExit:
        CLOSED.append(n)
        raise
    return "done"


async def total(count):
    found = 0
    try:
        for _ in range(count):
            found += await _Question()
    except ValueError as error:
        return str(error)
    return found


async def letters(text):
    for letter in text:
        await Tick(letter)
        yield letter.upper()


async def wrapped(coroutine):
    return await coroutine


class Loop:
    """Runs coroutines in turn."""

    def __init__(self):
        self.ready = deque()

    def add(self, coroutine):
        self.ready.append(coroutine)

    def run(self):
        results = []
        while self.ready:
            task = self.ready.popleft()
            try:
                task.send(None)
            except StopIteration as stopped:
                results.append(stopped.value)
            else:
                self.ready.append(task)
        return results
