"""Builds the local classes that stand for classes of the other process."""

from __future__ import annotations

import collections
import collections.abc
import dataclasses
import fractions
import inspect
import io
import numbers
import operator
import pathlib
import sys
import types
from datetime import tzinfo as _tzinfo
from collections.abc import Callable
from typing import Any

from assay import names
from assay.copying import deepcopy_of
from assay.describe import COPIED, FORWARDED, REGISTRABLE, UNTOLD, own
from assay.errors import ProtocolError
from assay.driving import awaiting
from assay.enums import build_enum
from assay.functions import reduce
from assay.judging import BUILTIN_METHODS, IMMUTABLE, TELLING_METHODS, is_scalar, judged, told
from assay.likeness import alike, claiming, claims, genuine, stands_behind
from assay.refs import UNASKED, Ref, instance_ref, weakref_to
from assay.remote import (
    COMPARISONS,
    BuiltinMethod,
    RemoteAttr,
    RemoteMeta,
    RemoteMethod,
    RemoteObject,
    comparison,
    forward,
)
from assay.values import as_name

# Library classes made for subclassing: a mirror of one is registered as its virtual subclass.
_REGISTERED = {
    (kind.__module__, kind.__name__): kind
    for kind in (
        collections.UserDict, collections.UserList, collections.UserString, collections.ChainMap,
        io.IOBase, io.RawIOBase, io.BufferedIOBase, io.TextIOBase,
    )
}  # fmt: skip

_BASES: Any = vars(type)["__bases__"]


class CopiedBase:
    """Attribute access of instances whose value is copied: what the built-in base lacks is asked for."""

    __slots__ = ()
    _assay_shadow = False

    def __new__(cls, /, *args: Any, **kwargs: Any) -> Any:
        return RemoteObject.__new__(cls, *args, **kwargs)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> Any:
        return RemoteObject.__getattr__(self, name)  # type: ignore[arg-type]

    def __setattr__(self, name: str, value: Any) -> None:
        RemoteObject.__setattr__(self, name, value)  # type: ignore[arg-type]

    def __delattr__(self, name: str) -> None:
        RemoteObject.__delattr__(self, name)  # type: ignore[arg-type]

    def __copy__(self) -> Any:
        return instance_ref(self).ask("copy")

    def __deepcopy__(self, memo: Any) -> Any:
        return deepcopy_of(instance_ref(self), memo)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return reduce(instance_ref(self), protocol)


class _ErrorBase:
    """The same for exceptions, whose own attributes (args, __cause__, __notes__ …) stay local."""

    __slots__ = ()
    _assay_shadow = False

    def __getattr__(self, name: str) -> Any:
        ref = self.__dict__.get("_assay_ref")
        if ref is None or name.startswith("__"):
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        found = ref.ask("get", name)
        return told(name, found) if ref.peer.strict else found

    def __copy__(self) -> Any:
        return instance_ref(self).ask("copy")

    def __deepcopy__(self, memo: Any) -> Any:
        return deepcopy_of(instance_ref(self), memo)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return reduce(instance_ref(self), protocol)


def build_class(ref: Ref, bases: list[type], extra: dict[str, Any] | None = None) -> type:
    """The stand-in for the class that ``ref`` describes. ``bases`` are its decoded bases, ``extra`` more attributes."""
    desc = ref.desc
    if "enum" in desc:
        return build_enum(ref, bases)
    real: list[type] = []
    virtual: list[Any] = []
    behind: list[type] = []  # only for isinstance
    claimed: property | None = None
    for base in bases:
        if ref.peer.strict and not isinstance(base, RemoteMeta) and names.class_name(base) is None:
            raise ProtocolError("a class with a base that is not its own")
        if isinstance(base, RemoteMeta) or issubclass(base, BaseException) or base in COPIED:
            real.append(base)
        elif not hasattr(base, "register") and base is not object and stands_behind(base):
            behind.append(base)
        elif hasattr(base, "register") and base.__module__ != "typing":
            virtual.append(numbers.Real if issubclass(base, numbers.Rational) else base)
        elif claims(base):
            claimed = claiming(base)
    copied = next((b for base in real for b in COPIED if issubclass(base, b)), None)
    error = any(issubclass(base, BaseException) for base in real)
    if error:
        desc["asks"] = False  # `except` asks no class what it catches, so pytest.raises does not either
    root: type = _ErrorBase if error else CopiedBase if copied is not None else RemoteObject
    if not any(issubclass(base, root) for base in real):
        real = [root, *real] if root is not RemoteObject else [*real, root]
    if root is not RemoteObject:
        real = [beside for base in real if (beside := slotless(base)) is not None]
    namespace = _namespace(ref, copied or (Exception if error else object)) | (extra or {})
    if not ref.peer.strict and desc["module"] == "unittest.mock":
        namespace["__class__"] = property(_spec)
    if copied is fractions.Fraction:  # what a comparison with a float makes is plain, not of the candidate's class
        namespace["_from_coprime_ints"] = getattr(fractions.Fraction, "_from_coprime_ints")  # noqa: B009
    if "fields" in desc and copied is tuple:
        _add_fields(namespace, desc["fields"])
    if desc.get("coroutines") and not ref.peer.strict:
        namespace["_is_coroutine_marker"] = vars(inspect)["_is_coroutine_mark"]
    if root is RemoteObject:
        if any(issubclass(base, _tzinfo) for base in bases):
            real.append(_tzinfo)  # no datetime takes anything else
        found, claimed = genuine(desc), claimed or alike(desc)
        if found is not None:
            behind.append(found)
        if behind:
            real += behind
            namespace["__dict__"] = vars(RemoteObject)["__dict__"]
            inherited = {name for kind in behind for base in kind.__mro__[:-1] for name in own(base)}
            for name in FORWARDED.intersection(inherited) - COMPARISONS - namespace.keys():
                namespace[name] = judged(name, forward(weakref_to(ref), name), object)
        if claimed is not None:
            namespace["__class__"] = claimed
    cls = RemoteMeta(as_name(desc["name"]), tuple(real), namespace, _assay_ref=ref)
    type.__setattr__(cls, "_assay_bases", tuple(bases))
    type.__setattr__(cls, "__abstractmethods__", frozenset(desc.get("abstract", ())))
    if type(desc.get("slots")) is list:
        type.__setattr__(cls, "__slots__", tuple(map(as_name, desc["slots"])))
    if (desc["module"], desc["name"]) in _REGISTERED:
        virtual.append(_REGISTERED[desc["module"], desc["name"]])
    virtual += [REGISTRABLE[as_name(name)] for name in desc.get("registered", ())]
    for abstract in virtual:
        abstract.register(cls)
    if "dataclass" in desc:
        type.__setattr__(cls, "__dataclass_fields__", dataclass_fields(desc["dataclass"], ref.peer.decode))
        params: Any = vars(dataclasses)["_DataclassParams"]
        type.__setattr__(cls, "__dataclass_params__", params(*desc["params"]))
    return cls


def slotless(base: type) -> type | None:
    """A base as it can stand beside a built-in one: a mixin's stand-in without the slots of its instances.

    The stand-in itself says that what derives from this derives from it.
    """
    if base is RemoteObject:
        return None
    if not isinstance(base, RemoteMeta) or not issubclass(base, RemoteObject):
        return base
    found = own(base).get("_assay_slotless")
    if found is None:
        bases = [kept for each in _BASES.__get__(base) if (kept := slotless(each)) is not None]
        namespace = {name: value for name, value in own(base).items() if not name.startswith(("_assay_", "_abc_"))}
        ref = own(base)["_assay_class"]
        found = RemoteMeta(base.__name__, tuple(bases), namespace | {"__slots__": ()}, _assay_ref=ref)
        type.__setattr__(base, "_assay_slotless", found)
        type.__setattr__(found, "_assay_bases", own(base).get("_assay_bases", ()))
    return found


class _Documentation:
    """``__doc__``: the class's is told with it; an instance has perhaps the copy of a wrapped function's."""

    def __init__(self, text: Any) -> None:
        self._text = text

    def __get__(self, obj: Any, owner: type | None = None) -> Any:
        return self._text if obj is None else instance_ref(obj).ask("get", "__doc__")


def _namespace(ref: Ref, base: type) -> dict[str, Any]:
    desc, weak = ref.desc, weakref_to(ref)
    namespace: dict[str, Any] = {
        "__module__": as_name(desc["module"]),
        "__qualname__": as_name(desc["qualname"]),
        "__doc__": _Documentation(desc["doc"]) if ref.peer.strict and base is not Exception else desc["doc"],
    }
    if type(desc.get("line")) is int:
        namespace["__firstlineno__"] = desc["line"]  # inspect.getsource looks for a class by it
    if base is object:
        namespace["__slots__"] = ()
    for name, kind in desc["members"].items():
        if not _may_be_member(name, kind):
            continue
        if kind == "none":
            namespace[name] = None
        elif kind in ("data", "property", "cached_property"):
            namespace[name] = RemoteAttr(weak, name, kind)
        elif kind in ("method", "hidden") and _is_builtin(name, base):
            namespace[name] = BuiltinMethod(weak, name, base)
        else:
            namespace[name] = RemoteMethod(weak, name, kind)
    for name in FORWARDED.intersection(desc["special"]):
        if name == "__await__":
            namespace[name] = awaiting
        elif name in COMPARISONS:
            scalar = base in COPIED and is_scalar(base)
            namespace[name] = comparison(weak, name, _local_comparison(desc, name, base), scalar)
        elif name == "__hash__" and base in COPIED and base.__hash__ is not None:
            namespace[name] = base.__hash__  # copied values hash as what they are
        else:
            namespace[name] = judged(name, forward(weak, name), base)
    if "match" in desc:
        namespace["__match_args__"] = tuple(desc["match"])
    if "__eq__" in namespace and "__hash__" not in namespace:
        namespace["__hash__"] = None
    return namespace


def _is_builtin(name: str, base: type) -> bool:
    """Whether a method means, on an object of a class that no test has named, that of the built-in base."""
    if name in TELLING_METHODS or base not in COPIED:
        return name in TELLING_METHODS
    return hasattr(base, name) and (issubclass(base, IMMUTABLE) or name in BUILTIN_METHODS)


_PYTHONS_OWN = frozenset({*dir(type), *dir(BaseException), "__release_buffer__"} | UNASKED) - {"__init__"}


def _may_be_member(name: str, kind: str) -> bool:
    """Whether a name can be an attribute like any other: nothing by which Python, pytest or the proxy steer.

    Above all not ``__eq__``: as an ordinary method it would be asked what an expected value is.
    """
    if name in FORWARDED:
        return kind == "none"
    steers = name in UNTOLD or name in _PYTHONS_OWN and name.startswith("_") or name == "pytestmark"
    return not steers and not name.startswith("_assay")


def _local_comparison(desc: dict[str, Any], name: str, base: type) -> Any:
    """What compares an instance with plain data here: never the candidate's code, but the standard library's own."""
    own_name = desc["module"], desc["name"]
    compare = getattr(operator, name)
    if own_name in _REGISTERED and own_name[1].startswith("User"):
        return lambda self, other: compare(self.data, other)
    by = desc.get("inherited", {}).get(name)
    kind = types.SimpleNamespace if by == "SimpleNamespace" else None
    if own_name == ("argparse", "Namespace"):
        kind = vars(sys.modules["argparse"])["Namespace"] if "argparse" in sys.modules else None
    if kind is not None:
        return lambda self, other: compare(vars(self), vars(other)) if type(other) is kind else NotImplemented
    if own_name == ("pathlib._local", "PurePath"):
        paths = (pathlib.PurePosixPath, pathlib.PosixPath)
        return lambda self, other: compare(type(other)(str(self)), other) if type(other) in paths else NotImplemented
    if by == "Mapping":
        return getattr(collections.abc.Mapping, name)
    if by == "Set":
        return lambda self, other: compare(set(self), other)
    if by == "ItemsView":  # whose values need no hash
        return lambda self, other: compare(dict(iter(self)).items(), other)
    return getattr(base, name)


def _add_fields(namespace: dict[str, Any], fields: list[str]) -> None:
    namespace["_fields"] = tuple(fields)
    for index, name in enumerate(fields):
        if name.startswith("_") and not name[1:].isdigit():
            raise ProtocolError("a field that no namedtuple has")
        namespace[name] = property(_field(name, index))
    namespace["_asdict"] = lambda self: dict(zip(fields, tuple.__iter__(self), strict=True))


def _field(name: str, index: int) -> Callable[[Any], Any]:
    return lambda self: told(name, tuple.__getitem__(self, index), judging=BUILTIN_METHODS)


def _spec(self: Any) -> type:
    """``__class__`` of a mock, which says that it is of the class it was specified by."""
    return instance_ref(self).ask("spec") or type(self)


def dataclass_fields(parts: list[Any], decode: Callable[[Any], Any]) -> dict[str, dataclasses.Field[Any]]:
    """What ``assay.describe.fields`` has told of."""
    made = {}
    for name, kind, default, factory, (init, repr_, hash_, compare, kw_only), metadata in parts:
        field: Any = dataclasses.field(
            init=init, repr=repr_, hash=hash_ or None, compare=compare, kw_only=kw_only, metadata=decode(metadata)
        )
        if default:
            field.default = decode(default[0])
        elif factory is not None:
            field.default_factory = decode(factory)
        field.name, field.type = name, decode(kind)
        field._field_type = dataclasses._FIELD  # type: ignore[attr-defined]
        made[name] = field
    return made
