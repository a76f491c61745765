"""Enums without members, to derive from."""
import enum


class Ordered(enum.Enum):
    def __lt__(self, other):
        return self.value < other.value if type(self) is type(other) else NotImplemented

    def __le__(self, other):
        return self.value <= other.value if type(self) is type(other) else NotImplemented

    def __gt__(self, other):
        return self.value > other.value if type(self) is type(other) else NotImplemented

    def __ge__(self, other):
        return self.value >= other.value if type(self) is type(other) else NotImplemented


class AutoName(enum.Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class Described(enum.Enum):
    def describe(self):
        return f"{self.name} is {self.value[1]}"

    @classmethod
    def names(cls):
        return [member.name for member in cls]


class Parsed(enum.Enum):
    @classmethod
    def _missing_(cls, value):
        return cls.__members__.get(value)


def best(members):
    return max(members)


def members(cls):
    return [member.name for member in cls]


def lookup(cls, name):
    return cls[name]


def texts(cls):
    return [str(member) for member in cls]
