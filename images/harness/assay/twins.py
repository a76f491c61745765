"""Mutable containers that exist in both processes and are kept equal.

After a message, whatever changed on one side is sent along with the next one; a container that one side no longer
holds is forgotten on both.
"""

from __future__ import annotations

import collections
import logging
import sys
import types
from operator import is_
from typing import Any

from assay.errors import ProtocolError

KEEP_TWINS = 256  # twins kept between messages; the oldest become plain copies
KEEP_SIZE = 20_000  # a container with more items is not compared again after the call it crossed in
MOST_TWINS = 250_000  # containers beyond that cross as plain copies
NAMESPACES = (types.SimpleNamespace, logging.LogRecord)
"""Types of which an instance is what its attributes are."""
_BASES: tuple[Any, ...] = (list, set, collections.deque, bytearray)


class Twin:
    """One mutable container that exists on both sides, with its state when last compared."""

    __slots__ = ("closing", "obj", "snap", "tid")

    def __init__(self, tid: int, obj: Any) -> None:
        self.tid = tid
        self.obj = obj
        self.snap: Any = None
        self.closing = False

    def settle(self) -> None:
        """Remember the present contents as what the other side has."""
        self.snap = _snapshot(self.obj)

    def changed(self) -> bool:
        """Tell whether the contents differ from the last settled ones, by identity of the items."""
        return self.snap is not None and not _same(self.obj, self.snap)


def raw_items(obj: Any) -> Any:
    """The items of a container as its built-in base sees them, whatever a subclass overrides."""
    for base in _BASES:
        if isinstance(obj, base):
            return base.__iter__(obj)
    raise TypeError(type(obj))


def raw_pairs(obj: Any) -> list[tuple[Any, Any]]:
    """The items of a dict in order. An OrderedDict keeps its order beside the dict it is."""
    if isinstance(obj, collections.OrderedDict):
        return [(key, dict.__getitem__(obj, key)) for key in collections.OrderedDict.__iter__(obj)]
    return list(dict.items(obj))


def _snapshot(obj: Any) -> Any:
    if type(obj) in NAMESPACES:
        obj = vars(obj)
    if isinstance(obj, dict):
        pairs = raw_pairs(obj)
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return bytes(raw_items(obj)) if isinstance(obj, bytearray) else tuple(raw_items(obj))


def _same(obj: Any, snap: Any) -> bool:
    if type(obj) in NAMESPACES:
        obj = vars(obj)
    if isinstance(obj, dict):
        keys, values = snap
        if dict.__len__(obj) != len(keys):
            return False
        if isinstance(obj, collections.OrderedDict):
            pairs = raw_pairs(obj)
            return all(p[0] is k and p[1] is v for p, k, v in zip(pairs, keys, values, strict=True))
        return all(map(is_, dict.keys(obj), keys)) and all(map(is_, dict.values(obj), values))
    if isinstance(obj, bytearray):
        return bytearray.__eq__(obj, snap) is True
    if _size(obj) != len(snap):
        return False
    if isinstance(obj, set):
        return set(map(id, raw_items(obj))) == set(map(id, snap))
    return all(map(is_, raw_items(obj), snap))


class Twins:
    """The containers that one channel keeps equal on both sides.

    Only the thread that owns the channel uses it. ``parity`` keeps the two sides' numbers apart.
    """

    def __init__(self, parity: int) -> None:
        self._next = 2 + parity
        self.live: dict[int, Twin] = {}  # by number
        self._by_obj: dict[int, Twin] = {}
        self.closed: list[int] = []  # numbers that the other side has yet to be told of

    def of(self, obj: Any) -> Twin | None:
        """The twin of a local container, if it has one."""
        twin = self._by_obj.get(id(obj))
        return twin if twin is not None and twin.obj is obj and not twin.closing else None

    def full(self) -> bool:
        """Whether no more containers are shared."""
        return len(self.live) >= MOST_TWINS

    def mark(self) -> int:
        """The number last given out, for :meth:`undo`."""
        return self._next

    def undo(self, mark: int) -> None:
        """Forget the twins started since ``mark``: the message they were for is not sent."""
        for tid in range(mark + 2, self._next + 2, 2):
            self.forget(tid)

    def new(self, obj: Any) -> Twin:
        """Start twinning a container that is about to be sent."""
        self._next += 2
        return self.adopt(self._next, obj)

    def adopt(self, tid: int, obj: Any) -> Twin:
        """Start twinning a container that arrived under the other side's number."""
        if type(tid) is not int or tid in self.live:
            raise ProtocolError("a container arrived under a number already in use")
        if len(self.live) > MOST_TWINS + KEEP_TWINS:
            raise ProtocolError("more shared containers than there may be")
        twin = Twin(tid, obj)
        self.live[tid] = twin
        self._by_obj[id(obj)] = twin
        return twin

    def get(self, tid: int) -> Twin:
        """The twin by its number; a number never agreed on is a protocol error."""
        twin = self.live.get(tid) if type(tid) is int else None
        if twin is None:
            raise ProtocolError("a container was named that never crossed")
        return twin

    def forget(self, tid: int) -> None:
        """Stop twinning; the other side has agreed or asked."""
        twin = self.live.pop(tid, None)
        if twin is not None and self._by_obj.get(id(twin.obj)) is twin:
            del self._by_obj[id(twin.obj)]

    def changes(self) -> list[Twin]:
        """Twins whose local contents differ from what the other side has; they are settled."""
        found = [twin for twin in self.live.values() if twin.changed()]
        for twin in found:
            twin.settle()
        return found

    def replace(self, before: Any, now: Any) -> None:
        """Put one object in place of another wherever containers hold it."""
        for twin in self.live.values():
            obj = vars(twin.obj) if type(twin.obj) in NAMESPACES else twin.obj
            if isinstance(obj, dict):
                found = [(dict, key) for key, value in raw_pairs(obj) if value is before]
            elif isinstance(obj, (list, collections.deque)):
                base: Any = list if isinstance(obj, list) else collections.deque
                found = [(base, at) for at, value in enumerate(raw_items(obj)) if value is before]
            else:
                continue
            for kind, at in found:
                kind.__setitem__(obj, at, now)
            if found:
                twin.settle()

    def let_go(self) -> list[int]:
        """Numbers the other side may forget, because nobody here holds the container any longer."""
        for twin in list(self.live.values()):
            if twin.closing:
                continue
            # the twin's own reference and getrefcount's argument
            if sys.getrefcount(twin.obj) <= 2 or _size(twin.obj) > KEEP_SIZE:
                twin.closing = True
                self.closed.append(twin.tid)
        excess = len(self.live) - KEEP_TWINS
        for twin in list(self.live.values())[: max(excess, 0)]:
            if not twin.closing:
                twin.closing = True
                self.closed.append(twin.tid)
        closed = self.closed.copy()
        self.closed.clear()
        return closed

    def closed_there(self, tid: int) -> None:
        """The other side let go of a container; forget it too, and agree if it was not our idea."""
        twin = self.live.get(tid)
        if twin is not None:
            if not twin.closing:
                self.closed.append(tid)
            self.forget(tid)


def _size(obj: Any) -> int:
    if type(obj) in NAMESPACES:
        return len(vars(obj))
    for base in (dict, *_BASES):
        if isinstance(obj, base):
            return int(base.__len__(obj))
    raise TypeError(type(obj))
