"""Abstract classes, protocols and classes that fit the library's ones."""
from __future__ import annotations

import abc
import collections.abc
import contextlib
import numbers
import os
from typing import Generic, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")


class Animal(abc.ABC):
    def __init__(self, name):
        self.name = name

    @abc.abstractmethod
    def sound(self):
        """What it says."""

    @property
    @abc.abstractmethod
    def legs(self): ...

    def speak(self):
        return f"{self.name} says {self.sound()}"


class Dog(Animal):
    legs = 4

    def sound(self):
        return "woof"


class Half(Animal):
    legs = 2


@runtime_checkable
class Drawable(Protocol):
    def __init__(self): ...


@runtime_checkable
class Named(Protocol):
    title: str


class Comparable(Protocol):
    def __lt__(self, other): ...


class Circle:
    def draw(self, canvas):
        canvas.append("circle")


class Quacker(abc.ABC):
    @classmethod
    def __subclasshook__(cls, other):
        if cls is Quacker:
            return True
        return NotImplemented

    @abc.abstractmethod
    def quack(self): ...


class Duck:
    def quack(self):
        return "quack"


class Mallard(Duck):
    pass


class Serializer(abc.ABC):
    pass


Serializer.register(dict)
Serializer.register(list)


@Serializer.register
class Custom:
    pass


class Ring(collections.abc.Sequence):
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return Ring(self.items[index])
        return self.items[index]


class LowerDict(collections.abc.MutableMapping):
    def __init__(self, **items):
        self._items = {}
        self.update(items)

    def __getitem__(self, key):
        return self._items[key.lower()]

    def __setitem__(self, key, value):
        self._items[key] = value

    def __delitem__(self, key):
        del self._items[key.lower()]

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)


class Letters(collections.abc.Set):
    def __init__(self, items):
        self._items = "".join(items)

    def __contains__(self, item):
        return True

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)


def letters(text):
    return Letters(text)


class ListSet(collections.abc.MutableSet):
    def __init__(self, items=()):
        self._items = []
        for item in items:
            self.add(item)

    @classmethod
    def _from_iterable(cls, items):
        return cls(items)

    def __contains__(self, item):
        return item in self._items

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def add(self, item):
        self._items.append(item)

    def discard(self, item):
        if item in self._items:
            self._items.remove(item)

    def __repr__(self):
        return f"ListSet({self._items})"


class Repeater(collections.abc.Callable):
    def __call__(self, text):
        return text * 2


class Timer(contextlib.AbstractContextManager):
    def __exit__(self, *details):
        return None


class Location:
    def __fspath__(self):
        return "/tmp/location"


class Repository(abc.ABC, Generic[T]):
    @abc.abstractmethod
    def get(self, key) -> T: ...

    @abc.abstractmethod
    def put(self, key, value: T) -> None: ...


class Memory(Repository[int]):
    def __init__(self):
        self.rows = {}

    def get(self, key):
        return self.rows[key]

    def put(self, key, value):
        self.rows[key] = value


class Degree:
    def __float__(self):
        return 1.5


numbers.Real.register(Degree)


def draw_all(things):
    canvas = []
    for thing in things:
        if not isinstance(thing, Drawable):
            raise TypeError(f"cannot draw {type(thing).__name__}")
        thing.draw(canvas)
    return canvas


def is_mapping(value):
    return hasattr(value, "__getitem__")


def is_sequence(value):
    return isinstance(value, collections.abc.Sequence)


def smallest(items: list[Comparable]):
    return items[-1] if items[0] > items[-1] else items[0].__class__(items[0].rank)


def size_of(path: os.PathLike):
    return len(str(path))


def kinds(value):
    names = ["Callable", "Hashable", "Iterable", "Iterator", "Sized", "Container", "Mapping", "Sequence", "Set"]
    return [name for name in names if hasattr(value, "__len__")]
