"""What one process has lent to the other, and what it has borrowed.

Every object that does not cross by copy is lent under a random number. Lending counts: the other side answers with
how often it received the number when it drops its stand-in, so a message in flight never loses an object.
"""

from __future__ import annotations

import collections
import copy
import sys
import threading
import uuid
import weakref
from os import urandom as _urandom
from typing import TYPE_CHECKING, Any, cast

from assay import describe
from assay.errors import CannotCross, ProtocolError
from assay.functions import BoundRemote
from assay.refs import Ref, instance_ref
from assay.remote import ref_of
from assay.values import SCALARS, as_list

if TYPE_CHECKING:
    from assay.peer import Peer

_MAX_LENT = 1_000_000
_MAX_BORROWED = 500_000
_MAX_VALUES = 256
_CONSTANT = frozenset({*describe.CONSTANT, uuid.UUID})
MAX_CACHED = 256  # stand-ins of the test's instances that the candidate's half keeps


class Lent:
    """An object that the other side has a number for."""

    __slots__ = ("count", "described", "handed", "ident", "lends", "obj")

    def __init__(self, ident: int, obj: Any) -> None:
        self.ident = ident
        self.obj = obj
        self.count = 0
        self.described = False
        self.handed = False  # itself, and not only along with something else, as an object's class is
        self.lends = False  # a class whose instances are lent, whatever they are


class _Kept(dict[str, Any]):
    """``vars()`` of a test's object as the candidate sees it: private names stay here, others go to the object."""

    def __init__(self, proxy: Any) -> None:
        super().__init__()
        self._ref = weakref.ref(instance_ref(proxy))

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        ref = self._ref()
        if ref is not None and not name.startswith("_"):
            ref.ask("setvar", name, (value,))

    def __delitem__(self, name: str) -> None:
        super().__delitem__(name)
        ref = self._ref()
        if ref is not None and not name.startswith("_"):
            ref.ask("delvar", name)

    def update(self, *args: Any, **kwargs: Any) -> None:
        for name, value in dict(*args, **kwargs).items():
            self[name] = value

    def clear(self) -> None:
        for name in list(self):
            del self[name]

    def pop(self, name: str, *default: Any) -> Any:
        if name not in self and default:
            return default[0]
        value = self[name]
        del self[name]
        return value

    def setdefault(self, name: str, default: Any = None) -> Any:
        if name not in self:
            self[name] = default
        return self[name]

    def __copy__(self) -> dict[str, Any]:
        return dict(self)

    copy = __copy__

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, Any]:
        return copy.deepcopy(dict(self), memo)


class Loans:
    """The tables of one half (``assay.peer.Peer``). ``strict`` is the grader's: it trusts nothing that arrives."""

    most_cached = MAX_CACHED

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self._tables = threading.RLock()  # guards what follows; never held while the other side is asked
        self._lent: dict[int, Lent] = {}
        self._lent_by_obj: dict[int, Lent] = {}
        self._refs: weakref.WeakValueDictionary[int, Ref] = weakref.WeakValueDictionary()
        self._proxies: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
        self.dropped: collections.deque[list[int]] = collections.deque()
        self._kept: dict[int, tuple[Any, dict[str, Any]]] = {}
        self.watched: dict[int, Lent] = {}  # the test's instances that the candidate's half keeps stand-ins of
        self.ordered: dict[int, dict[type, Any]] = {}  # what objects say they are ordered by, until asked anything else
        self._values: dict[int, Any] = {}  # numbers, bytes and tuples of the other side's classes that crossed last
        self._cached: dict[int, Any] = {}  # those stand-ins: weak references there last as long as the object here

    # -- lent -------------------------------------------------------------------------------------------------

    def lend(self, obj: Any) -> Lent:
        """Lend an object, once more or for the first time."""
        with self._tables:
            lent = self._lent_by_obj.get(id(obj))
            if lent is None:
                if len(self._lent) >= _MAX_LENT:
                    raise CannotCross(f"more than {_MAX_LENT} objects are shared between the processes")
                lent = Lent(int.from_bytes(_urandom(7)) + 1, obj)
                self._lent[lent.ident] = lent
                self._lent_by_obj[id(obj)] = lent
            lent.count += 1
            return lent

    def note_lends(self, kind: type) -> None:
        """Have :meth:`lends` say so of a class, if it is lent itself."""
        lent = self._lent_by_obj.get(id(kind))
        if lent is not None:
            lent.lends = True

    def is_handed(self, obj: Any) -> bool:
        """Whether an object has been handed to the other side, and not only gone along with another."""
        lent = self._lent_by_obj.get(id(obj))
        return lent is not None and lent.handed

    def lends(self, kind: type) -> bool:
        """Whether it is known that every instance of a class crosses as a loan, and the other side has that class."""
        lent = self._lent_by_obj.get(id(kind))
        return lent is not None and lent.lends

    def lent_object(self, ident: Any) -> Any:
        lent = self._lent.get(ident) if type(ident) is int else None
        if lent is None:
            raise ProtocolError("an object was named that was never handed out")
        return lent.obj

    def watch(self, lent: Lent) -> None:
        """The grader's half: tell the candidate's when only this loan holds the object any longer."""
        with self._tables:
            if len(self.watched) < self.most_cached:
                self.watched[lent.ident] = lent

    def take_orphans(self) -> list[int]:
        """Lent instances that nothing in this process holds any longer but the loan itself."""
        if not self.watched:
            return []
        # the loan's own reference, and getrefcount's argument
        with self._tables:
            found = [ident for ident, lent in self.watched.items() if sys.getrefcount(lent.obj) <= 2]
            for ident in found:
                del self.watched[ident]
        return found

    def release(self, releases: Any) -> None:
        """The other side dropped these."""
        for release in as_list(releases):
            if type(release) not in (list, tuple) or len(release) != 2 or not all(type(n) is int for n in release):
                raise ProtocolError("a release that makes no sense")
            ident, count = release
            with self._tables:
                lent = self._lent.get(ident)
                if lent is None or not 0 < count <= lent.count:
                    raise ProtocolError("a release of something never lent, or not so often")
                lent.count -= count
                if lent.count <= 0:
                    del self._lent[ident]
                    if self._lent_by_obj.get(id(lent.obj)) is lent:
                        del self._lent_by_obj[id(lent.obj)]
            del lent  # what it held may run a finaliser, which may ask: not under the lock

    # -- borrowed ---------------------------------------------------------------------------------------------

    def borrow(self, ident: Any, desc: Any) -> tuple[Ref, Any]:
        if type(ident) is not int:
            raise ProtocolError("a reference without a number")
        with self._tables:
            ref = self._refs.get(ident)
            if ref is None:
                if self.strict and len(self._refs) >= _MAX_BORROWED:
                    raise ProtocolError("more references than there may be")
                ref, found = Ref(cast("Peer", self), ident, {}), None
                self._refs[ident] = ref
            else:
                ref.count += 1
                found = self._proxies.get(ident, self._values.get(ident))
            if type(desc) is dict and not ref.desc:
                ref.desc = desc
        if desc is None and not ref.desc:  # described in a message that another thread has yet to read
            ref.desc = ref.ask("describe")
        return ref, found

    def proxy_of(self, ref: Ref) -> Any:
        """The stand-in that a reference belongs to."""
        found = self._proxies.get(ref.id)
        return found if found is not None else BoundRemote(ref, "__self__").resolve()

    def bind(self, ref: Ref, proxy: Any) -> None:
        """Make ``proxy`` the one stand-in for a reference."""
        self._refs[ref.id] = ref
        self._proxies[ref.id] = proxy

    def remember(self, ident: int, proxy: Any) -> Any:
        """Make ``proxy`` what the number stands for, where its type allows a weak reference.

        Gives it, or the one that another thread has made in the meantime: there is only one.
        """
        try:
            with self._tables:
                found = self._proxies.get(ident)
                if found is not None:
                    return found
                self._proxies[ident] = proxy
        except TypeError:
            self._keep_value(ident, proxy)
        return proxy

    def _keep_value(self, ident: int, proxy: Any) -> None:
        """Keep for a while what no weak reference leads to, so that it is the same object when it comes again.

        But nothing through which other objects would live longer.
        """
        if not isinstance(proxy, (int, bytes)) and not isinstance(proxy, tuple):
            return  # an exception
        with self._tables:
            if isinstance(proxy, tuple) and not all(map(self._is_value, tuple.__iter__(proxy))):
                return
            self._values[ident] = proxy
            if len(self._values) > _MAX_VALUES:
                del self._values[next(iter(self._values))]

    def _is_value(self, item: Any) -> bool:
        ref = ref_of(item)
        plain = type(item) in SCALARS or type(item) in _CONSTANT
        return plain or ref is not None and ref.id in self._values

    def borrows(self) -> bool:
        """Whether there is anything of the other side here."""
        return bool(self._refs)

    def borrowed(self) -> list[tuple[Ref, Any]]:
        """Every reference that has a stand-in now."""
        return [(ref, self._proxies[ref.id]) for ref in list(self._refs.values()) if ref.id in self._proxies]

    def stand_in(self, ident: int) -> Any:
        """What stands for the object of that number now, or None."""
        return self._proxies.get(ident)

    def take_over(self, ref: Ref, proxy: Any, fresh: Any) -> None:
        """Let an old process's stand-in stand for ``fresh``, its successor here."""
        new = ref_of(fresh)
        if new is None or new.peer is not self:
            raise CannotCross(f"{fresh!r} is not what it was before the restart")
        ref.peer, ref.id, ref.count, new.count = new.peer, new.id, new.count, 0
        self.bind(ref, proxy)

    def drop(self, ident: int, count: int) -> None:
        """A reference was garbage collected; told to the other side with the next message."""
        if ident and count:
            self.dropped.append([ident, count])

    def take_dropped(self) -> list[list[int]]:
        """References dropped since the last message, as ``[number, count]``."""
        taken: list[list[int]] = []
        while True:
            try:
                taken.append(self.dropped.popleft())
            except IndexError:  # asking first would not do: another thread may take the last one
                return taken

    def cache(self, ident: int, proxy: Any) -> None:
        """Keep a stand-in for as long as the test holds the object, so that weak references to it live as long."""
        with self._tables:
            self._cached[ident] = proxy
            oldest = self._cached.pop(next(iter(self._cached))) if len(self._cached) > MAX_CACHED else None
        del oldest  # what it held may run a finaliser: not under the lock

    def orphaned(self, idents: Any) -> None:
        """The other side holds these no longer; stop keeping their stand-ins alive."""
        if self.strict and idents:
            raise ProtocolError("only the grader says what the test no longer holds")
        for ident in idents:
            ref = self._refs.get(ident)
            if ref is not None:
                ref.orphan = True
            self._cached.pop(ident, None)

    def keep(self, proxy: Any) -> dict[str, Any]:
        """Private attributes that this side hangs on the other's object; they keep the stand-in alive."""
        found = self._kept.get(id(proxy))
        if found is None:
            found = self._kept.setdefault(id(proxy), (proxy, _Kept(proxy)))
        return found[1]

    def kept(self, proxy: Any) -> dict[str, Any]:
        """The same, without keeping anything that has none."""
        return self._kept[id(proxy)][1] if id(proxy) in self._kept else {}
