"""KeyboardInterrupt and SystemExit from special methods that tools call behind a test's back."""

import itertools

turn = itertools.cycle([KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration, BaseException])


class Trap:
    def fail(self, *args):
        raise next(turn)("trap")

    __repr__ = __str__ = __hash__ = __bool__ = __len__ = __iter__ = __eq__ = __format__ = __del__ = fail
    __getattr__ = __contains__ = __getitem__ = __int__ = __float__ = __round__ = __abs__ = __sub__ = fail


class Bad(Exception):
    def __str__(self):
        raise next(turn)("trap")

    __repr__ = __str__


def __getattr__(name):
    def run(*args):
        if len(name) % 2:
            raise Bad("x")
        return Trap()

    return run
