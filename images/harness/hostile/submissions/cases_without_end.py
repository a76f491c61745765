"""Has ever more of what a test has its cases from."""

import itertools


class Names:
    def __iter__(self):
        return map(str, itertools.count())

    def __len__(self):
        return 3


NAMES = Names()


def __getattr__(name):
    return lambda *args: 0
