"""The candidate's enums: real local ones, so identity, iteration and flag arithmetic need no questions."""

from __future__ import annotations

import enum
import types
from typing import Any

from assay.describe import FORWARDED, own
from assay.errors import ProtocolError
from assay.judging import NUMBERS, NUMERIC, TELLING_METHODS, judged, name_class, told
from assay.members import members_of
from assay.refs import Ref, instance_ref, weakref_to
from assay.remote import COMPARISONS
from assay.values import as_name

_ENUMS: dict[str, type[enum.Enum]] = {
    "Enum": enum.Enum,
    "IntEnum": enum.IntEnum,
    "StrEnum": enum.StrEnum,
    "Flag": enum.Flag,
    "IntFlag": enum.IntFlag,
}
_MIXINS: dict[str, type] = {"int": int, "float": float, "str": str, "bytes": bytes, "tuple": tuple}


class RemoteEnumType(enum.EnumType):
    """The class of local enums that stand for the candidate's, and of those that a test derives from them."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], /, **kwargs: Any
    ) -> Any:
        if "_assay_shadow" not in namespace:
            return _derive(name, bases, namespace, kwargs)
        return super().__new__(mcls, name, bases, namespace)  # type: ignore[arg-type]

    def __getattr__(cls, name: str) -> Any:
        ref = own(cls).get("_assay_class")
        if ref is None or name.startswith("_"):
            raise AttributeError(name)
        return ref.ask("get", name)


def build_enum(ref: Ref, derived: list[type]) -> type:
    """The local enum for the one that ``ref`` describes, with its decoded bases. Raises ``ProtocolError``."""
    desc, facts = ref.desc, ref.desc["enum"]
    mixin = _MIXINS.get(facts["mixin"])
    base = _ENUMS[facts["base"]]
    bases: tuple[type, ...] = tuple(kind for kind in derived if isinstance(kind, RemoteEnumType))
    if any(vars(kind)["_member_map_"] for kind in bases):
        raise ProtocolError("an enum that derives from members")
    if not bases:
        bases = (base,) if mixin is None else (mixin, base)
    namespace = RemoteEnumType.__prepare__(as_name(desc["name"]), bases)
    weak, names = weakref_to(ref), {name for name, _ in facts["members"]}
    for name, kind in desc["members"].items():
        if name in names or name.startswith("_") and name.endswith("_"):
            continue
        namespace[name] = _enum_member(weak, name, kind)
    for name in FORWARDED.intersection(desc["special"]):
        number = name in NUMERIC and any(issubclass(kind, NUMBERS) and hasattr(kind, name) for kind in bases)
        if not number and name not in ("__hash__", "__format__"):
            namespace[name] = (
                _enum_comparison(name, base)
                if name in COMPARISONS
                else judged(name, _enum_forward(name), mixin or (str if base is enum.StrEnum else object))
            )
    if "__eq__" in namespace:
        namespace["__hash__"] = base.__hash__
    if facts["generates"]:
        namespace["_generate_next_value_"] = staticmethod(
            lambda *args: weak().ask("meth", "_generate_next_value_", args)
        )
    if facts["missing"]:
        namespace["_missing_"] = classmethod(lambda cls, value: own(cls)["_assay_class"].ask("call", None, (value,)))
    namespace["_assay_shadow"] = enum.nonmember(False)
    for name, value in facts["members"]:
        if name.startswith("_") and name.endswith("_"):
            raise ProtocolError("a member that no enum has")
        namespace[as_name(name)] = enum.member(ref.peer.decode(value))  # a function, too, is a member here
    namespace["__getattr__"] = _enum_getattr
    cls = RemoteEnumType(desc["name"], bases, namespace)
    type.__setattr__(cls, "_assay_class", ref)
    type.__setattr__(cls, "_assay_ref", ref)  # what its members, which are all here, have in common
    type.__setattr__(cls, "__module__", as_name(desc["module"]))
    type.__setattr__(cls, "__qualname__", as_name(desc["qualname"]))
    type.__setattr__(cls, "__doc__", desc["doc"])
    return cls


def _derive(name: str, bases: tuple[type, ...], namespace: dict[str, Any], kwargs: dict[str, Any]) -> type:
    """``class Colour(solution.Ordered)`` in a test: an enum of the candidate's process, with the test's own methods."""
    theirs = [base for base in bases if isinstance(base, RemoteEnumType)]
    peer = own(theirs[0])["_assay_class"].peer
    for base in theirs:
        name_class(base)
    cls: type = peer.ask(
        "subclass", 0, name, (list(bases), members_of(namespace), kwargs), {"module": namespace["__module__"]}
    )
    for entry, value in namespace.items():
        if hasattr(value, "__get__") and isinstance(cls, RemoteEnumType):
            type.__setattr__(cls, entry, value)
    return cls


def _enum_getattr(self: Any, name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    ref: Ref = own(type(self))["_assay_class"]
    return _told_of(self, name, ref.ask("member_get", name, (self,)))


def _told_of(member: Any, name: str, value: Any) -> Any:
    return told(name, value, type(member)) if instance_ref(member).peer.strict else value


def _enum_forward(name: str) -> Any:
    def method(self: Any, *args: Any) -> Any:
        return own(type(self))["_assay_class"].ask("cmeth", name, (self, *args))

    method.__name__ = name
    return method


def _enum_comparison(name: str, base: type) -> Any:
    """An own comparison between two members is asked for; one with plain data is answered by the built-in base."""
    local, remote = getattr(base, name), _enum_forward(name)
    return lambda self, other: remote(self, other) if isinstance(type(other), RemoteEnumType) else local(self, other)


def _enum_member(weak: Any, name: str, kind: str) -> Any:
    if kind == "method" and name not in TELLING_METHODS:
        return lambda self, /, *args, **kwargs: (
            own(type(self))["_assay_class"].ask("cmeth", name, (self, *args), kwargs)
        )
    if kind in ("classmethod", "staticmethod") and name not in TELLING_METHODS:
        return classmethod(
            lambda cls, /, *args, **kwargs: own(cls)["_assay_class"].ask("meth", name, args, kwargs)
        )
    return types.DynamicClassAttribute(lambda self: _enum_getattr(self, name))
