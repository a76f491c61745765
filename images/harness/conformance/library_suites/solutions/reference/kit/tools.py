import functools
import numbers
from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction


class Key(list):
    """A list that may be a key, as long as nobody changes it."""

    def __hash__(self):
        return hash(tuple(self))


def grouped(rows, width):
    groups = {}
    for row in rows:
        groups.setdefault(Key(row[:width]), []).append(row[width:])
    return groups


class Sealed(dict):
    def __hash__(self):
        return hash(frozenset(self.items()))

    def __setitem__(self, key, value):
        raise TypeError("sealed")


class Box:
    @staticmethod
    def weight(thing):
        return 1

    def __init__(self, weight=None):
        if weight is not None:
            self.weight = weight
        self._things = []

    def put(self, thing):
        self._things.append(thing)

    @property
    def total(self):
        return sum(map(self.weight, self._things))


class Ring:
    def __init__(self, *items):
        self._items = items

    def __len__(self):
        return len(self._items)

    def __getitem__(self, index):
        return self._items[index % len(self._items)]


Sequence.register(Ring)


class Amount:
    def __init__(self, cents):
        self.cents = cents


numbers.Number.register(Amount)


class East(tzinfo):
    def __init__(self, minutes):
        self._minutes = minutes

    def utcoffset(self, when):
        return timedelta(minutes=self._minutes)

    def dst(self, when):
        return timedelta(0)

    def tzname(self, when):
        return f"+{self._minutes}"


def moment(text, minutes):
    return datetime.fromisoformat(text).replace(tzinfo=East(minutes))


def offset_of(when):
    return when.utcoffset()


def remembered(place):
    """Keeps results in the dict that ``place`` finds on the instance."""

    def decorate(method):
        @functools.wraps(method)
        def wrapper(self, *args):
            known = place(self)
            if args not in known:
                known[args] = method(self, *args)
            return known[args]

        return wrapper

    return decorate


class Share(Fraction):
    def percent(self):
        return f"{float(self) * 100:.0f} %"


def halved(share):
    return share + share, share / 2
