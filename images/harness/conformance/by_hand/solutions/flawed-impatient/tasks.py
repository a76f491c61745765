"""Coroutines, and a loop that runs each to its end before the next."""
from collections import deque

CLOSED = []


class Tick:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield None
        return self.value


class _Question:
    def __await__(self):
        return (yield "more")


async def countdown(n):
    while n:
        await Tick(n)
        n -= 1


async def total(count):
    found = 0
    for _ in range(count):
        found = await _Question()
    return found


async def letters(text):
    for letter in text:
        yield letter


async def wrapped(coroutine):
    await coroutine


class Loop:
    def __init__(self):
        self.ready = deque()

    def add(self, coroutine):
        self.ready.append(coroutine)

    def run(self):
        results = []
        for task in self.ready:
            try:
                while True:
                    task.send(None)
            except StopIteration as stopped:
                results.append(stopped.value)
        return results
