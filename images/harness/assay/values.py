"""Plain data as a tree that both halves of the proxy can write and read.

A value becomes a *tree* of ``None``, ``bool``, ``int``, ``float``, ``str`` and ``list``; everything else is a
one-key ``dict`` ``{tag: payload}``. The grader writes trees with ``marshal`` (the candidate may trust it), the
candidate writes JSON, because nothing it sends may be unpickled, evaluated or ``marshal``-loaded here.

Mutable containers are *twinned*: the copy on the other side and the original are kept equal as long as both
sides hold them, by sending what changed along with each message (see :class:`Twins`). So a list sorted by the
callee is sorted for the caller, and a returned internal list is the internal list.

Whatever is not plain goes to ``Codec.encode_other`` and becomes a reference (``assay.peer``).
"""

from __future__ import annotations

import base64
import binascii
import collections
import decimal
import fractions
import logging
import pathlib
import sys
import types
import uuid
import zoneinfo
from datetime import UTC as _dt_UTC  # names of our own, because tests replace those of the module
from datetime import date as _dt_date
from datetime import datetime as _dt_datetime
from datetime import time as _dt_time
from datetime import timedelta as _dt_timedelta
from datetime import timezone as _dt_timezone
from datetime import tzinfo as _dt_tzinfo
from array import array
from collections.abc import Callable, Iterable, Sequence
from operator import is_
from typing import Any

from assay.errors import CannotCross, ProtocolError

type Tree = Any

SCALARS = frozenset({type(None), bool, int, float, str})
_BIG_INT_BITS = 4096  # beyond this JSON's decimal form is slow and, from 4300 digits on, refused by Python
_MAX_DEPTH = 200  # nested containers; the interpreter's own recursion limit is not far behind
_MAX_HEX = 8 << 20
_SMALL = 1 << 63
_LONG = 1 << 16
KEEP_TWINS = 256  # twins kept between messages; the oldest become plain copies
KEEP_SIZE = 20_000  # a container with more items is not compared again after the call it crossed in


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


_BASES: tuple[Any, ...] = (list, set, collections.deque, bytearray)


def _raw(obj: Any) -> Any:
    """The items of a container as its built-in base sees them, whatever a subclass overrides."""
    for base in _BASES:
        if isinstance(obj, base):
            return base.__iter__(obj)
    raise TypeError(type(obj))


def _pairs_of(obj: Any) -> list[tuple[Any, Any]]:
    """The items of a dict in order. An OrderedDict keeps its order beside the dict it is."""
    if isinstance(obj, collections.OrderedDict):
        return [(key, dict.__getitem__(obj, key)) for key in collections.OrderedDict.__iter__(obj)]
    return list(dict.items(obj))


def _snapshot(obj: Any) -> Any:
    if type(obj) is types.SimpleNamespace:
        obj = vars(obj)
    if isinstance(obj, dict):
        pairs = _pairs_of(obj)
        return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return bytes(_raw(obj)) if isinstance(obj, bytearray) else tuple(_raw(obj))


def _same(obj: Any, snap: Any) -> bool:
    if type(obj) is types.SimpleNamespace:
        obj = vars(obj)
    if isinstance(obj, dict):
        keys, values = snap
        if dict.__len__(obj) != len(keys):
            return False
        if isinstance(obj, collections.OrderedDict):
            pairs = _pairs_of(obj)
            return all(p[0] is k and p[1] is v for p, k, v in zip(pairs, keys, values, strict=True))
        return all(map(is_, dict.keys(obj), keys)) and all(map(is_, dict.values(obj), values))
    if isinstance(obj, bytearray):
        return bytearray.__eq__(obj, snap) is True
    if _size(obj) != len(snap):
        return False
    if isinstance(obj, set):
        return set(map(id, _raw(obj))) == set(map(id, snap))
    return all(map(is_, _raw(obj), snap))


class Twins:
    """The containers that one channel keeps equal on both sides.

    Only the thread that owns the channel uses it. ``parity`` keeps the two sides' numbers apart.
    """

    def __init__(self, parity: int) -> None:
        self._next = 2 + parity
        self._by_id: dict[int, Twin] = {}
        self._by_obj: dict[int, Twin] = {}
        self._closed: list[int] = []

    def __bool__(self) -> bool:
        return bool(self._by_id or self._closed)

    def of(self, obj: Any) -> Twin | None:
        """The twin of a local container, if it has one."""
        twin = self._by_obj.get(id(obj))
        return twin if twin is not None and twin.obj is obj and not twin.closing else None

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
        if type(tid) is not int or tid in self._by_id:
            raise ProtocolError("a container arrived under a number already in use")
        twin = Twin(tid, obj)
        self._by_id[tid] = twin
        self._by_obj[id(obj)] = twin
        return twin

    def get(self, tid: int) -> Twin:
        """The twin by its number; a number never agreed on is a protocol error."""
        twin = self._by_id.get(tid) if type(tid) is int else None
        if twin is None:
            raise ProtocolError("a container was named that never crossed")
        return twin

    def forget(self, tid: int) -> None:
        """Stop twinning; the other side has agreed or asked."""
        twin = self._by_id.pop(tid, None)
        if twin is not None and self._by_obj.get(id(twin.obj)) is twin:
            del self._by_obj[id(twin.obj)]

    def changes(self) -> list[Twin]:
        """Twins whose local contents differ from what the other side has; they are settled."""
        found = [twin for twin in self._by_id.values() if twin.changed()]
        for twin in found:
            twin.settle()
        return found

    def let_go(self) -> list[int]:
        """Numbers the other side may forget, because nobody here holds the container any longer."""
        for twin in list(self._by_id.values()):
            if twin.closing:
                continue
            # the twin's own reference and getrefcount's argument
            if sys.getrefcount(twin.obj) <= 2 or _size(twin.obj) > KEEP_SIZE:
                twin.closing = True
                self._closed.append(twin.tid)
        excess = len(self._by_id) - KEEP_TWINS
        for twin in list(self._by_id.values())[: max(excess, 0)]:
            if not twin.closing:
                twin.closing = True
                self._closed.append(twin.tid)
        closed, self._closed = self._closed, []
        return closed

    def closed_there(self, tid: int) -> None:
        """The other side let go of a container; forget it too, and agree if it was not our idea."""
        twin = self._by_id.get(tid)
        if twin is not None:
            if not twin.closing:
                self._closed.append(tid)
            self.forget(tid)


def _size(obj: Any) -> int:
    if type(obj) is types.SimpleNamespace:
        return len(vars(obj))
    for base in (dict, *_BASES):
        if isinstance(obj, base):
            return int(base.__len__(obj))
    raise TypeError(type(obj))


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unb64(text: Any) -> bytes:
    if type(text) is not str:
        raise ProtocolError("bytes that are not base64 text")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProtocolError("bytes that are not base64 text") from error


def _clean(text: str) -> bool:
    """Tell whether JSON brings a text back unchanged: no surrogates."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def all_scalars(items: Iterable[Any]) -> bool:
    """Tell whether every item is an exact None, bool, int, float or str."""
    return SCALARS.issuperset(map(type, items))


_DICTS: dict[str, type] = {
    "dict": dict,
    "OrderedDict": collections.OrderedDict,
    "Counter": collections.Counter,
    "defaultdict": collections.defaultdict,
}
_DICT_NAMES = {kind: name for name, kind in _DICTS.items()}


class Codec:
    """Encodes and decodes for one channel. Subclassed by the channel's peer for references.

    ``other_encode(value, codec)`` and ``other_decode(tag, payload, codec)`` handle what is not plain data.
    """

    def __init__(
        self,
        parity: int,
        other_encode: Callable[[Any, Codec], Tree],
        other_decode: Callable[[str, Any, Codec], Any],
    ) -> None:
        self.twins = Twins(parity)
        self.json = parity == 1  # written as JSON, which has no surrogates and no enormous integers
        self._other_encode = other_encode
        self._other_decode = other_decode
        self._depth = 0

    def is_scalar(self, value: Any) -> bool:
        """Whether a value can be its own tree: an exact scalar that the other side's reader brings back unchanged."""
        kind = type(value)
        if kind is str:
            return len(value) < _LONG and (not self.json or value.isascii())
        if kind is int:
            return not self.json or -_SMALL < value < _SMALL
        return kind in SCALARS

    # -- encoding ---------------------------------------------------------------------------------------------

    def encode(self, value: Any, share: bool) -> Tree:
        """The tree of a value.

        ``share`` twins every container (arguments); without it only those that something else still holds.
        """
        kind = type(value)
        if kind in SCALARS:
            return self._scalar(kind, value)
        self._depth = 0
        mark = self.twins.mark()
        try:
            return self._encode(value, share)
        except RecursionError as error:
            self.twins.undo(mark)
            raise CannotCross(_too_deep()) from error
        except BaseException:
            self.twins.undo(mark)
            raise

    def _scalar(self, kind: type, value: Any) -> Tree:
        if not self.json:
            return value
        if kind is str:
            if not _clean(value):
                return {"u": _b64(value.encode("utf-8", "surrogatepass"))}
        elif kind is int and value.bit_length() > _BIG_INT_BITS:
            return {"I": hex(value)}
        return value

    def _encode(self, value: Any, held: bool) -> Tree:
        kind = type(value)
        if kind in SCALARS:
            return self._scalar(kind, value)
        write = _WRITERS.get(kind)
        if write is None:
            return self._other_encode(value, self)
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise CannotCross(_too_deep())
        try:
            return write(self, value, held)
        finally:
            self._depth -= 1

    def items(self, values: Iterable[Any], held: bool) -> list[Tree]:
        """The trees of several values."""
        values = list(values)  # a copy even of a list, so that every item has the same number of references here
        if all_scalars(values) and (not self.json or _json_safe(values)):
            return values
        return [self._encode(value, held) for value in values]

    def _twin(self, value: Any, held: bool) -> tuple[Tree | None, Twin | None]:
        """An existing twin's name, or a new twin where one is needed, or neither."""
        twin = self.twins.of(value)
        if twin is not None:
            return {"w": twin.tid}, None
        if held or sys.getrefcount(value) > (_FRESH_OUTER if self._depth == 1 else _FRESH_INNER):
            return None, self.twins.new(value)
        return None, None

    def contents(self, value: Any, held: bool) -> Tree:
        """The items of a mutable container, as its tag's payload carries them."""
        if type(value) is types.SimpleNamespace:
            value = vars(value)
        if isinstance(value, dict):
            return self.items([x for pair in _pairs_of(value) for x in pair], held)
        if isinstance(value, bytearray):
            return _b64(bytes(_raw(value)))
        return self.items(list(_raw(value)), held)

    # -- decoding ---------------------------------------------------------------------------------------------

    def decode(self, tree: Tree) -> Any:
        """The value of a tree. Anything malformed is a ProtocolError."""
        if type(tree) in SCALARS:
            return tree
        try:
            return self._decode(tree)
        except (TypeError, ValueError, KeyError, IndexError, ArithmeticError, AttributeError) as error:
            raise ProtocolError(f"a value that makes no sense ({type(error).__name__})") from error
        except RecursionError as error:
            raise ProtocolError("a value nested too deeply") from error

    def _decode(self, tree: Tree) -> Any:
        kind = type(tree)
        if kind in SCALARS:
            return tree
        if kind is list:
            return self.untree(tree)
        if kind is not dict or len(tree) != 1:
            raise ProtocolError("a value in no known form")
        ((tag, payload),) = tree.items()
        read = _READERS.get(tag)
        if read is None:
            return self._other_decode(tag, payload, self)
        return read(self, payload)

    def untree(self, trees: Any) -> list[Any]:
        """Values of a list of trees, as a new list."""
        if type(trees) is not list:
            raise ProtocolError("a list was expected")
        if all_scalars(trees):
            return trees
        return [self._decode(tree) for tree in trees]

    def fill(self, obj: Any, payload: Any) -> None:
        """Give a container the contents of a payload, in place."""
        if type(obj) is types.SimpleNamespace:
            obj = vars(obj)
        if isinstance(obj, bytearray):
            bytearray.__setitem__(obj, slice(None), _unb64(payload))
            return
        items = self.untree(payload)
        if isinstance(obj, dict):
            pairs = _pairs(items)
            if isinstance(obj, collections.OrderedDict):
                collections.OrderedDict.clear(obj)
                for key, value in pairs.items():
                    collections.OrderedDict.__setitem__(obj, key, value)
            else:
                dict.clear(obj)
                dict.update(obj, pairs)
        elif isinstance(obj, set):
            set.clear(obj)
            set.update(obj, items)
        elif isinstance(obj, list):
            list.__setitem__(obj, slice(None), items)
        else:
            collections.deque.clear(obj)
            collections.deque.extend(obj, items)

    def receive(self, obj: Any, tid: Any, payload: Any) -> Any:
        """Fill a container that just arrived, twinned when it came with a number."""
        twin = self.twins.adopt(tid, obj) if tid else None
        self.fill(obj, payload)
        if twin is not None:
            twin.settle()
        return obj

    # -- changes ----------------------------------------------------------------------------------------------

    def pack_changes(self) -> Tree | None:
        """What the other side must know before the next message: new contents, and what may be forgotten."""
        if not self.twins:
            return None
        changed = [[twin.tid, self.contents(twin.obj, True)] for twin in self.twins.changes()]
        closed = self.twins.let_go()
        return [changed, closed] if changed or closed else None

    def apply_changes(self, tree: Tree) -> None:
        """Bring local containers up to date with the other side's."""
        try:
            changed, closed = tree
            for tid, payload in changed:
                twin = self.twins.get(tid)
                self.fill(twin.obj, payload)
                twin.settle()
            for tid in closed:
                self.twins.closed_there(tid)
        except (TypeError, ValueError, AttributeError) as error:
            raise ProtocolError("changes that make no sense") from error


def _too_deep() -> str:
    return (
        f"a value nested deeper than {_MAX_DEPTH} levels cannot cross to the other process; "
        "build it there with assay.probe(...)"
    )


def _json_safe(values: Sequence[Any]) -> bool:
    """Tell whether scalars survive JSON as they are: no surrogates, no enormous integers."""
    kinds = set(map(type, values))
    if str in kinds:
        texts = values if kinds == {str} else [v for v in values if type(v) is str]
        if not all(map(str.isascii, texts)) and not all(map(_clean, texts)):
            return False
    if int in kinds:
        numbers = values if kinds == {int} else [v for v in values if type(v) is int]
        return max(map(int.bit_length, numbers)) <= _BIG_INT_BITS
    return True


# -- writers: exact type -> tree --------------------------------------------------------------------------------

type _Writer = Callable[[Codec, Any, bool], Tree]


def _write_sequence(tag: str) -> _Writer:
    def write(codec: Codec, value: Any, held: bool) -> Tree:
        name, twin = codec._twin(value, held)
        if name is not None:
            return name
        if twin is None:
            return codec.items(value, False) if tag == "l" else {tag: [0, codec.items(value, False)]}
        tree = {tag: [twin.tid, codec.items(value, True)]}
        twin.settle()
        return tree

    return write


def _write_dict(codec: Codec, value: Any, held: bool) -> Tree:
    name, twin = codec._twin(value, held)
    if name is not None:
        return name
    extra: Tree = None
    if type(value) is collections.defaultdict:
        extra = codec._encode(value.default_factory, held)
    tid = 0 if twin is None else twin.tid
    tree = {"d": [tid, _DICT_NAMES[type(value)], extra, codec.contents(value, twin is not None)]}
    if twin is not None:
        twin.settle()
    return tree


def _write_namespace(codec: Codec, value: types.SimpleNamespace, held: bool) -> Tree:
    name, twin = codec._twin(value, held)
    if name is not None:
        return name
    tree = {"ns": [0 if twin is None else twin.tid, codec.contents(value, twin is not None)]}
    if twin is not None:
        twin.settle()
    return tree


def _write_bytearray(codec: Codec, value: bytearray, held: bool) -> Tree:
    name, twin = codec._twin(value, held)
    if name is not None:
        return name
    if twin is not None:
        twin.settle()
    return {"ba": [0 if twin is None else twin.tid, _b64(bytes(value))]}


def _write_deque(codec: Codec, value: Any, held: bool) -> Tree:
    name, twin = codec._twin(value, held)
    if name is not None:
        return name
    tree = {"dq": [0 if twin is None else twin.tid, value.maxlen, codec.items(value, twin is not None)]}
    if twin is not None:
        twin.settle()
    return tree


def _write_tz(zone: _dt_tzinfo | None, codec: Codec) -> Tree:
    return None if zone is None else codec._encode(zone, False)


def _value(name: str, parts: Callable[[Any], Sequence[Any]]) -> _Writer:
    def write(codec: Codec, value: Any, held: bool) -> Tree:
        return {"v": [name, *codec.items(tuple(parts(value)), held)]}

    return write


def _write_float(codec: Codec, value: Any, held: bool) -> Tree:
    return {"c": [value.real, value.imag]}


_WRITERS: dict[type, _Writer] = {
    list: _write_sequence("l"),
    set: _write_sequence("s"),
    collections.deque: _write_deque,
    dict: _write_dict,
    collections.OrderedDict: _write_dict,
    collections.Counter: _write_dict,
    collections.defaultdict: _write_dict,
    bytearray: _write_bytearray,
    tuple: lambda codec, value, held: {"t": codec.items(value, held)},
    frozenset: lambda codec, value, held: {"fs": codec.items(value, held)},
    bytes: lambda codec, value, held: {"b": _b64(value)},
    complex: _write_float,
    range: _value("range", lambda r: (r.start, r.stop, r.step)),
    slice: _value("slice", lambda s: (s.start, s.stop, s.step)),
    decimal.Decimal: _value("Decimal", lambda d: (str(d),)),
    fractions.Fraction: _value("Fraction", lambda f: (f.numerator, f.denominator)),
    uuid.UUID: _value("UUID", lambda u: (u.hex,)),
    _dt_timedelta: _value("timedelta", lambda d: (d.days, d.seconds, d.microseconds)),
    _dt_date: _value("date", lambda d: (d.year, d.month, d.day)),
    _dt_time: _value("time", lambda t: (t.hour, t.minute, t.second, t.microsecond, t.tzinfo, t.fold)),
    _dt_datetime: _value(
        "datetime",
        lambda d: (d.year, d.month, d.day, d.hour, d.minute, d.second, d.microsecond, d.tzinfo, d.fold),
    ),
    _dt_timezone: _value(
        "timezone", lambda z: (z.utcoffset(None), None if z == _dt_UTC else z.tzname(None))
    ),
    zoneinfo.ZoneInfo: _value("ZoneInfo", lambda z: (str(z.key),)),
    pathlib.PosixPath: _value("PosixPath", lambda p: (str(p),)),
    pathlib.PurePosixPath: _value("PurePosixPath", lambda p: (str(p),)),
    pathlib.PureWindowsPath: _value("PureWindowsPath", lambda p: (str(p),)),
    array: _value("array", lambda a: (a.typecode, a.tobytes())),
    memoryview: _value("memoryview", lambda m: (m.tobytes(),)),
    type({}.keys()): _value("dict_keys", lambda k: (list(k),)),
    type({}.values()): _value("dict_values", lambda v: (list(v),)),
    type({}.items()): _value("dict_items", lambda i: ([x for pair in i for x in pair],)),
    types.MappingProxyType: _value("mappingproxy", lambda m: (dict(m),)),
    types.SimpleNamespace: _write_namespace,
    logging.LogRecord: _value("LogRecord", lambda r: (vars(r),)),
    types.EllipsisType: _value("Ellipsis", lambda _: ()),
    types.NotImplementedType: _value("NotImplemented", lambda _: ()),
}

# -- readers: tag -> value --------------------------------------------------------------------------------------


def _read_int(codec: Codec, payload: Any) -> int:
    if type(payload) is not str or len(payload) > _MAX_HEX:
        raise ProtocolError("an integer that is too large")
    return int(payload, 16)


def _read_dict(codec: Codec, payload: Any) -> Any:
    tid, name, extra, items = payload
    obj = _DICTS[name]()
    if name == "defaultdict":
        factory = codec._decode(extra)
        if factory is not None and not callable(factory):
            raise ProtocolError("a default factory that cannot be called")
        obj.default_factory = factory
    return codec.receive(obj, tid, items)


def _read_deque(codec: Codec, payload: Any) -> Any:
    tid, maxlen, items = payload
    return codec.receive(collections.deque(maxlen=maxlen), tid, items)


def _make_timezone(offset: _dt_timedelta, name: str | None) -> _dt_timezone:
    if name is None:
        return _dt_timezone(offset)
    return _dt_timezone(offset, name)


def _make_time(kind: Any) -> Callable[..., Any]:
    return lambda *parts: kind(*parts[:-1], fold=parts[-1])


def _make_array(code: str, data: bytes) -> Any:
    made = array(code)
    made.frombytes(data)
    return made


def _pairs(items: list[Any]) -> dict[Any, Any]:
    return dict(zip(items[::2], items[1::2], strict=True))


_VALUES: dict[str, Callable[..., Any]] = {
    "range": range,
    "slice": slice,
    "Decimal": decimal.Decimal,
    "Fraction": fractions.Fraction,
    "UUID": uuid.UUID,
    "timedelta": _dt_timedelta,
    "date": _dt_date,
    "time": _make_time(_dt_time),
    "datetime": _make_time(_dt_datetime),
    "timezone": _make_timezone,
    "ZoneInfo": zoneinfo.ZoneInfo,
    "PosixPath": pathlib.PosixPath,
    "PurePosixPath": pathlib.PurePosixPath,
    "PureWindowsPath": pathlib.PureWindowsPath,
    "array": _make_array,
    "memoryview": memoryview,
    "dict_keys": lambda keys: dict.fromkeys(keys).keys(),
    "dict_values": lambda values: dict(enumerate(values)).values(),
    "dict_items": lambda items: _pairs(items).items(),
    "mappingproxy": types.MappingProxyType,
    "LogRecord": logging.makeLogRecord,
    "Ellipsis": lambda: ...,
    "NotImplemented": lambda: NotImplemented,
}


def _read_value(codec: Codec, payload: Any) -> Any:
    name, *parts = payload
    return _VALUES[name](*codec.untree(parts))


_READERS: dict[str, Callable[[Codec, Any], Any]] = {
    "u": lambda codec, payload: _unb64(payload).decode("utf-8", "surrogatepass"),
    "I": _read_int,
    "l": lambda codec, payload: codec.receive([], payload[0], payload[1]),
    "s": lambda codec, payload: codec.receive(set(), payload[0], payload[1]),
    "d": _read_dict,
    "dq": _read_deque,
    "ba": lambda codec, payload: codec.receive(bytearray(), payload[0], payload[1]),
    "ns": lambda codec, payload: codec.receive(types.SimpleNamespace(), payload[0], payload[1]),
    "t": lambda codec, payload: tuple(codec.untree(payload)),
    "fs": lambda codec, payload: frozenset(codec.untree(payload)),
    "b": lambda codec, payload: _unb64(payload),
    "c": lambda codec, payload: complex(*payload),
    "v": _read_value,
    "w": lambda codec, payload: codec.twins.get(payload).obj,
}


def _calibrate() -> tuple[int, int]:
    """References that a container nobody else holds has when ``Codec._twin`` looks at it: outermost, inside another."""
    seen: dict[int, int] = {}

    class Probe(Codec):
        def _twin(self, value: Any, held: bool) -> tuple[Tree | None, Twin | None]:
            seen[self._depth] = max(sys.getrefcount(value), seen.get(self._depth, 0))
            return None, None

    probe = Probe(0, lambda value, codec: None, lambda tag, payload, codec: None)
    value: Any = [[1], {2: {3}}, {"a": [1]}]  # held by one variable, as the value that a channel answers with
    probe.encode(value, False)
    return seen[1], max(seen[2], seen[3])


_FRESH_OUTER, _FRESH_INNER = _calibrate()
