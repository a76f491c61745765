"""What cannot be the same in two processes."""
import functools
import inspect
import math


class Money:
    def __init__(self, amount):
        self.amount = amount

    def _amount(self, other):
        return other.amount if isinstance(other, Money) else other

    def __eq__(self, other):
        return self.amount == self._amount(other)

    def __lt__(self, other):
        return self.amount < self._amount(other)

    def __hash__(self):
        return hash(self.amount)


class Bag:
    def __init__(self, *items):
        self.items = list(items)

    def __eq__(self, other):
        return self.items == (other.items if isinstance(other, Bag) else list(other))


class Header(str):
    """Text that ignores capitals."""

    def __eq__(self, other):
        return self.lower() == other.lower()

    def __hash__(self):
        return hash(self.lower())


class Stack:
    def __init__(self):
        self.items = []


def factorial(number):
    return functools.reduce(lambda a, b: a * b, range(1, number + 1), 1)


def ordered(cls):
    """Adds the comparisons that follow from `key()`."""
    cls.__lt__ = lambda self, other: self.key() < other.key()
    cls.__eq__ = lambda self, other: self.key() == other.key()
    cls.__hash__ = lambda self: hash(self.key())
    return cls


def for_all_methods(decorator):
    def decorate(cls):
        for name, value in list(vars(cls).items()):
            if callable(value) and not name.startswith("_"):
                setattr(cls, name, decorator(value))
        return cls

    return decorate


def documented(cls):
    return {name: inspect.getdoc(value) for name, value in vars(cls).items() if inspect.isfunction(value)}


def remember(function):
    cache = {}

    @functools.wraps(function)
    def wrapper(*args):
        if args not in cache:
            cache[args] = function(*args)
        return cache[args]

    return wrapper
