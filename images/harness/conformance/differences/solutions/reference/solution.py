"""What cannot be the same in two processes."""
import functools
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
