"""How what is not plain data crosses: by reference, by name, or as a copy with a reference beside it."""

from __future__ import annotations

import collections.abc
import enum
import inspect
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assay import describe, forms, names
from assay.copied import new_copied, plain_value
from assay.describe import own
from assay.driving import DRIVEN, drive
from assay.enums import RemoteEnumType
from assay.errors import CannotCross, ProtocolError
from assay.functions import BoundRemote, RemoteFunction
from assay.judging import speak_of
from assay.mirrors import build_class
from assay.modules import RemoteModule
from assay.plain import WRITERS, Tree
from assay.refs import Ref
from assay.remote import COMPARISONS, RemoteMeta, ref_of
from assay.values import SCALARS, Codec, as_list, as_name
from assay.withheld import Default
from assay.wrong import decode_error, decode_own, encode_error

if TYPE_CHECKING:
    from assay.peer import Peer

_STEERING = (type, super)  # a stand-in says it is of the class that was named; of these none can be
_REFUSED = (types.FrameType, types.CodeType, types.CellType)
# by the type itself: a mock with a function's specification says that it is one, and would note what it is asked
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)


def write_other(peer: Peer, value: Any, codec: Codec) -> Tree:
    """The tree of a value that is not plain data."""
    kind = type(value)
    if peer.lends(kind):
        return {"h": [peer.lend(value).ident, "o", {"h": [peer.lend(kind).ident, "c", None]}]}
    if kind is BoundRemote and value._assay_found is not None:
        return codec.write(value._assay_found, False)
    if kind is BoundRemote:
        args = [codec.write(arg, True) for arg in value._assay_args]
        return {"mm": [value._assay_ref.id, value._assay_op, value._assay_name, args]}
    ref = ref_of(value)
    if ref is not None:
        return {"m": ref.id}
    if isinstance(kind, RemoteEnumType):
        enum_ref: Ref = own(kind)["_assay_class"]
        return {"em": [enum_ref.id, value._name_, codec.write(value._value_, False)]}
    if issubclass(kind, type):
        name = None if isinstance(value, types.GenericAlias) else names.class_name(value)
        if name is not None:
            if peer.strict and codec.handing and issubclass(value, BaseException):
                speak_of(value)
            return {"g": name}
        if peer.strict and codec.handing and (name := names.stdlib_class(value)) is not None:
            return {"G": name}
    elif issubclass(kind, enum.Enum):
        return {"e": [codec.aside(kind), value._name_, codec.write(value._value_, False)]}
    elif issubclass(kind, BaseException):
        return encode_error(peer, value, codec)
    return _encode_by_kind(peer, value, kind, codec)


def _encode_by_kind(peer: Peer, value: Any, kind: type, codec: Codec) -> Tree:
    if kind is types.GenericAlias:
        return {"ga": [codec.write(value.__origin__, False), codec.items(list(value.__args__), False)]}
    if kind is types.UnionType:
        return {"un": codec.items(list(value.__args__), False)}
    if kind.__module__ == "typing":
        form = forms.parts(value)
        if form is not None:
            return {"ty": [form[0], None if form[1] is None else codec.items(form[1], False)]}
    if kind is types.CellType and not peer.strict:
        return {"v": ["cell", *codec.items([value.cell_contents], False)]}
    if peer.strict:
        name = names.stdlib_function(value)
        if name is not None:
            return {"G": name}
    elif (shared := names.pure_function(value)) is not None:
        return {"gf": shared}
    if issubclass(kind, types.ModuleType):
        if peer.strict:
            return {"G": names.stdlib_module(value)}
        shared = names.shared_module(value)
        if shared:
            return {"gm": shared}
        return {"h": [peer.lend(value).ident, "M", [value.__name__, names.submodules(value)]]}
    if kind is types.TracebackType:
        return {"tb": None}
    if kind in _REFUSED:
        raise CannotCross(
            f"a {kind.__name__} object cannot cross to the other process; pass plain data taken from it"
        )
    if kind in _FUNCTIONS or kind in DRIVEN or issubclass(kind, type):
        lent = peer.lend(value)
        first, lent.described = not lent.described, True
        lent.handed = lent.handed or codec.handing
        if first and peer.strict and kind is types.FunctionType:
            peer.watch(lent)
        tag = "c" if issubclass(kind, type) else "d" if kind in DRIVEN else "f"
        return {"h": [lent.ident, tag, peer.describe_lent(value, codec) if first else None]}
    base = describe.copied_base(kind)
    if base is None:
        if isinstance(kind, RemoteMeta):
            raise CannotCross(f"{kind.__name__} is a class of the other process: an instance is made by calling it")
        lent = peer.lend(value)
        tree = {"h": [lent.ident, "o", codec.aside(kind)]}
        if peer.strict:
            peer.watch(lent)
        elif _is_what_it_is(kind):
            peer.note_lends(kind)
        return tree
    return _encode_copied(peer, value, base, codec)


def _is_what_it_is(kind: type) -> bool:
    """Whether no instance of a class can say that it is of another one, as a mock does."""
    named = any("__class__" in own(base) for base in kind.__mro__[:-1])
    looked_up: Any = kind.__getattribute__
    return not named and looked_up is object.__getattribute__


def _encode_copied(peer: Peer, value: Any, base: type, codec: Codec) -> Tree:
    lent = peer.lend(value)
    kind = codec.aside(type(value))
    if not issubclass(base, describe.MUTABLE):
        return {"n": [lent.ident, kind, codec.write(plain_value(value, base), False), 0, None]}
    twin = codec.twins.of(value)
    if twin is not None:
        return {"n": [lent.ident, kind, None, twin.tid, None]}
    twin = codec.twins.new(value)
    payload = codec.contents(value, True)
    twin.settle()
    return {"n": [lent.ident, kind, codec.write(plain_value(value, base), False), twin.tid, payload]}


def _read_handle(peer: Peer, payload: Any, codec: Codec) -> Any:
    ident, tag, desc = payload
    if tag == "o":
        kind = codec.read(desc)
        ref, proxy = peer.borrow(ident, False)
        if proxy is None:
            if not isinstance(kind, RemoteMeta):
                kind = _foreign(peer, kind)
            proxy = object.__new__(kind)
            object.__setattr__(proxy, "_assay_ref", ref)
            proxy = peer.remember(ident, proxy)
            if not peer.strict:
                peer.cache(ident, proxy)
        return proxy
    if tag == "M":
        ref, proxy = peer.borrow(ident, False)
        name, parts = desc
        if (library := peer.library(name, as_list(parts))) is not None:
            return library
        if proxy is None:
            proxy = RemoteModule(as_name(name))
            types.ModuleType.__setattr__(proxy, "_assay_ref", ref)
            proxy = peer.remember(ident, proxy)
        return proxy
    ref, proxy = peer.borrow(ident, desc)
    if proxy is None:
        if tag == "c":
            proxy = build_class(ref, [codec.read(base) for base in as_list(ref.desc["bases"])])
        elif tag == "d":
            proxy = drive(ref)
        elif tag == "f":
            if not all(type(ref.desc.get(fact)) is str for fact in ("name", "qualname", "module")):
                raise ProtocolError("a function without a name")
            proxy = RemoteFunction(ref)
        else:
            raise ProtocolError("a reference of an unknown kind")
        proxy = peer.remember(ident, proxy)
    return proxy


def _foreign(peer: Peer, kind: Any) -> type:
    """A stand-in class for instances of a class that crosses by name, such as a lock or a path walker."""
    if not isinstance(kind, type) or kind in WRITERS or kind in SCALARS or issubclass(kind, BaseException):
        raise ProtocolError("an instance of a class whose instances cross by copy")
    if peer.strict and (names.class_name(kind) is None or kind in _STEERING or inspect.isabstract(kind)):
        raise ProtocolError("an instance of a class that is not the candidate's")
    found = peer.foreign.get(kind)
    if found is None:
        special = {name for base in kind.__mro__[:-1] for name in own(base)} & describe.FORWARDED
        view = peer.strict and issubclass(kind, collections.abc.Set)  # what a mapping's keys() and items() give
        by = "ItemsView" if issubclass(kind, collections.abc.ItemsView) else "Set"
        desc: dict[str, Any] = {
            "name": kind.__name__, "qualname": kind.__qualname__, "module": kind.__module__, "doc": kind.__doc__,
            "members": {}, "special": sorted(special - ({"__hash__"} if view else {"__hash__", "__eq__", "__ne__"})),
            "inherited": dict.fromkeys(COMPARISONS, by) if view else {},
        }  # fmt: skip
        ref = Ref(peer, 0, desc)
        extra = {
            "_assay_kind": kind,
            "__class__": property(lambda self: kind),
            "__doc__": property(lambda self: self._assay_ref.ask("get", "__doc__")),
        }
        if view:
            extra |= _SET_METHODS
        if issubclass(kind, forms.ALIAS):  # a class can derive from it
            extra["__mro_entries__"] = lambda self, bases: (self.__origin__,)
        found = peer.foreign.setdefault(kind, build_class(ref, [], extra))
        peer.keep_alive.append(ref)
    return found


def _set_methods() -> dict[str, Any]:
    """What sets have in common, of a view of the other process's mapping: of all that is in it, and thus here."""
    methods: dict[str, Any] = {"isdisjoint": lambda self, other: set(self).isdisjoint(other)}
    for name, function in (("and", set.__and__), ("or", set.__or__), ("sub", set.__sub__), ("xor", set.__xor__)):
        methods[f"__{name}__"] = lambda self, other, do=function: do(set(self), set(other))
        methods[f"__r{name}__"] = lambda self, other, do=function: do(set(other), set(self))
    return methods


_SET_METHODS = _set_methods()


def _read_mine(peer: Peer, payload: Any, codec: Codec) -> Any:
    found = peer.lent_object(payload)
    return found._value if type(found) is Default else found


def _read_bound(peer: Peer, payload: Any, codec: Codec) -> Any:
    ident, op, name, args = payload
    obj = peer.lent_object(ident)
    values = [codec.read(arg) for arg in as_list(args)]
    return peer.serve_op(peer, "cget" if op == "cmeth" else "get", obj, name, values, {})


def _read_class(peer: Peer, payload: Any, codec: Codec) -> Any:
    return names.find_class(payload)


def _read_any(peer: Peer, payload: Any, codec: Codec) -> Any:
    if peer.strict:
        raise ProtocolError("something that may not be named")
    return names.find_any(payload)


def _read_member(peer: Peer, payload: Any, codec: Codec) -> Any:
    cls, name, value = payload
    return _member(codec.read(cls), name, lambda: codec.read(value))


def _read_my_member(peer: Peer, payload: Any, codec: Codec) -> Any:
    ident, name, value = payload
    return _member(peer.lent_object(ident), name, lambda: codec.read(value))


def _member(cls: Any, name: Any, value: Callable[[], Any]) -> Any:
    if not isinstance(cls, enum.EnumType):
        raise ProtocolError("a member of something that is no enum")
    member = cls.__members__.get(name)
    by_value: Any = enum.EnumType.__call__
    return member if member is not None else by_value(cls, value())


def _read_copied(peer: Peer, payload: Any, codec: Codec) -> Any:
    ident, kind_tree, value_tree, tid, contents = payload
    kind = codec.read(kind_tree)
    value = codec.read(value_tree)
    ref, proxy = peer.borrow(ident, False)
    if tid and contents is None:
        return codec.twins.get(tid).obj
    if not isinstance(kind, RemoteMeta) or describe.copied_base(kind) is None:
        raise ProtocolError("a copied instance of a class that is not copied")
    if proxy is None or not tid:
        if not tid and proxy is not None:
            return proxy
        proxy = new_copied(kind, value)
        object.__setattr__(proxy, "_assay_ref", ref)
        proxy = peer.remember(ident, proxy)
    return codec.receive(proxy, tid, contents) if tid else proxy


def _some_traceback() -> types.TracebackType | None:
    """A traceback that leads nowhere: frames stay in their own process."""
    try:
        raise RuntimeError
    except RuntimeError as error:
        return error.__traceback__


def _read_alias(peer: Peer, payload: Any, codec: Codec) -> Any:
    origin, args = payload
    kind, parts = codec.read(origin), tuple(codec.untree(args))
    return types.GenericAlias(kind, parts)


def _read_form(peer: Peer, payload: Any, codec: Codec) -> Any:
    name, args = payload
    return forms.build(name, None if args is None else codec.untree(args))


def _read_union(peer: Peer, payload: Any, codec: Codec) -> Any:
    first, *rest = codec.untree(payload)
    for kind in rest:
        first = first | kind
    return first


_READERS: dict[str, Callable[[Peer, Any, Codec], Any]] = {
    "h": _read_handle,
    "m": _read_mine,
    "mm": _read_bound,
    "g": _read_class,
    "G": _read_any,
    "gf": lambda peer, payload, codec: names.find_pure(payload),
    "gm": lambda peer, payload, codec: names.find_shared(payload),
    "e": _read_member,
    "em": _read_my_member,
    "n": _read_copied,
    "ga": _read_alias,
    "un": _read_union,
    "ty": _read_form,
    "x": decode_error,
    "xm": decode_own,
    "tb": lambda peer, payload, codec: _some_traceback(),
}


def read_other(peer: Peer, tag: str, payload: Any, codec: Codec) -> Any:
    """The value of a tag that is not plain data's."""
    reader = _READERS.get(tag)
    if reader is None:
        raise ProtocolError("a value with an unknown tag")
    return reader(peer, payload, codec)
