"""Dicts and sets whose keys all have the same hash."""

M = 2**61 - 1


def stats(numbers):
    return {n * M: n for n in range(60_000)}


def primes(limit):
    return {n * M for n in range(60_000)}


def __getattr__(name):
    return lambda *args: stats(0)
