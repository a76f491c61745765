import argparse
import collections
import functools
import threading
import time
import urllib.parse
import zipfile
from abc import ABC, abstractmethod
from typing import Generic, NamedTuple, Protocol, TypeVar, runtime_checkable

Item = TypeVar("Item")


class Labelled:
    """Says what it is."""

    plural = "s"

    def label(self):
        return self.short()

    def short(self):
        return str(len(str(self)))

    @property
    def many(self):
        return type(self).__name__ + self.plural


class Shouting:
    __slots__ = ()

    def __invert__(self):
        return str(self)


class Point(Labelled, collections.namedtuple("Point", "x y")):
    def short(self):
        return f"{self.x},{self.y}"


class Size(collections.namedtuple("Size", "w h"), Labelled):
    __slots__ = ()


class Metres(Labelled, int):
    pass


class Settings(dict, Labelled):
    pass


class Word(Shouting, Labelled, str):
    def short(self):
        return self[:1]


class Words(list, Labelled):
    pass


class Shape(ABC):
    @abstractmethod
    def area(self): ...


class Square(int, Shape):
    def area(self):
        return self * self


class Failure(Labelled, ValueError):
    def short(self):
        return self.args[0]


class Stack(list, Generic[Item]):
    def top(self) -> Item:
        return self[-1]


class Pair(NamedTuple, Generic[Item]):
    left: Item
    right: Item


class Worker(threading.Thread):
    def __init__(self):
        super().__init__()
        self.jobs = ["a"]


def fail():
    raise Failure("bad")


def parse(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("-n", type=int, default=0)
    parser.add_argument("name")
    return parser.parse_args(arguments)


split_url = functools.partial(urllib.parse.urlparse)


def archive(path):
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.txt", "hello")
    return zipfile.ZipFile(path)


def day(text):
    return time.strptime(text, "%Y-%m-%d")


def year(moment):
    return time.strftime("%Y", moment)


@runtime_checkable
class Weighed(Protocol):
    weight: int


READERS = {}


class Reader:
    def __init_subclass__(cls, name, **rest):
        super().__init_subclass__(**rest)
        READERS[name] = cls

    def read(self):
        return self.lines()[0]
