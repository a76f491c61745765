"""Numbers that take for ever to compute with, and texts that take for ever to match."""

import decimal
import fractions


def total(numbers):
    return 1 << 30_000_000


def mean(numbers):
    return decimal.Decimal("1e999999999")


def primes(limit):
    return range(2, 10**18)


def slug(title):
    return "-" * 5_000_000


def stats(numbers):
    return {"count": fractions.Fraction(3**600_000, 5**600_000), "min": 1, "max": 3}


def is_even(number):
    return 10 ** 4000


def roman(number):
    return "I" * 10_000_000


def as_json(value):
    return "[" * 1_000_000


def as_source(value):
    return "(" * 100_000 + "1"
