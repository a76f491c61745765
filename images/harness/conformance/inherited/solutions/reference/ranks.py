"""Enums, dataclasses and generators, of which tests see what they got elsewhere."""
import enum
import functools
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


class Ordered(enum.Enum):
    def __lt__(self, other):
        if self.__class__ is other.__class__:
            return self.value < other.value
        return NotImplemented

    def __str__(self):
        return self.name.lower()

    def initial(self):
        return self.name[0]


class Grade(Ordered):
    GOOD = 5
    FAIR = 4
    POOR = 0


class Text(str, enum.Enum):
    def shout(self):
        return self.value.upper()


class Colour(Text):
    RED = "red"
    BLUE = "blue"


class Base:
    pass


class Left(Base):
    pass


class Right(Base):
    pass


class Both(Left, Right):
    pass


@dataclass
class Dated:
    number: int
    created: date = date(2020, 1, 1)
    price: Decimal = Decimal("1.50")


@dataclass
class Named(Dated):
    name: str = "anon"
    tags: tuple = ("a", "b")
    friends: set = field(default_factory=set, compare=False)


def primed(function):
    """Calls ``next`` for the caller, who can send at once."""

    @functools.wraps(function)
    def start(*args):
        made = function(*args)
        next(made)
        return made

    return start


@primed
def averages():
    total = count = 0
    average = None
    while True:
        try:
            number = yield average
        except ZeroDivisionError:
            total = count = 0
            continue
        if number is None:
            return count
        total += number
        count += 1
        average = total / count
