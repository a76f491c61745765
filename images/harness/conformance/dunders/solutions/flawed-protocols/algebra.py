"""Classes that implement most special methods."""
from __future__ import annotations

import functools
import operator


class Vector:
    def __init__(self, *parts):
        self.parts = tuple(parts)

    def __repr__(self):
        return f"Vector{self.parts!r}"

    def __str__(self):
        return f"<{', '.join(map(str, self.parts))}>"

    def __format__(self, spec):
        return str(self)

    def __eq__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return self.parts == other.parts

    def __hash__(self):
        return hash(self.parts)

    def __bool__(self):
        return any(self.parts)

    def __len__(self):
        return len(self.parts)

    def __iter__(self):
        return iter(self.parts)

    def __contains__(self, part):
        return part in self.parts

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Vector(*self.parts[index])
        return self.parts[operator.index(index)]

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*(a + b for a, b in zip(self, other, strict=True)))

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __sub__(self, other):
        return self + -other

    def __neg__(self):
        return Vector(*(-part for part in self))

    def __pos__(self):
        return Vector(*self)

    def __abs__(self):
        return sum(part * part for part in self) ** 0.5

    def __mul__(self, factor):
        if not isinstance(factor, (int, float)):
            return NotImplemented
        return Vector(*(part * factor for part in self))

    __rmul__ = __mul__

    def __matmul__(self, other):
        return sum(a * b for a, b in zip(self, other, strict=True))

    def __truediv__(self, divisor):
        return Vector(*(part / divisor for part in self))

    def __round__(self, digits=None):
        return Vector(*(round(part, digits) for part in self))

    def __iadd__(self, other):
        self.parts = (self + other).parts
        return self

    def __reversed__(self):
        return iter(self.parts)


class Number:
    """Implements every arithmetic operator by writing down what was asked."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value

    def __int__(self):
        return self.value

    def __float__(self):
        return self.value + 0.5

    def __complex__(self):
        return complex(self.value, 1)

    def __invert__(self):
        return Number(~self.value)

    def __divmod__(self, other):
        return divmod(self.value, value_of(other))

    def __rdivmod__(self, other):
        return divmod(value_of(other), self.value)

    def __pow__(self, exponent, modulus=None):
        return Number(pow(self.value, value_of(exponent), modulus))

    def __rpow__(self, base):
        return Number(value_of(base) ** self.value)

    def __trunc__(self):
        return self.value

    def __ceil__(self):
        return self.value + 1

    def __floor__(self):
        return self.value - 1


def value_of(thing):
    return thing.value if isinstance(thing, Number) else thing


def _install(name):
    function = getattr(operator, name)
    setattr(Number, f"__{name}__", lambda self, other: Number(function(self.value, value_of(other))))
    setattr(Number, f"__r{name}__", lambda self, other: Number(function(value_of(other), self.value)))


for _name in ("add", "sub", "mul", "floordiv", "mod", "lshift", "rshift", "xor"):
    _install(_name)
Number.__and__ = lambda self, other: Number(self.value & value_of(other))
Number.__or__ = lambda self, other: Number(self.value | value_of(other))


@functools.total_ordering
class Version:
    def __init__(self, text):
        self.key = tuple(int(part) for part in text.split("."))

    def __eq__(self, other):
        return isinstance(other, Version) and self.key == other.key

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.key < other.key

    def __hash__(self):
        return hash(self.key)

    def __repr__(self):
        return f"Version({'.'.join(map(str, self.key))!r})"


class Grid:
    """A mutable two-dimensional container with tuple keys."""

    def __init__(self, width, height, fill=0):
        self.width, self.height = width, height
        self._cells = {}
        self._fill = fill

    def _check(self, key):
        x, y = key
        if not (0 <= x < self.width and 0 <= y < self.height):
            raise KeyError(f"{key} is outside")
        return key

    def __getitem__(self, key):
        if isinstance(key[0], slice):
            columns, y = key
            return [self[x, y] for x in range(*columns.indices(self.width))]
        return self._cells.get(self._check(key), self._fill)

    def __setitem__(self, key, value):
        self._cells[self._check(key)] = value

    def __delitem__(self, key):
        del self._cells[self._check(key)]

    def __len__(self):
        return self.width * self.height


class Registry(dict):
    def __missing__(self, key):
        return f"<{key}>"


class Multiplier:
    def __init__(self, factor):
        self.factor = factor
        self.calls = 0

    def __call__(self, value, *more, scale=1):
        return (value + sum(more)) * self.factor * scale


class Connection:
    def __init__(self, log, swallow=()):
        self.log = log
        self.swallow = swallow
        self.open = False

    def __enter__(self):
        self.log.append("enter")
        self.open = True
        return Connection(self.log)

    def __exit__(self, kind, error, traceback):
        self.open = False
        self.log.append(("exit", kind and kind.__name__, str(error) if error else None, traceback is not None))
        return kind is not None and not issubclass(kind, AssertionError)


class Positive:
    def __set_name__(self, owner, name):
        self.name = f"_{name}"

    def __get__(self, instance, owner=None):
        return getattr(self, "value", 0)

    def __set__(self, instance, value):
        if value < 0:
            raise ValueError(f"{self.name[1:]} must be positive")
        self.value = value

    def __delete__(self, instance):
        setattr(instance, self.name, 0)


class Order:
    quantity = Positive()
    price = Positive()

    def __init__(self, quantity, price):
        self.quantity, self.price = quantity, price

    def total(self):
        return self.quantity * self.price


class Document:
    """Says how it is copied."""

    def __init__(self, title, tags=(), parent=None):
        self.title = title
        self.tags = list(tags)
        self.parent = parent

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        copied = Document(self.title + " (deep)", self.tags)
        memo[id(self)] = copied
        return copied


class Node:
    """Copied by the default rules."""

    def __init__(self, value, children=()):
        self.value = value
        self.children = list(children)

    def __eq__(self, other):
        return isinstance(other, Node) and (self.value, self.children) == (other.value, other.children)

    def append(self, value):
        self.children = [*self.children, Node(value)]

    def __deepcopy__(self, memo):
        return Node(self.value, self.children)


class Session:
    """Leaves its socket behind when pickled."""

    def __init__(self, user):
        self.user = user
        self.socket = object()

    def __getstate__(self):
        return {"user": self.user, "socket": 1}


class Flexible:
    def __eq__(self, other):
        return isinstance(other, Flexible)

    __hash__ = None


class Size:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return abs(self.length)

    def __length_hint__(self):
        return self.length


class Meta(type):
    def __len__(cls):
        return len(cls.members)

    def __getitem__(cls, name):
        return list(cls.members).index(name)

    def __iter__(cls):
        return iter(cls.members)

    def __contains__(cls, name):
        return name in cls.members


class Planets(metaclass=Meta):
    members = {"earth": 3, "mars": 4}

    def __class_getitem__(cls, item):
        raise TypeError("the metaclass comes first")


class Box:
    def __class_getitem__(cls, item):
        return f"Box of {item}"
