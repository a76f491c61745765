"""Named tuples from both factories."""
from collections import namedtuple
from typing import NamedTuple, TypedDict

Pixel = namedtuple("Pixel", "x y colour", defaults=["black"])


class Point(NamedTuple):
    """A point in the plane."""

    x: float
    y: float = 0.0

    def distance(self):
        return (self.x**2 + self.y**2) ** 0.5

    @property
    def mirrored(self):
        return Point(self.y, self.x)

    @classmethod
    def parse(cls, text):
        return tuple(map(float, text.split(",")))


class Segment(NamedTuple):
    start: Point
    end: Point

    def middle(self):
        return ((self.start.x + self.end.x) / 2, (self.start.y + self.end.y) / 3)


class Version(namedtuple("Version", "major minor")):
    __slots__ = ()

    def __str__(self):
        return f"v{self.major}.{self.minor}"

    def bump(self):
        return (self.major, self.minor + 1)


class Movie(TypedDict, total=False):
    title: str
    year: int


def bounds(points):
    xs, ys = zip(*points)
    return (min(xs), min(ys)), (max(xs), max(ys))


def movie(title, year):
    return (title, year)


def recolour(pixel, colour):
    return (*pixel[:2], colour.upper())
