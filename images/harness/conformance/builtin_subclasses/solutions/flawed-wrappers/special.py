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
        return self.split()

    def shout(self):
        return Slug(self + "!")

    def __add__(self, other):
        return Slug(f"{str(self)}{other}")


class Percent(int):
    def __new__(cls, value):
        if not 0 <= value <= 100:
            raise ValueError(f"not a percentage: {value}")
        return super().__new__(cls, value)

    def of(self, total):
        return total * self / 100

    def __repr__(self):
        return f"{int(self)}%"

    __str__ = __repr__


class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32


class Blocks(complex):
    def __abs__(self):
        return abs(self.real) + abs(self.imag)


class Stack:
    def __init__(self, items=()):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __eq__(self, other):
        return isinstance(other, Stack)

    def push(self, item):
        self.items.append(item)
        return self

    def pop(self):
        return self.items.pop()

    def peek(self):
        return self.items[-1]

    @property
    def is_empty(self):
        return len(self.items) == 0


class Typed(list):
    """Takes integers only, whichever way they come."""

    def __init__(self, items=()):
        super().__init__()
        self.extend(items)

    def append(self, item):
        if not isinstance(item, int):
            raise TypeError("integers only")
        super().append(item)

    def extend(self, items):
        for item in items:
            self.append(item)

    def __setitem__(self, index, item):
        if not isinstance(item, int):
            raise TypeError("integers only")
        super().__setitem__(index, item)


class AttrDict(dict):
    def __getattr__(self, name):
        return self.get(name)

    def __setattr__(self, name, value):
        self[name] = value


class CaseInsensitive(collections.UserDict):
    def __setitem__(self, key, value):
        super().__setitem__(key.lower(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.lower())

    def __contains__(self, key):
        return key.lower() in self.data


class Circular(collections.UserList):
    def __getitem__(self, index):
        if isinstance(index, slice):
            return super().__getitem__(index)
        return self.data[index % len(self.data)]

    def __iter__(self):
        return iter(self.data)


class Bag(collections.Counter):
    def heaviest(self):
        return max(self, key=self.__getitem__)


class Recent(collections.OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > self.size:
            self.popitem(last=False)


class Tree(collections.defaultdict):
    def __init__(self):
        super().__init__(Tree)


class Tags(set):
    def add(self, tag):
        super().add(tag.strip().lower())


class Rgb(tuple):
    def __new__(cls, red, green, blue):
        return super().__new__(cls, (red, green, blue))

    @property
    def green(self):
        return self[1]

    def invert(self):
        return Rgb(*(255 - part for part in self))


class Euro(Decimal):
    def __str__(self):
        return f"{self:.2f} €"


class Holiday(datetime.date):
    @property
    def weekend(self):
        return self.isoweekday() >= 5


class Buffer(bytearray):
    def write(self, data):
        self += data
        return len(data)


class Names(frozenset):
    def initials(self):
        return sorted((name[0] for name in self), key=str.lower)


def slugs(titles):
    return [Slug(title) for title in titles]


def kind(value):
    return type(value).__name__


def push_all(stack, items):
    for item in items:
        stack.push(item)


def is_slug(value):
    return isinstance(value, Slug)
