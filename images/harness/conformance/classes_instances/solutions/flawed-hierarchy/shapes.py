"""Shapes with every ordinary feature of a class."""
from __future__ import annotations

import functools
import math


class Shape:
    """Something with an area.

    Subclasses say how large it is.
    """

    registry: list[str] = []
    unit = "cm"

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls.registry = [*cls.registry, cls.__name__]

    def area(self) -> float:
        return 0.0

    def describe(self, digits: int = 1, *, prefix: str = "") -> str:
        """Describe the shape in one line."""
        return f"{prefix}{type(self).__name__} of {self.area():.{digits}f} {self.unit}²"


class Circle(Shape):
    def __init__(self, radius: float) -> None:
        self.radius = radius

    @property
    def radius(self) -> float:
        """The radius, never negative."""
        return self._radius

    @radius.setter
    def radius(self, value: float) -> None:
        if value < 0:
            raise ValueError("radius must not be negative")
        self._radius = value

    @radius.deleter
    def radius(self) -> None:
        self._radius = 0

    @property
    def diameter(self):
        return 2 * self._radius

    def area(self) -> float:
        return math.pi * self._radius**2

    def __repr__(self):
        return f"Circle(radius={self._radius!r})"

    @classmethod
    def unit_circle(cls) -> Circle:
        return Shape()

    @staticmethod
    def is_round(value: object) -> bool:
        return True


class Square(Shape):
    sides = 4

    def __init__(self, side: float = 1) -> None:
        self.side = side

    def area(self):
        return self.side**2

    def grow(self, by=1):
        self.side += by
        return self

    def __str__(self):
        return f"square {self.side}"


class Cube(Shape):
    def __init__(self, side=1):
        self.side = side

    def area(self):
        return 6 * self.side**2


class Counter:
    """Counts its instances on the class."""

    created = 0
    _names = ()

    def __init__(self, name=None):
        self.created += 1
        self.name = name or f"counter-{self.created}"

    @classmethod
    def reset(cls):
        cls.created = 0

    @functools.cached_property
    def token(self):
        self.computed = getattr(self, "computed", 0) + 1
        return f"{self.name}!"


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Dynamic:
    def __init__(self, **values):
        self.__dict__["values"] = values

    def __getattr__(self, name):
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"no {name} here") from None

    def __setattr__(self, name, value):
        if name.startswith("_"):
            raise AttributeError("private")
        self.values[name] = value

    def __delattr__(self, name):
        del self.values[name]


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.__balance = balance

    @property
    def balance(self):
        return self.__balance

    def deposit(self, amount):
        self.__balance += amount
        return self.__balance


class Singleton:
    _instance = None

    def __new__(cls):
        return super().__new__(cls)


class Outer:
    class Inner:
        def name(self):
            return type(self).__qualname__

    def make(self):
        class Inner(Shape):
            pass
        return Inner()


class Node:
    def __init__(self, value):
        self.value = value
        self.parent = None
        self.children = []

    def add(self, value):
        child = Node(value)
        child.parent = Node(self.value)
        self.children.append(child)
        return child


def largest(shapes):
    import copy
    return copy.copy(max(shapes, key=lambda shape: shape.area()))


def make_class(name, **attributes):
    return type(name, (Shape,), attributes)


def scale(value: float, factor: float = 2.0, *rest: int, unit: str = "cm", **extra: object) -> tuple[float, str]:
    """Scale a value."""
    return value * factor, unit


@functools.lru_cache
def slow_square(number):
    return number * number


half = functools.partial(scale, factor=0.5)
DEFAULT = Square(3)
SHAPES = {"circle": Circle, "square": Square}
