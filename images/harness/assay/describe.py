"""What is told of an object when a reference to it crosses for the first time."""

from __future__ import annotations

import abc
import collections
import collections.abc
import dataclasses
import decimal
import dis
import enum
import fractions
import functools
import inspect
import numbers
import types
from datetime import date as _dt_date, datetime as _dt_datetime, time as _dt_time, timedelta as _dt_timedelta
from collections.abc import Callable
from typing import Any

type Encode = Callable[[Any], Any]

# Special methods that a stand-in forwards. The operator runs in the object's own process.
FORWARDED = frozenset(
    "__len__ __length_hint__ __iter__ __next__ __reversed__ __repr__ __str__ __hash__ __bool__ __int__ __float__ "
    "__complex__ __index__ __neg__ __pos__ __abs__ __invert__ __round__ __trunc__ __floor__ __ceil__ __bytes__ "
    "__format__ __enter__ __exit__ __aenter__ __aexit__ __aiter__ __anext__ __await__ "
    "__add__ __sub__ __mul__ __matmul__ __truediv__ __floordiv__ __mod__ __divmod__ __pow__ __lshift__ __rshift__ "
    "__and__ __xor__ __or__ __radd__ __rsub__ __rmul__ __rmatmul__ __rtruediv__ __rfloordiv__ __rmod__ "
    "__rdivmod__ __rpow__ __rlshift__ __rrshift__ __rand__ __rxor__ __ror__ __iadd__ __isub__ __imul__ "
    "__imatmul__ __itruediv__ __ifloordiv__ __imod__ __ipow__ __ilshift__ __irshift__ __iand__ __ixor__ __ior__ "
    "__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __getitem__ __setitem__ __delitem__ __contains__ __missing__ "
    "__call__ __get__ __set__ __delete__ __set_name__ __fspath__ __buffer__".split()
)

# Bases whose value is copied: an instance of a subclass is that value here, with its methods over there.
COPIED: tuple[type, ...] = (
    collections.Counter,
    collections.OrderedDict,
    collections.defaultdict,
    int,
    float,
    complex,
    str,
    bytes,
    bytearray,
    tuple,
    list,
    dict,
    set,
    frozenset,
    collections.deque,
    decimal.Decimal,
    fractions.Fraction,
    _dt_datetime,
    _dt_date,
    _dt_time,
    _dt_timedelta,
)
CONSTANT = (decimal.Decimal, fractions.Fraction, _dt_datetime, _dt_date, _dt_time, _dt_timedelta)
_ABSTRACT_MODULES = ("_collections_abc", "collections.abc")
MUTABLE = (list, dict, set, bytearray, collections.deque)
# Abstract classes that a class belongs to by its bases or by being registered, never by the methods it has. Those below
# Number are not among them: decimals and fractions compare themselves with what the parts of such a number say.
REGISTRABLE: dict[str, Any] = {
    "Mapping": collections.abc.Mapping,
    "MutableMapping": collections.abc.MutableMapping,
    "MutableSequence": collections.abc.MutableSequence,
    "MutableSet": collections.abc.MutableSet,
    "Sequence": collections.abc.Sequence,
    "Set": collections.abc.Set,
    "Number": numbers.Number,
}

# Of a class's namespace, what is not told of: a stand-in has its own.
UNTOLD = frozenset(
    "__dict__ __weakref__ __module__ __qualname__ __doc__ __slots__ __annotations__ __class__ __new__ "
    "__getattribute__ __getattr__ __setattr__ __delattr__ __dir__ __sizeof__ __reduce__ __reduce_ex__ "
    "__getstate__ __setstate__ __init_subclass__ __subclasshook__ __class_getitem__ __abstractmethods__ _abc_impl "
    "__dataclass_fields__ __dataclass_params__ __match_args__ __parameters__ __orig_bases__ __firstlineno__ "
    "__static_attributes__ __copy__ __deepcopy__ __replace__ __getnewargs__ __getnewargs_ex__ __del__ "
    "__type_params__ __annotate__ __protocol_attrs__ __non_callable_proto_members__ _is_protocol "
    "_is_runtime_protocol".split()
)


_CLASS_DICT: Any = vars(type)["__dict__"]


def own(cls: type) -> types.MappingProxyType[str, Any]:
    """A class's own namespace, whatever its metaclass says of ``__dict__``."""
    return _CLASS_DICT.__get__(cls)  # type: ignore[no-any-return]


def copied_base(cls: type) -> type | None:
    """The built-in value type that instances of a class are copied as, if any."""
    if issubclass(cls, (bool, type, BaseException)):
        return None
    return next((base for base in COPIED if issubclass(cls, base)), None)


def flavour(code_owner: Any) -> str:
    """What calling a function gives: '', 'generator', 'coroutine' or 'asyncgen'."""
    if inspect.iscoroutinefunction(code_owner):
        return "coroutine"
    if inspect.isasyncgenfunction(code_owner):
        return "asyncgen"
    return "generator" if inspect.isgeneratorfunction(code_owner) else ""


_STORE_ATTR, _EXTENDED_ARG = dis.opmap["STORE_ATTR"], dis.opmap["EXTENDED_ARG"]
_CODE_FACTS = ("co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_flags")
_CODE_NAMES = ("co_varnames", "co_names", "co_freevars")


def function(obj: Any, whole: bool) -> dict[str, Any]:
    """Facts about a function, built-in or bound method; ``whole``: with all names in its code."""
    name = str(getattr(obj, "__name__", "function"))
    desc: dict[str, Any] = {
        "name": name,
        "qualname": str(getattr(obj, "__qualname__", name)),
        "module": str(getattr(obj, "__module__", None) or ""),
        "flavour": flavour(obj),
        "doc": obj.__doc__ if isinstance(obj.__doc__, str) else None,
    }
    if isinstance(obj, types.MethodType):
        desc["bound"] = True
    if isinstance(obj, types.BuiltinFunctionType):
        desc["builtin"] = True
        desc["bound"] = not isinstance(obj.__self__, (types.ModuleType, types.NoneType))  # seen.append
    if getattr(obj, "__isabstractmethod__", False) is True:
        desc["abstract"] = True
    code = getattr(obj, "__code__", None)
    if type(code) is types.CodeType:
        desc["code"] = [getattr(code, fact) for fact in _CODE_FACTS]
        if whole:
            desc["names"] = [list(getattr(code, names)) for names in _CODE_NAMES]
        else:
            flags = code.co_flags & (inspect.CO_VARARGS | inspect.CO_VARKEYWORDS)
            parameters = code.co_argcount + code.co_kwonlyargcount + flags.bit_count()
            desc["names"] = [list(code.co_varnames[:parameters]), [], []]
            desc["code"][3] = flags
        desc["source"] = [code.co_filename, code.co_firstlineno]
    return desc


def driven(obj: Any) -> dict[str, Any]:
    """Facts about a generator, coroutine or async generator."""
    kind = (
        "generator"
        if isinstance(obj, types.GeneratorType)
        else "coroutine"
        if isinstance(obj, types.CoroutineType)
        else "asyncgen"
    )
    facts: dict[str, Any] = {"name": obj.__name__, "qualname": obj.__qualname__, "flavour": kind}
    if kind == "generator" and obj.gi_code.co_flags & inspect.CO_ITERABLE_COROUTINE:
        facts["flavour"] = "awaitable"
    if kind == "generator" and inspect.getgeneratorstate(obj) == inspect.GEN_SUSPENDED:
        facts["started"] = True
    return facts


def class_(cls: type, encode: Encode, safe: Callable[[type], bool], whole: bool) -> dict[str, Any]:
    """Facts about a class: enough to build its stand-in without further questions.

    ``encode`` writes a class or value; ``safe`` tells whether a class crosses by name instead of by reference.
    ``whole``: with what only private attributes have in them.
    """
    namespace = dict(own(cls))
    for base in cls.__mro__[1:]:  # bases that cross by name alone, and that are neither copied nor errors
        if base is not object and safe(base) and not issubclass(base, (*COPIED, BaseException)):
            namespace = {**own(base), **namespace}
    members, special, inherited = {}, [], {}
    copied = copied_base(cls)
    for name, value in namespace.items():
        if name in FORWARDED:
            if value is None:
                members[name] = "none"
            else:
                special.append(name)
                if isinstance(value, types.FunctionType) and value.__module__ in _ABSTRACT_MODULES:
                    inherited[name] = value.__qualname__.partition(".")[0]
                elif getattr(value, "__objclass__", None) is types.SimpleNamespace:
                    inherited[name] = "SimpleNamespace"
        elif name not in UNTOLD and not name.startswith("_abc_"):
            members[name] = _member(value)
    for name in _stored(cls, safe):
        if members.get(name, "method") in ("method", "classmethod"):
            members[name] = "hidden"
    desc: dict[str, Any] = {
        "name": cls.__name__,
        "qualname": cls.__qualname__,
        "module": str(cls.__module__),
        "doc": cls.__doc__ if isinstance(cls.__doc__, str) and (whole or not _is_signature(cls)) else None,
        "line": namespace.get("__firstlineno__"),
        "bases": [encode(base) for base in cls.__bases__ if base is not object],
        "members": members,
        "special": special,
        "inherited": inherited,
        "annotated": bool(namespace.get("__annotations__")),
        "abstract": sorted(getattr(cls, "__abstractmethods__", ())),
        "says": type(cls).__repr__ not in (type.__repr__, enum.EnumType.__repr__),  # of itself, by a metaclass
        "asks": isinstance(cls, abc.ABCMeta)
        or issubclass(cls, type)
        or ("__instancecheck__" in dir(type(cls)) and type(cls) is not type),
    }
    registered = [name for name, kind in REGISTRABLE.items() if kind not in cls.__mro__ and issubclass(cls, kind)]
    if registered and copied is None:
        desc["registered"] = registered
    if _gives_coroutines(cls):
        desc["coroutines"] = True
    if issubclass(cls, enum.Enum):
        desc["enum"] = _enum(cls, encode)
    elif copied is tuple and isinstance(getattr(cls, "_fields", None), tuple):
        desc["fields"] = [str(name) for name in cls._fields]  # type: ignore[attr-defined]
    if dataclasses.is_dataclass(cls) and "__dataclass_fields__" in namespace:
        desc["dataclass"] = fields(cls, encode, whole)
        params = namespace["__dataclass_params__"]
        desc["params"] = [getattr(params, name) is True for name in params.__slots__]
    slots = own(cls).get("__slots__")
    if isinstance(slots, tuple) and all(type(name) is str for name in slots):
        desc["slots"] = list(slots)
    if isinstance(namespace.get("__match_args__"), tuple):
        desc["match"] = [str(name) for name in namespace["__match_args__"]]
    return desc


def _gives_coroutines(cls: type) -> bool:
    """Whether instances are coroutine functions to ``inspect`` without being functions: a test's ``AsyncMock``."""
    return any((base.__module__, base.__name__) == ("unittest.mock", "AsyncMockMixin") for base in cls.__mro__)


def _member(value: Any) -> str:
    if isinstance(value, (types.FunctionType, types.MethodDescriptorType, types.WrapperDescriptorType)):
        return "method"
    if isinstance(value, (classmethod, types.ClassMethodDescriptorType)):
        return "classmethod"
    if isinstance(value, staticmethod):
        return "staticmethod"
    if isinstance(value, functools.cached_property):
        return "cached_property"
    return "property" if isinstance(value, property) else "data"


def _stored(cls: type, safe: Callable[[type], bool]) -> set[str]:
    """The names of methods that objects may have attributes of their own under, as code of the class assigns them."""
    own_bases = [base for base in cls.__mro__ if base is not object and not safe(base)]
    methods = {
        name
        for base in own_bases
        for name, value in own(base).items()
        if isinstance(value, (types.FunctionType, classmethod)) and not name.startswith("__")
    }
    stored = set()
    for base in own_bases:
        for value in own(base).values():
            code = getattr(getattr(value, "__func__", value), "__code__", None)
            if type(code) is types.CodeType and not methods.isdisjoint(code.co_names):
                stored |= methods & _assigned(code)
    return stored


def _assigned(code: types.CodeType) -> set[str]:
    """The names of the attributes that a function sets."""
    names, argument = set(), 0
    for operation, part in zip(code.co_code[::2], code.co_code[1::2], strict=True):
        argument = argument << 8 | part
        if operation == _STORE_ATTR:
            names.add(code.co_names[argument])
        if operation != _EXTENDED_ARG:
            argument = 0
    return names


def _is_signature(cls: type) -> bool:
    """Whether a class's docstring is the one that ``dataclass`` writes: parameters with their defaults."""
    return dataclasses.is_dataclass(cls) and str(cls.__doc__).startswith(f"{cls.__name__}(")


def fields(cls: Any, encode: Encode, whole: bool) -> list[Any]:
    """The fields of a dataclass, as ``assay.mirrors`` makes them again."""
    return [_field(field, encode, whole) for field in dataclasses.fields(cls)]


def _field(field: dataclasses.Field[Any], encode: Encode, whole: bool) -> list[Any]:
    flags = [field.init, field.repr, bool(field.hash), field.compare, bool(field.kw_only)]
    plain = field.default is None or type(field.default) in (bool, int, float, str)
    known = field.default is not dataclasses.MISSING and (plain or whole)
    told = whole or not field.name.startswith("_")
    return [
        field.name,
        encode(field.type),
        [encode(field.default)] if known and told else [],
        encode(field.default_factory) if told and field.default_factory is not dataclasses.MISSING else None,
        flags,
        encode(dict(field.metadata) if told else {}),
    ]


def _enum(cls: type[enum.Enum], encode: Encode) -> dict[str, Any]:
    base = next(
        name
        for name, kind in (
            ("IntFlag", enum.IntFlag),
            ("Flag", enum.Flag),
            ("IntEnum", enum.IntEnum),
            ("StrEnum", enum.StrEnum),
            ("Enum", enum.Enum),
        )
        if issubclass(cls, kind)
    )
    mixin = getattr(cls, "_member_type_", object)
    return {
        "base": base,
        "mixin": mixin.__name__ if base == "Enum" and mixin in (int, float, str, bytes, tuple) else None,
        "members": [[name, encode(member._value_)] for name, member in cls.__members__.items()],
        "missing": "_missing_" in own(cls),
        "generates": any(
            "_generate_next_value_" in own(base) for base in cls.__mro__ if base.__module__ != "enum"
        ),
    }


def signature(obj: Any) -> Any:
    """The signature as plain parts: ``[[name, kind, [default], [annotation]] …], [returns]``; None if it has none."""
    try:
        found = inspect.signature(obj)
    except (TypeError, ValueError):
        return None
    empty = inspect.Parameter.empty
    return [
        [
            [p.name, int(p.kind), _maybe(p.default, empty), _maybe(p.annotation, empty)]
            for p in found.parameters.values()
        ],
        _maybe(found.return_annotation, empty),
    ]


def _maybe(value: Any, empty: Any) -> list[Any]:
    return [] if value is empty else [value]
