"""What a reference to an object of the other process looks like here.

A class there is a class here, so ``isinstance``, ``type(x) is``, ``except`` and subclassing are answered locally; an
instance forwards operators and attributes; functions, generators, coroutines and async generators are objects of
the same kind as the originals as far as ``inspect`` can tell. All of it is symmetric: the candidate's process sees
the test's objects through these same classes.

One rule is the grader's alone (``Peer.strict``): comparing a remote object with plain data is answered here, so no
expected value is ever shown to the candidate, and none of its ``__eq__`` decides a test.
"""

from __future__ import annotations

import abc
import functools
import operator
import os
import sys
import types
from collections.abc import Callable
from typing import Any

from assay.committing import amounts_to, equals_unknown, in_order
from assay.copying import deepcopy_of
from assay.describe import COPIED, own
from assay.driving import DRIVEN, driven
from assay.errors import CannotCross
from assay.functions import BoundRemote, ClassNamespace, RemoteFunction, reduce, settle, signature
from assay.judging import TELLING_METHODS, called, find, is_named, name_class, refused, told
from assay.likeness import linearised, shown
from assay.modules import RemoteModule, refuse_to_catch
from assay.refs import UNASKED, Ref, get_attribute, instance_ref, weakref_to

_NOTHING: dict[str, Any] = {}
COMPARISONS = frozenset({"__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"})
_CLASS_MRO: Any = vars(type)["__mro__"]
_CLASS_BASES: Any = vars(type)["__bases__"]
_DESCRIPTORS = {"property": property, "cached_property": functools.cached_property}
_INTERNAL = ("assay.remote", "assay.mirrors")


def ref_of(value: Any) -> Ref | None:
    """The reference behind a local stand-in, or None for what is really here."""
    kind = type(value)
    if issubclass(kind, type):
        mirrored = issubclass(kind, RemoteMeta) or issubclass(kind, _enum_type())
        found = own(value).get("_assay_class") if mirrored else None
        return found if isinstance(found, Ref) else None
    if kind is RemoteFunction or isinstance(kind, RemoteMeta):
        try:
            found = object.__getattribute__(value, "_assay_ref")
        except AttributeError:
            return None
        return found if isinstance(found, Ref) else None
    if kind is RemoteModule:
        return types.ModuleType.__getattribute__(value, "_assay_ref")  # type: ignore[no-any-return]
    if kind in DRIVEN:
        return driven.get(value)
    if issubclass(kind, BaseException):
        return value.__dict__.get("_assay_ref")  # type: ignore[no-any-return]
    return None


def _enum_type() -> type:
    from assay.enums import RemoteEnumType

    return RemoteEnumType


class RemoteAttr:
    """A class attribute of a remote class that has to be fetched: data, property, static method, descriptor."""

    def __init__(self, ref: Callable[[], Ref], name: str, kind: str = "data") -> None:
        self._assay_ref, self.name, self.kind = ref, name, kind

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return _DESCRIPTORS.get(self.kind, RemoteAttr)

    def __getattr__(self, name: str) -> Any:
        if self.__dict__.get("kind") not in _DESCRIPTORS or name in UNASKED:
            raise AttributeError(name)
        return getattr(self._assay_ref().ask("get", self.name), name)

    def __get__(self, obj: Any, owner: type | None = None) -> Any:
        if obj is None:
            ref = (own(owner).get("_assay_class") if owner is not None else None) or self._assay_ref()
            found = ref.ask("get", self.name)
            if ref.peer.strict:
                refuse_to_catch(self.name, found)
                found = told(self.name, found, owner)
            return found
        if through_super(obj, self.name, self):
            return self._assay_ref().ask("cget", self.name, (obj,))
        mine = instance_ref(obj)
        found = mine.ask("get", self.name)
        return told(self.name, found, type(obj)) if mine.peer.strict else found

    def __set__(self, obj: Any, value: Any) -> None:
        set_attribute(obj, self.name, value)

    def __delete__(self, obj: Any) -> None:
        instance_ref(obj).ask("del", self.name)


class RemoteMethod:
    """A plain method of a remote class: looking it up on an instance costs no round trip."""

    def __init__(self, ref: Callable[[], Ref], name: str, kind: str) -> None:
        self._assay_ref, self.name, self.kind = ref, name, kind

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._assay_ref().ask("get", self.name)(*args, **kwargs)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        kinds = {"classmethod": classmethod, "staticmethod": staticmethod}
        return kinds.get(self.kind, types.FunctionType)

    def __getattr__(self, name: str) -> Any:
        if name in UNASKED:
            raise AttributeError(name)
        found = self._assay_ref().ask("get", self.name)
        if name != "__func__":
            return getattr(found, name)
        # Kept, for doctest knows functions again by their ids.
        function = self.__dict__["__func__"] = found if self.kind == "staticmethod" else found.__func__
        return function

    def __get__(self, obj: Any, owner: type | None = None) -> Any:
        if obj is None or self.kind == "classmethod":
            ref = own(owner).get("_assay_class") if owner is not None else None
            if self.kind == "classmethod" and ref is not None and self.name not in TELLING_METHODS:
                return BoundRemote(ref, self.name)
            return self._found(self._assay_ref(), owner if obj is None else type(obj))
        if through_super(obj, self.name, self):
            if self.kind == "staticmethod":
                return self._found(self._assay_ref(), type(obj))
            return BoundRemote(self._assay_ref(), self.name, "cmeth", (obj,))
        mine = instance_ref(obj)
        if self.kind == "method" and self.name not in mine.hidden:
            return BoundRemote(mine, self.name)
        return self._found(mine, type(obj))  # the object's own attribute of this name, if it has one

    def _found(self, ref: Ref, owner: type | None) -> Any:
        found = ref.ask("get", self.name)
        return told(self.name, found, owner) if ref.peer.strict else found


class BuiltinMethod(RemoteMethod):
    """An override of a method that the built-in base has, such as ``str.startswith``.

    For an object of a class that the test has not named, the built-in one is meant. Where nothing built-in is the
    base, there is none to mean.
    """

    def __init__(self, ref: Callable[[], Ref], name: str, base: type) -> None:
        super().__init__(ref, name, "method")
        self._assay_base = base

    def __get__(self, obj: Any, owner: type | None = None) -> Any:
        if obj is not None and instance_ref(obj).peer.strict and not is_named(type(obj)):
            found = getattr(self._assay_base, self.name, None)
            asked = super().__get__(obj, owner)
            return refused(self.name, asked) if found is None else found.__get__(obj)
        return super().__get__(obj, owner)


_method_doc: Any = property(lambda self: self._assay_ref().ask("get", self.name).__doc__)
_method_module: Any = property(lambda self: self._assay_ref().desc["module"])  # doctest looks for those of a module
RemoteMethod.__doc__, RemoteMethod.__module__ = _method_doc, _method_module


def static_attribute(cls: type, name: str) -> Any:
    """What stands under a name in the namespace of a class or of its bases, unbound; None if nothing does."""
    return next((own(base)[name] for base in _CLASS_MRO.__get__(cls) if name in own(base)), None)


def through_super(obj: Any, name: str, found: Any) -> bool:
    """Whether an attribute of a test-side subclass's instance was reached past an override, that is by ``super()``.

    The override is what the candidate's process would find by name, so it has to be told which class to ask.
    """
    cls = type(obj)
    if not cls._assay_shadow:
        return False
    for base in _CLASS_MRO.__get__(cls):
        if name in own(base):
            return own(base)[name] is not found
    return False


def set_attribute(obj: Any, name: str, value: Any) -> None:
    """``obj.name = value`` for a remote instance."""
    ref = instance_ref(obj)
    if not ref.peer.strict and name.startswith("_"):
        ref.peer.keep(obj)[name] = value  # private state that this side hangs on the other's object
    else:
        if issubclass(type(static_attribute(type(obj), name)), RemoteMethod):
            if ref.peer.strict:
                settle(ref.peer, name)
            ref.hidden |= {name}
        ref.ask("set", name, (value,))


def forward(ref: Callable[[], Ref], name: str) -> Callable[..., Any]:
    """A special method that runs the operator in the other process."""

    def method(self: Any, /, *args: Any, **kwargs: Any) -> Any:
        if through_super(self, name, vars(method).get("outer", method)):
            return ref().ask("cmeth", name, (self, *args), kwargs)
        mine = instance_ref(self)
        return mine.peer.ask("op", mine.id, name, args, kwargs)

    method.__name__ = name
    return method


def comparison(
    ref: Callable[[], Ref], name: str, local: Callable[[Any, Any], Any], scalar: bool = False
) -> Callable[..., Any]:
    """A comparison that a remote class defines. See the module's one rule; ``local`` compares with plain data.

    Whether an object of a class that the test names equals plain data, or is in order with a number, goes by what it
    commits itself to.

    It compares two of the candidate's as well where they are numbers, texts or times (``scalar``) whose class no test
    has named: whether they are in order, say, is then a question of their values.

    Whether a class can be ordered against a plain type at all is asked with a decoy of that type. If it can, the
    answer would depend on the value, and the test has to compare plain data instead.
    """

    def method(self: Any, other: Any) -> Any:
        mine = instance_ref(self)
        if mine.peer.strict and (ref_of(other) is None or scalar and not is_named(type(self))):
            named = is_named(type(self))
            if named and isinstance(self, COPIED) and (said := _own_comparison(self, name, other)) is not None:
                return said
            answer = local(self, other)
            if answer is not NotImplemented or not mine.peer.is_plain(other):
                return answer
            if name in ("__eq__", "__ne__"):
                return name == "__eq__" if amounts_to(self, other, named) else answer
            if named and (ordered := in_order(self, name, other)) is not None:
                return ordered
            if mine.ask("op", name, (_decoy(other),)) is not NotImplemented:
                raise CannotCross(
                    f"{name} between a candidate's {type(self).__name__} and plain {type(other).__name__} is not "
                    "asked of the candidate, which would see the expected value; compare plain data taken from it"
                )
            return answer
        if through_super(self, name, method):
            return ref().ask("cmeth", name, (self, other))
        return mine.ask("op", name, (other,))

    method.__name__ = name
    return method


def _own_comparison(obj: Any, name: str, other: Any) -> bool | None:
    """What a comparison of its own says of an object whose value is copied; None if it may be the value's."""
    if name in ("__eq__", "__ne__"):
        equal = equals_unknown(obj, other)
        return equal if equal is None or name == "__eq__" else not equal
    return in_order(obj, name, other)


def _decoy(value: Any) -> Any:
    """Some value of the same type, which says nothing about this one."""
    kind = type(value)
    if kind in (int, float):
        return kind(int.from_bytes(os.urandom(4)))  # not of random, whose state is the test's
    try:
        return kind()
    except TypeError:
        return None


def past_override(obj: Any, name: str) -> Ref | None:
    """The submission's class that ``super()`` means, where a class of the test that derives from it has ``name`` too.

    Nothing else comes here then: the test's own stands before it.
    """
    cls = type(obj)
    if not cls._assay_shadow:
        return None
    mro = _CLASS_MRO.__get__(cls)
    if not any(name in own(base) for base in mro if "_assay_shadow" in own(base) and own(base)["_assay_shadow"]):
        return None
    theirs = next(base for base in mro if "_assay_class" in own(base) and not own(base).get("_assay_shadow"))
    return own(theirs)["_assay_class"]  # type: ignore[no-any-return]


def get_remote(obj: Any, name: str) -> Any:
    """``obj.name`` of a remote instance, where nothing here has that name."""
    ref = instance_ref(obj)
    if name == "__signature__":
        return signature(ref)
    if not ref.peer.strict and name.startswith("_"):
        kept = ref.peer.kept(obj)
        if name in kept:
            return kept[name]
    found = get_attribute(ref, name, type(obj).__name__)
    return told(name, found, type(obj)) if ref.peer.strict else found


class RemoteObject:
    """Base of every instance that stands for one in the other process."""

    __slots__ = ("__weakref__", "_assay_ref")
    _assay_ref: Ref
    _assay_shadow = False

    def __new__(cls, /, *args: Any, **kwargs: Any) -> Any:
        # only reached from a test-side subclass that calls super().__new__
        ref: Ref = own(cls)["_assay_class"]
        if not ref.peer.strict:
            raise TypeError(f"{cls.__name__} is a class of the test: an instance is made by calling it")
        return ref.ask("new", None, args, kwargs)

    def __getattr__(self, name: str) -> Any:
        if (base := past_override(self, "__getattr__")) is not None:
            return told(name, base.ask("cmeth", "__getattr__", (self, name)), type(self))
        return get_remote(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if (base := past_override(self, "__setattr__")) is not None:
            base.ask("cmeth", "__setattr__", (self, name, value))
            return
        set_attribute(self, name, value)

    def __delattr__(self, name: str) -> None:
        if (base := past_override(self, "__delattr__")) is not None:
            base.ask("cmeth", "__delattr__", (self, name))
            return
        ref = instance_ref(self)
        if not ref.peer.strict and name.startswith("_"):
            ref.peer.keep(self).pop(name, None)
        else:
            ref.ask("del", name)

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        ref = instance_ref(self)
        if not ref.peer.strict:
            kept = ref.peer.keep(self)
            found = ref.ask("vars")
            for name in [name for name in kept if not name.startswith("_") and name not in found]:
                dict.__delitem__(kept, name)
            for name, value in found.items():
                dict.__setitem__(kept, name, value)
            return kept
        return ref.ask("get", "__dict__")  # type: ignore[no-any-return]

    def __dir__(self) -> list[str]:
        return list(instance_ref(self).ask("dir"))

    def __repr__(self) -> str:
        return str(instance_ref(self).ask("op", "__repr__"))

    def __copy__(self) -> Any:
        return instance_ref(self).ask("copy")

    def __deepcopy__(self, memo: Any) -> Any:
        return deepcopy_of(instance_ref(self), memo)

    def __reduce_ex__(self, protocol: Any) -> Any:
        return reduce(instance_ref(self), protocol)


def _derives(sub: type, cls: type) -> bool:
    """Whether a class derives from a mixin that stands there beside a built-in base."""
    found = own(cls).get("_assay_slotless")
    return found is not None and found in _CLASS_MRO.__get__(sub)


class RemoteMeta(abc.ABCMeta):
    """The class of classes that stand for classes of the other process."""

    def __new__(
        mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], /, *, _assay_ref: Any = None, **kwargs: Any
    ) -> Any:
        if _assay_ref is None:
            from assay.shadow import make_subclass

            return make_subclass(mcls, name, bases, namespace, kwargs)
        return super().__new__(mcls, name, bases, namespace)

    def __init__(
        cls, name: str, bases: Any, namespace: Any, /, *, _assay_ref: Ref | None = None, **kwargs: Any
    ) -> None:
        super().__init__(name, bases, namespace)
        if _assay_ref is not None:
            type.__setattr__(cls, "_assay_class", _assay_ref)

    def __call__(cls, /, *args: Any, **kwargs: Any) -> Any:
        ref: Ref = own(cls)["_assay_class"]
        if not ref.id:
            return own(cls)["_assay_kind"](*args, **kwargs)
        called(cls)
        return ref.peer.ask("call", ref.id, None, args, kwargs)

    def __getattr__(cls, name: str) -> Any:
        ref = own(cls).get("_assay_class")
        if ref is None or name.startswith("_abc_"):
            raise AttributeError(name)
        if not ref.id:  # the stand-in for a class that both processes have
            return getattr(own(cls)["_assay_kind"], name)
        if name == "__signature__":
            return signature(ref)
        found = get_attribute(ref, name, "type")
        if not name.startswith("_"):
            name_class(found)
        return told(name, found, cls) if ref.peer.strict else found

    def __setattr__(cls, name: str, value: Any) -> None:
        if name.startswith(("_abc_", "_assay_")) or name in ("__abstractmethods__", "__parameters__"):
            type.__setattr__(cls, name, value)
            known = own(cls).get("_assay_class")  # not while the class is made
            if name == "__abstractmethods__" and known is not None and known.id and known.peer.strict:
                known.ask("set", name, (value,))
            return
        ref: Ref = own(cls)["_assay_class"]
        if not ref.id:
            setattr(own(cls)["_assay_kind"], name, value)  # which says why not
            return
        if ref.peer.strict and issubclass(type(static_attribute(cls, name)), RemoteMethod):
            settle(ref.peer, name)
        if isinstance(value, (RemoteAttr, RemoteMethod)):
            ref.ask("restore", name)
        elif cls._assay_shadow:
            from assay.shadow import set_member

            set_member(cls, name, value)
        else:
            ref.ask("set", name, (value,))
        if cls._assay_shadow or isinstance(value, (RemoteAttr, RemoteMethod)):
            type.__setattr__(cls, name, value)
        elif name in ("__setattr__", "__delattr__"):
            pass  # of the other side's objects, which are asked to set and delete
        elif name not in ref.peer.special:
            type.__setattr__(cls, name, RemoteAttr(weakref_to(ref), name))
        elif not ref.peer.strict:  # an operator that the submission has given a class of the test
            type.__setattr__(cls, name, value)

    def __delattr__(cls, name: str) -> None:
        own(cls)["_assay_class"].ask("del", name)
        if name in own(cls):
            type.__delattr__(cls, name)

    def __dir__(cls) -> list[str]:
        ref: Ref = own(cls)["_assay_class"]
        return list(ref.ask("dir")) if ref.id else dir(own(cls)["_assay_kind"])

    @property
    def __dict__(cls) -> Any:  # type: ignore[override]
        mine = own(cls)
        ref = mine.get("_assay_class")
        if ref is not None and not ref.peer.strict:  # a class of the test: its methods as functions
            methods = frozenset(
                name for name, value in mine.items() if type(value) is RemoteMethod and value.kind == "method"
            )
            return types.MappingProxyType(ClassNamespace(mine, methods, ref))
        if ref is None or not ref.desc.get("annotated") or cls._assay_shadow:
            return mine
        return types.MappingProxyType({**mine, "__annotations__": ref.ask("get", "__annotations__")})

    @property
    def __annotations__(cls) -> dict[str, Any]:  # type: ignore[override]
        ref = own(cls)["_assay_class"]
        return ref.ask("get", "__annotations__") if ref.desc.get("annotated") else {}

    def __instancecheck__(cls, obj: Any) -> bool:
        if type.__instancecheck__(cls, obj) or _derives(type(obj), cls):
            return True
        ref = own(cls)["_assay_class"]
        if not ref.desc.get("asks") or sys._getframe(1).f_code.co_filename == "<frozen abc>":
            return False
        if ref.peer.is_plain(obj):  # its type says enough, and the value stays here
            try:
                return ref.ask("issubclass", None, (type(obj),)) is True
            except TypeError:  # a protocol of attributes, which are told of no class
                return ref.ask("isinstance", None, (_decoy(obj),)) is True
        return ref.ask("isinstance", None, (obj,)) is True

    def __subclasscheck__(cls, sub: type) -> bool:
        if type.__subclasscheck__(cls, sub) or _derives(sub, cls):
            return True
        ref = own(cls)["_assay_class"]
        if not ref.desc.get("asks") or sys._getframe(1).f_code.co_filename == "<frozen abc>":
            return False  # an abstract base of the standard library asks its virtual subclasses about every class
        return ref.ask("issubclass", None, (sub,)) is True

    def __subclasses__(cls) -> Any:
        ref: Ref = own(cls)["_assay_class"]
        here = type.__subclasses__(cls)
        if not ref.id:
            return here
        if ref.peer.strict:
            return ref.ask("meth", "__subclasses__")
        there = ref.ask("subclasses")
        return there + [each for each in here if each not in there]

    def register(cls, sub: type) -> type:
        """Register a virtual subclass with the abstract class of the other process."""
        own(cls)["_assay_class"].ask("meth", "register", (sub,))
        return sub

    def __iter__(cls) -> Any:
        return _operate(cls, "__iter__", iter)

    def __len__(cls) -> Any:
        return _operate(cls, "__len__", len)

    def __bool__(cls) -> bool:
        return True

    def __contains__(cls, item: Any) -> Any:
        ref: Ref = own(cls)["_assay_class"]
        if ref.id and ref.peer.strict and not is_named(cls):
            return find(lambda sought: ref.ask("op", "__contains__", (sought,)), item)
        return _operate(cls, "__contains__", operator.contains, item)

    def __getitem__(cls, key: Any) -> Any:
        return _operate(cls, "__getitem__", operator.getitem, key)

    def __or__(cls, other: Any) -> Any:
        return _union(cls, other)

    def __ror__(cls, other: Any) -> Any:
        return _union(other, cls)

    def __repr__(cls) -> str:
        ref = own(cls).get("_assay_class")
        refs = [own(base).get("_assay_class") for base in _CLASS_MRO.__get__(cls)]
        if ref is not None and ref.id and ref.peer.strict and any(each and each.desc.get("says") for each in refs):
            return str(ref.ask("op", "__repr__"))
        module = "" if cls.__module__ == "builtins" else f"{cls.__module__}."
        return f"<class '{module}{cls.__qualname__}'>"

    @property
    def __mro__(cls) -> tuple[type, ...]:
        return linearised(cls, cls.__bases__) or _CLASS_MRO.__get__(cls)

    def mro(cls) -> list[type]:
        """What ``type.mro`` is: as the class is made, what it derives from here; later what it shows."""
        return list(cls.__mro__) if "_assay_class" in own(cls) else super().mro()

    @property
    def __bases__(cls) -> tuple[type, ...]:  # type: ignore[override]
        told = own(cls).get("_assay_bases")  # abstract bases, too, which a stand-in does not derive from
        if told is None:
            told = tuple(base for base in _CLASS_BASES.__get__(cls) if base.__module__ not in _INTERNAL)
        return tuple(map(_shown, told)) or (object,)


def _operate(cls: type, name: str, here: Callable[..., Any], *args: Any) -> Any:
    """An operator on a class itself: asked for, or done ``here`` with a class that both processes have."""
    ref: Ref = own(cls)["_assay_class"]
    return ref.ask("op", name, args) if ref.id else here(own(cls)["_assay_kind"], *args)


def _shown(base: type) -> type:
    """A base as ``__bases__`` shows it: the standard library's own class for its mirror."""
    ref = own(base).get("_assay_class") if isinstance(base, RemoteMeta) else None
    return base if ref is None or not ref.id or not ref.peer.strict else shown(ref.desc) or base


def _union(left: Any, right: Any) -> Any:
    import typing

    return typing.Union[left, right]  # noqa: UP007 - the operator is what this implements
