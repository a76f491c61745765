"""Subclasses of built-in and library types."""
import collections
import datetime
from decimal import Decimal


class Slug(str):
    """Text that is already fit for an address."""

    def __new__(cls, text):
        return super().__new__(cls, "-".join(text.lower().split()))

    @property
    def words(self):
        return self.split("-")

    def shout(self):
        return str.__add__(self, "!")

    def __add__(self, other):
        return Slug(f"{str(self)}{other}")


class Percent(int):
    def __new__(cls, value):
        value = min(max(value, 0), 100)
        return super().__new__(cls, value)

    def of(self, total):
        return total * self / 100

    def __repr__(self):
        return f"{int(self)}%"

    __str__ = __repr__


class Celsius(float):
    @property
    def fahrenheit(self):
        return self * 9 / 5 + 32


class Blocks(complex):
    pass


class Stack(list):
    def push(self, item):
        return Stack([*self, item])

    def peek(self):
        if not self:
            raise IndexError("peek at an empty stack")
        return self[-1]

    @property
    def is_empty(self):
        return len(self) == 0


class Typed(list):
    """Takes integers only, whichever way they come."""

    def __init__(self, items=()):
        super().__init__()
        self.extend(items)

    def append(self, item):
        if not isinstance(item, int):
            raise TypeError("integers only")
        super().append(item)


    def __setitem__(self, index, item):
        if not isinstance(item, int):
            raise TypeError("integers only")
        super().__setitem__(index, item)


class AttrDict(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None




class CaseInsensitive(collections.UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def __contains__(self, key):
        return key in self.data


class Circular(collections.UserList):
    def __getitem__(self, index):
        if isinstance(index, slice):
            return super().__getitem__(index)
        return self.data[index]

    def __iter__(self):
        return iter(self.data)


class Bag(collections.Counter):
    def heaviest(self):
        return max(self)


class Recent(collections.OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def __setitem__(self, key, value):
        super().__setitem__(key, value)

        if len(self) > self.size:
            self.popitem(last=False)


class Tree(collections.defaultdict):
    def __init__(self):
        super().__init__(dict)


class Tags(set):
    def add(self, tag):
        super().add(tag.strip())


class Rgb(tuple):
    def __new__(cls, red, green, blue):
        return super().__new__(cls, (red, green, blue))

    @property
    def green(self):
        return self[1]

    def invert(self):
        return tuple(255 - part for part in self)


class Euro(Decimal):
    def __str__(self):
        return f"{self:.1f} €"


class Holiday(datetime.date):
    @property
    def weekend(self):
        return self.weekday() >= 5


class Buffer(bytearray):
    def write(self, data):
        self[:] = data
        return len(data)


class Names(frozenset):
    def initials(self):
        return sorted(name[0] for name in self)


def slugs(titles):
    return [str(Slug(title)).replace("-", "_") for title in titles]


def kind(value):
    return type(value).__name__


def push_all(stack, items):
    for item in items:
        stack.push(item)


def is_slug(value):
    return isinstance(value, str)
