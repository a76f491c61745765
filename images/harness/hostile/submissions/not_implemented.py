"""Gives NotImplemented and Ellipsis, in containers too."""


class Odd:
    def __eq__(self, other):
        return NotImplemented

    __hash__ = None


def __getattr__(name):
    return lambda *args: [NotImplemented, Ellipsis, Odd()][len(args[0:1]) + len(name) % 2 :][0]
