"""Values of the standard library's types that lie: Decimal, Fraction, datetime, Path."""

import decimal
import fractions
import pathlib


class D(decimal.Decimal):
    def __eq__(self, other):
        return True

    __hash__ = lambda self: 0
    __sub__ = __rsub__ = lambda self, other: 0.0


class F(fractions.Fraction):
    def __eq__(self, other):
        return True

    __hash__ = lambda self: 0
    __sub__ = __rsub__ = lambda self, other: 0.0


class P(pathlib.PurePosixPath):
    def __eq__(self, other):
        return True

    __hash__ = lambda self: 0


def __getattr__(name):
    return lambda *args: (D("7.7"), F(71, 3), P("/x"))[len(name) % 3]
