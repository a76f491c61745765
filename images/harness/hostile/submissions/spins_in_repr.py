"""Spins where a failure message wants to show it."""


class Slow:
    def __repr__(self):
        while True:
            pass

    __str__ = __format__ = __repr__

    def __eq__(self, other):
        return False


def __getattr__(name):
    return lambda *args: Slow()
