"""Classes whose objects equal numbers, texts and containers."""
import functools

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


class Roman:
    def __init__(self, text):
        self.text = text

    def __int__(self):
        values = [_VALUES[letter] for letter in self.text]
        return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0]))

    def __eq__(self, other):
        if isinstance(other, (Roman, int)):
            return int(self) == int(other)
        return NotImplemented

    def __lt__(self, other):
        return int(self) < int(other)

    def __le__(self, other):
        return int(self) <= int(other)

    def __gt__(self, other):
        return int(self) > int(other)


class Length:
    def __init__(self, metres):
        self.metres = metres

    def __float__(self):
        return float(self.metres)

    def __eq__(self, other):
        if isinstance(other, (Length, float, int)):
            return float(self) == float(other)
        return NotImplemented


class Account:
    def __init__(self, digits):
        self.digits = digits

    @classmethod
    def parsed(cls, text):
        return cls("".join(filter(str.isdigit, text)))

    def __str__(self):
        return self.digits

    def __eq__(self, other):
        if isinstance(other, str):
            return self.digits == other
        return isinstance(other, Account) and self.digits == other.digits


class Bag:
    def __init__(self, items=()):
        self._items = list(dict.fromkeys(items))

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __eq__(self, other):
        if isinstance(other, (Bag, set, frozenset)):
            return set(self) == set(other)
        return NotImplemented


class Ring:
    def __init__(self, items):
        self._items = list(items)

    def turn(self):
        self._items.append(self._items.pop(0))

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __eq__(self, other):
        if isinstance(other, (Ring, list)):
            return list(self) == list(other)
        return NotImplemented


class Cache:
    def __init__(self, size, **items):
        self._size, self._items = size, dict(items)

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __getitem__(self, key):
        return self._items[key]

    def __setitem__(self, key, value):
        self._items[key] = value
        while len(self._items) > self._size:
            del self._items[next(iter(self._items))]

    def __eq__(self, other):
        return self._items == (other._items if isinstance(other, Cache) else other)

class Money:
    def __init__(self, amount):
        self.amount = amount

    def _amount(self, other):
        return other.amount if isinstance(other, Money) else other

    def __eq__(self, other):
        return self.amount == self._amount(other)

    def __lt__(self, other):
        return self.amount < self._amount(other)

    def __gt__(self, other):
        return self.amount > self._amount(other)

    def __hash__(self):
        return hash(self.amount)


class Grid:
    def __init__(self, rows):
        self.rows = rows

    def __eq__(self, other):
        if type(other) is Grid:
            return self.rows == other.rows
        return self.rows == other


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        if not isinstance(other, (tuple, Point)):
            return NotImplemented
        return (self.x, self.y) == other


class Header(str):
    """Text that ignores capitals."""

    def __eq__(self, other):
        return self.lower() == other.lower()

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return hash(self.lower())


class _Digits:
    def __init__(self, digits):
        self.digits = digits

    def __eq__(self, other):
        if isinstance(other, str):
            return self.digits == other.strip()
        return isinstance(other, _Digits) and self.digits == other.digits


def scan(lines):
    return [_Digits(line.replace(" ", "")) for line in lines]


@functools.total_ordering
class Version:
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return self.number == getattr(other, "number", other)

    def __lt__(self, other):
        return self.number < getattr(other, "number", other)
