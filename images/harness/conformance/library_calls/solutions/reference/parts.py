"""Parts that are meant to be handed to the standard library."""
import argparse
import asyncio
import contextlib
import io
import json
import logging
import string


class Stack:
    def __init__(self, items=()):
        self.items = list(items)

    def push(self, item):
        self.items.append(item)
        return self

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(self.items)


def negative(number):
    return -number


def compare(left, right):
    return (left > right) - (left < right)


def shout(match):
    return match.group(0).upper()


def add(left, right):
    return left + right


def is_even(number):
    return number % 2 == 0


class Encoder(json.JSONEncoder):
    def default(self, value):
        if isinstance(value, set):
            return sorted(value)
        if hasattr(value, "to_json"):
            return value.to_json()
        return super().default(value)


def decode(mapping):
    return Stack(mapping["items"]) if "items" in mapping else mapping


class Writer:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)

    def flush(self):
        pass


class Lines(io.TextIOBase):
    """A file that gives given lines."""

    def __init__(self, lines):
        self._lines = iter(lines)

    def readable(self):
        return True

    def readline(self, size=-1):
        return next(self._lines, "")


def positive(text):
    number = int(text)
    if number <= 0:
        raise argparse.ArgumentTypeError("must be positive")
    return number


class Formatter(logging.Formatter):
    def format(self, record):
        return f"<{record.levelname.lower()}> {record.getMessage()}"


class Only(logging.Filter):
    def __init__(self, word):
        super().__init__()
        self.word = word

    def filter(self, record):
        return self.word in record.getMessage()


class Template(string.Template):
    delimiter = "%"


def endless(start=0):
    while True:
        yield start
        start += 1


@contextlib.contextmanager
def tag(name, out):
    out.append(f"<{name}>")
    try:
        yield name
    finally:
        out.append(f"</{name}>")


class Logged(contextlib.ContextDecorator):
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, *details):
        self.log.append("out")


async def later(value, delay=0):
    await asyncio.sleep(delay)
    return value


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __len__(self):
        return 2

    def __lt__(self, other):
        return (self.x, self.y) < (other.x, other.y)

    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5
