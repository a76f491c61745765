"""How each plain type is written as a tree and read back: one table for each direction."""

from __future__ import annotations

import base64
import binascii
import collections
import decimal
import fractions
import ipaddress
import logging
import pathlib
import re
import time
import types
import uuid
import warnings
import zoneinfo
from array import array
from collections.abc import Callable, Sequence
from datetime import UTC as _dt_UTC  # names of our own, because tests replace those of the module
from datetime import date as _dt_date
from datetime import datetime as _dt_datetime
from datetime import time as _dt_time
from datetime import timedelta as _dt_timedelta
from datetime import timezone as _dt_timezone
from typing import TYPE_CHECKING, Any

from assay.errors import ProtocolError

if TYPE_CHECKING:
    from assay.values import Codec

type Tree = Any
type _Writer = Callable[[Codec, Any, bool], Tree]

_MAX_HEX = 8 << 20
_LONGEST_PATTERN = 2_000  # of this length the slowest to compile takes seconds, and the test's limit ends that
_MOST_GROUPS = 200  # how deep one can be nested; the interpreter's recursion limit is at several hundred
_PATTERN_FLAGS = re.A | re.I | re.L | re.M | re.S | re.U | re.X  # not DEBUG, which prints
_compile = re.compile
_DICTS: dict[str, type] = {
    "dict": dict,
    "OrderedDict": collections.OrderedDict,
    "Counter": collections.Counter,
    "defaultdict": collections.defaultdict,
}
_ADDRESSES: tuple[type, ...] = (
    ipaddress.IPv4Address, ipaddress.IPv6Address, ipaddress.IPv4Network, ipaddress.IPv6Network,
    ipaddress.IPv4Interface, ipaddress.IPv6Interface,
)  # fmt: skip
_DICT_NAMES = {kind: name for name, kind in _DICTS.items()}


def to_base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def from_base64(text: Any) -> bytes:
    if type(text) is not str:
        raise ProtocolError("bytes that are not base64 text")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProtocolError("bytes that are not base64 text") from error


def _write_sequence(tag: str) -> _Writer:
    def write(codec: Codec, value: Any, held: bool) -> Tree:
        name, twin = codec.twin_of(value, held)
        if name is not None:
            return name
        if twin is None:
            return codec.items(value, False) if tag == "l" else {tag: [0, codec.items(value, False)]}
        tree = {tag: [twin.tid, codec.items(value, True)]}
        twin.settle()
        return tree

    return write


def _write_dict(codec: Codec, value: Any, held: bool) -> Tree:
    name, twin = codec.twin_of(value, held)
    if name is not None:
        return name
    extra: Tree = None
    if type(value) is collections.defaultdict:
        extra = codec.write(value.default_factory, held)
    tid = 0 if twin is None else twin.tid
    tree = {"d": [tid, _DICT_NAMES[type(value)], extra, codec.contents(value, twin is not None)]}
    if twin is not None:
        twin.settle()
    return tree


def _write_namespace(tag: str) -> _Writer:
    def write(codec: Codec, value: Any, held: bool) -> Tree:
        name, twin = codec.twin_of(value, held)
        if name is not None:
            return name
        tree = {tag: [0 if twin is None else twin.tid, codec.contents(value, twin is not None)]}
        if twin is not None:
            twin.settle()
        return tree

    return write


def _write_bytearray(codec: Codec, value: bytearray, held: bool) -> Tree:
    name, twin = codec.twin_of(value, held)
    if name is not None:
        return name
    if twin is not None:
        twin.settle()
    return {"ba": [0 if twin is None else twin.tid, to_base64(bytes(value))]}


def _write_deque(codec: Codec, value: Any, held: bool) -> Tree:
    name, twin = codec.twin_of(value, held)
    if name is not None:
        return name
    tree = {"dq": [0 if twin is None else twin.tid, value.maxlen, codec.items(value, twin is not None)]}
    if twin is not None:
        twin.settle()
    return tree


def _write_pattern(codec: Codec, value: re.Pattern[Any], held: bool) -> Tree:
    text, flags = value.pattern, value.flags
    if not _may_compile(text, flags):
        return codec.by_reference(value)
    return {"v": ["Pattern", *codec.items((text, flags), held)]}


def _may_compile(text: Any, flags: int) -> bool:
    """Whether compiling a pattern again costs little; matching it costs what matching its text would."""
    opening = "(" if type(text) is str else b"("
    short = type(text) in (str, bytes) and len(text) <= _LONGEST_PATTERN and text.count(opening) <= _MOST_GROUPS
    return short and not flags & ~int(_PATTERN_FLAGS)


def _value(name: str, parts: Callable[[Any], Sequence[Any]]) -> _Writer:
    def write(codec: Codec, value: Any, held: bool) -> Tree:
        return {"v": [name, *codec.items(tuple(parts(value)), held)]}

    return write


def _write_float(codec: Codec, value: Any, held: bool) -> Tree:
    return {"c": [value.real, value.imag]}


WRITERS: dict[type, _Writer] = {
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
    bytes: lambda codec, value, held: {"b": to_base64(value)},
    complex: _write_float,
    range: _value("range", lambda r: (r.start, r.stop, r.step)),
    slice: _value("slice", lambda s: (s.start, s.stop, s.step)),
    decimal.Decimal: _value("Decimal", lambda d: (str(d),)),
    fractions.Fraction: _value("Fraction", lambda f: (f.numerator, f.denominator)),
    uuid.UUID: _value("UUID", lambda u: (u.hex,)),
    **{kind: _value(kind.__name__, lambda a: (str(a),)) for kind in _ADDRESSES},
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
    re.Pattern: _write_pattern,
    time.struct_time: _value("struct_time", lambda t: ((*t, t.tm_zone, t.tm_gmtoff),)),
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
    types.SimpleNamespace: _write_namespace("ns"),
    logging.LogRecord: _write_namespace("lr"),
    types.EllipsisType: _value("Ellipsis", lambda _: ()),
    types.NotImplementedType: _value("NotImplemented", lambda _: ()),
}


def _read_int(codec: Codec, payload: Any) -> int:
    if type(payload) is not str or len(payload) > _MAX_HEX:
        raise ProtocolError("an integer that is too large")
    return int(payload, 16)


def _read_dict(codec: Codec, payload: Any) -> Any:
    tid, name, extra, items = payload
    obj = _DICTS[name]()
    if name == "defaultdict":
        factory = codec.read(extra)
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


def _make_pattern(text: str | bytes, flags: int) -> re.Pattern[Any]:
    if type(flags) is not int or not _may_compile(text, flags):
        raise ProtocolError("a pattern that may not be compiled here")
    with warnings.catch_warnings():  # its owner has had them
        warnings.simplefilter("ignore")
        made: re.Pattern[Any] = _compile(text, flags)
    if made.flags != flags:
        raise ProtocolError("a pattern with other flags than it has")
    return made


def _make_address(kind: Any) -> Callable[[str], Any]:
    return lambda text: kind(text)  # alone: a second part would have a network take more than it should


def _make_array(code: str, data: bytes) -> Any:
    made = array(code)
    made.frombytes(data)
    return made


def pairs_of(items: list[Any]) -> dict[Any, Any]:
    return dict(zip(items[::2], items[1::2], strict=True))


_VALUES: dict[str, Callable[..., Any]] = {
    "range": range,
    "slice": slice,
    "Decimal": decimal.Decimal,
    "Fraction": fractions.Fraction,
    "UUID": uuid.UUID,
    **{kind.__name__: _make_address(kind) for kind in _ADDRESSES},
    "timedelta": _dt_timedelta,
    "date": _dt_date,
    "time": _make_time(_dt_time),
    "datetime": _make_time(_dt_datetime),
    "timezone": _make_timezone,
    "Pattern": _make_pattern,
    "struct_time": time.struct_time,
    "ZoneInfo": zoneinfo.ZoneInfo,
    "PosixPath": pathlib.PosixPath,
    "PurePosixPath": pathlib.PurePosixPath,
    "PureWindowsPath": pathlib.PureWindowsPath,
    "array": _make_array,
    "memoryview": memoryview,
    "dict_keys": lambda keys: dict.fromkeys(keys).keys(),
    "dict_values": lambda values: dict(enumerate(values)).values(),
    "dict_items": lambda items: pairs_of(items).items(),
    "mappingproxy": types.MappingProxyType,
    "cell": types.CellType,
    "Ellipsis": lambda: ...,
    "NotImplemented": lambda: NotImplemented,
}


# Types of the parts where a constructor would take others too, and do with them what nobody asked for.
_PARTS: dict[str, tuple[type, ...]] = {
    "range": (int,),
    "Decimal": (str,),
    "Fraction": (int,),
    "UUID": (str,),
    **{kind.__name__: (str,) for kind in _ADDRESSES},
    "timedelta": (int,),
    "date": (int,),
    "Pattern": (str, bytes, int),
    "struct_time": (tuple,),
    "ZoneInfo": (str,),
    "PosixPath": (str,),
    "PurePosixPath": (str,),
    "PureWindowsPath": (str,),
    "array": (str, bytes),
    "memoryview": (bytes,),
    "dict_keys": (list,),
    "dict_values": (list,),
    "dict_items": (list,),
    "mappingproxy": (dict,),
}


def _read_value(codec: Codec, payload: Any) -> Any:
    name, *parts = payload
    values = codec.untree(parts)
    kinds = _PARTS.get(name)
    if kinds is not None and not all(type(value) in kinds for value in values):
        raise ProtocolError(f"a {name} made of something else")
    return _VALUES[name](*values)


READERS: dict[str, Callable[[Codec, Any], Any]] = {
    "u": lambda codec, payload: from_base64(payload).decode("utf-8", "surrogatepass"),
    "I": _read_int,
    "l": lambda codec, payload: codec.receive([], payload[0], payload[1]),
    "s": lambda codec, payload: codec.receive(set(), payload[0], payload[1]),
    "d": _read_dict,
    "dq": _read_deque,
    "ba": lambda codec, payload: codec.receive(bytearray(), payload[0], payload[1]),
    "ns": lambda codec, payload: codec.receive(types.SimpleNamespace(), payload[0], payload[1]),
    "lr": lambda codec, payload: codec.receive(logging.makeLogRecord({}), payload[0], payload[1]),
    "t": lambda codec, payload: tuple(codec.untree(payload)),
    "fs": lambda codec, payload: frozenset(codec.untree(payload)),
    "b": lambda codec, payload: from_base64(payload),
    "c": lambda codec, payload: complex(*payload),
    "v": _read_value,
    "w": lambda codec, payload: codec.twins.get(payload).obj,
}
