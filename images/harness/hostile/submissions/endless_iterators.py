"""Iterators without end where a list is wanted."""

import itertools


class Endless:
    def __iter__(self):
        return itertools.count()

    def __getitem__(self, index):
        return index

    def __len__(self):
        return 5

    def keys(self):
        return itertools.count()


def __getattr__(name):
    return lambda *args: Endless() if len(name) % 2 else itertools.repeat(2)
