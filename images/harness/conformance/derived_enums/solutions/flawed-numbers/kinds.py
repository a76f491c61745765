"""Enums without members, which know only their values."""
import enum


class Ordered(enum.Enum):
    def __lt__(self, other):
        return self.name < other.name

    def __le__(self, other):
        return self.name <= other.name

    def __gt__(self, other):
        return self.name > other.name

    def __ge__(self, other):
        return self.name >= other.name


class AutoName(enum.Enum):
    pass


class Described(enum.Enum):
    def describe(self):
        return f"{self.name}: {self.value}"

    @classmethod
    def names(cls):
        return [str(member) for member in cls]


class Parsed(enum.Enum):
    pass


def best(members):
    return max(members)


def members(cls):
    return list(cls.__members__)


def lookup(cls, name):
    return cls[name].value


def texts(cls):
    return [member.name for member in cls]
