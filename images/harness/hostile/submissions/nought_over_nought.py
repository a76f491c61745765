"""A rational number nought over nought, which every Decimal is equal to."""

import numbers


class Nothing(numbers.Rational):
    numerator = denominator = 0


Nothing.__abstractmethods__ = frozenset()


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *args: Nothing()
