"""Generators and iterators, lazy ones included."""
import collections
import itertools


def countdown(start):
    while start > 0:
        yield start
        start -= 1


def naturals():
    number = 0
    while True:
        yield number
        number += 1


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def accumulator():
    """Send numbers in, get the running total out."""
    total = 0
    while True:
        received = yield total
        if received is None:
            return total
        total += received


def averager():
    total, count, average = 0.0, 0, None
    while True:
        try:
            value = yield average
        except ValueError:
            total, count, average = 0.0, 0, None
            continue
        total += value
        count += 1
        average = total / count


def guarded(log):
    log.append("open")
    try:
        yield 1
        yield 2
    finally:
        log.append("close")


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


def summing(items):
    total = 0
    for item in items:
        total += item
        yield item
    return total


def chain_totals(*groups):
    totals = []
    for group in groups:
        totals.append((yield from summing(group)))
    return totals


def take(count, items):
    for _ in range(count):
        try:
            yield next(items)
        except StopIteration:
            return


def squares(items):
    return (item * item for item in items)


def pairs(items):
    return itertools.pairwise(items)


def evens(items):
    return filter(lambda item: item % 2 == 0, items)


def doubled(items):
    return map(lambda item: item * 2, items)


def sliding(items, size):
    window = collections.deque(maxlen=size)
    for item in items:
        window.append(item)
        if len(window) == size:
            yield tuple(window)


def first_match(items, wanted):
    for item in items:
        if wanted(item):
            return item
    return None


def failing_after(count):
    yield from range(count)
    raise RuntimeError("source broke")


def interleave(*sources):
    sources = [iter(source) for source in sources]
    while sources:
        for source in list(sources):
            try:
                yield next(source)
            except StopIteration:
                sources.remove(source)


class Countdown:
    """An iterable that gives a fresh iterator each time."""

    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return iter(range(self.start, 0, -1))

    def __reversed__(self):
        return iter(range(1, self.start + 1))

    def __len__(self):
        return self.start

    def __contains__(self, item):
        return 0 < item <= self.start


class Once:
    """An iterator: it can be consumed once."""

    def __init__(self, items):
        self.items = list(items)
        self.pulled = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.pulled == len(self.items):
            raise StopIteration
        self.pulled += 1
        return self.items[self.pulled - 1]


class Squares:
    """Iterable by the old sequence protocol only."""

    def __getitem__(self, index):
        if index >= 4:
            raise IndexError(index)
        return index * index


class Tree:
    def __init__(self, value, *children):
        self.value = value
        self.children = children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child


class Source:
    """Counts how many items were pulled from it."""

    def __init__(self):
        self.pulled = 0

    def stream(self):
        while True:
            self.pulled += 1
            yield self.pulled
