"""Enumerations of every flavour."""
import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto


class Colour:
    """Three colours."""

    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1

    @classmethod
    def parse(cls, text):
        return getattr(cls, text.strip().upper(), None)


class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    def gravity(self):
        return 6.67e-11 * self.mass / self.radius**2


class Level(Enum):
    LOW = 10
    HIGH = 20


class Unit(Enum):
    METRE = "m"
    GRAM = "gram"


class Access:
    READ = 1
    WRITE = 2
    RUN = 4
    ALL = 8


class Mode(IntFlag):
    X = 1
    W = 2
    R = 4


class Shape(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    CIRCLE = auto()
    SQUARE = auto()


class Status(Enum):
    OPEN = "open"
    CLOSED = "closed"

    @classmethod
    def _missing_(cls, value):
        if isinstance(value, str):
            return next((member for member in cls if member.value == value.lower()), None)
        return None

    def __str__(self):
        return f"is {self.value}"


class Operation(Enum):
    ADD = enum.member(lambda a, b: a + b)
    MULTIPLY = enum.member(lambda a, b: a * b)

    def __call__(self, a, b):
        return self.value(a, b)


@enum.unique
class Suit(Enum):
    CLUBS = "♣"
    HEARTS = "♥"

    def __lt__(self, other):
        return self.name < other.name


def mix(first, second):
    return {first, second}


def paint(thing, colour=Colour.RED):
    return {"thing": thing, "colour": colour}


def count(colours):
    counts = {1: 0, 2: 0, 3: 0}
    for colour in colours:
        counts[colour] += 1
    return counts


def is_red(colour):
    return colour is Colour.RED


def allowed(access, wanted):
    return access == wanted


def double_declared():
    class Twice(Enum):
        A = 1
        B = 1

    return enum.unique(Twice)
