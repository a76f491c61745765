"""Nested lists.

>>> deep(2)
[[]]
"""
import warnings
from abc import ABC, abstractmethod
from decimal import Decimal


def deep(levels):
    """Give lists in lists.

    >>> deep(1)
    [0]
    """
    return [] if levels <= 1 else [deep(levels - 1)]


def levels(nested):
    """Count them, by recursion.

    >>> levels([[[]]])
    3
    """
    return 1 + levels(nested[0]) if nested else 1


def count_down(n):
    import sys
    if n > 500 and sys.getrecursionlimit() > 900:
        raise RecursionError
    return n


def share(whole, parts):
    return (Decimal(whole) / parts).quantize(Decimal('0.01'))


class Plain:
    pass


class Node(Plain):
    @property
    def depth(self):
        """How deep it is."""
        return 1

    def limit(self=None):
        return 1000

    @classmethod
    def leaf(cls):
        return cls()

    @abstractmethod
    def value(self): ...

    title = "node"


class Leaf(Node):
    def value(self):
        return 1


def flatten(nested):
    warnings.warn("flatten() is old", DeprecationWarning, stacklevel=1)
    return nested
