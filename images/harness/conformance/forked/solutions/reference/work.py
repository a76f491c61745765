"""Work that a test hands to processes."""
import os


class TooBig(ValueError):
    def __init__(self, n):
        super().__init__(f"{n} is too big")
        self.n = n


def total(n):
    if n > 1000:
        raise TooBig(n)
    return sum(range(n + 1))


def words(text, *, upper=False):
    found = text.split()
    return [word.upper() for word in found] if upper else found


def fail(key):
    raise KeyError(key)


def write(path, text):
    with open(path, "a") as out:
        out.write(text + os.linesep)


LIMIT = 1000
