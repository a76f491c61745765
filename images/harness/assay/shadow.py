"""Test-side subclasses of candidate classes.

``class Square(solution.Shape)`` in a test makes two classes: a local one with the test's methods, and its *shadow* in
the candidate's process, a real subclass of the real ``Shape`` whose overrides call back. Instances live there.
"""

from __future__ import annotations

import abc
import types
import unittest
from typing import Any

from assay.describe import COPIED, fields, own
from assay.errors import CannotCross
from assay.judging import name_class
from assay.members import describe_member, members_of
from assay.mirrors import CopiedBase, slotless
from assay.refs import Ref, instance_ref, weakref_to
from assay.remote import RemoteAttr, RemoteMeta, RemoteObject, get_remote, ref_of

_CLASS_MRO: Any = vars(type)["__mro__"]  # what the classes here derive from, not what they show


def make_subclass(
    meta: type, name: str, bases: tuple[type, ...], namespace: dict[str, Any], kwargs: dict[str, Any]
) -> type:
    """Create both classes; the local one gets the shadow's reference."""
    remote = [base for base in bases if ref_of(base) is not None]
    peer = own(remote[0])["_assay_class"].peer
    if not peer.strict:
        raise TypeError(f"{remote[0].__name__!r} is a class of the test and cannot be subclassed by the submission")
    for base in remote:
        name_class(base)
    shown = bases
    if any(base in COPIED for base in bases):  # the shadow has it, too, and what instances hold is copied
        remote = [base for base in bases if base in COPIED or base in remote]
        bases = (CopiedBase, *(kept for base in bases if (kept := slotless(base)) is not None))
    fetched = [
        entry
        for entry, value in namespace.items()
        if isinstance(type(value), RemoteMeta) or (peer.is_plain(value) and not entry.startswith("__"))
    ]
    local = {entry: value for entry, value in namespace.items() if entry not in fetched}
    local |= {"_assay_shadow": True}
    if any(issubclass(base, RemoteObject) for base in bases):
        local["__dict__"] = vars(RemoteObject)["__dict__"]  # of the instance, which is over there
        if "__getattr__" in local:  # for what is not there, either
            local["__getattr__"] = get_remote
    cls = _made(meta, name, bases, local)
    type.__setattr__(cls, "_assay_bases", shown)
    members: list[Any] = []
    theirs = {kind for base in remote for kind in _CLASS_MRO.__get__(base)}  # with library classes that stand behind
    for mixin in reversed([base for base in _CLASS_MRO.__get__(cls)[1:] if _is_local(base) and base not in theirs]):
        members += members_of(dict(own(mixin)))
    members += members_of(namespace)
    if own(cls).get("__hash__", 0) is None and "__hash__" not in namespace:
        members.append(["__hash__", "plain", None])
    written = namespace.get("__orig_bases__", ())
    if written and all(ref_of(base) is not None for base in written):
        members.append(["__orig_bases__", "plain", written])
    shadow = peer.ask(
        "subclass", 0, name, (remote, members, kwargs), {"module": namespace.get("__module__", "tests")}
    )
    # the reference came with a stand-in of its own; from now on the local class is the stand-in
    ref: Ref = own(shadow)["_assay_class"]
    type.__setattr__(cls, "_assay_class", ref)
    peer.bind(ref, cls)
    peer.channel().codec.twins.replace(shadow, cls)  # __init_subclass__ may have put it somewhere
    type.__setattr__(cls, "__abstractmethods__", frozenset(ref.desc.get("abstract", ())))
    for entry in fetched:  # candidate objects, such as descriptors, and data that methods may replace: over there
        type.__setattr__(cls, entry, RemoteAttr(weakref_to(ref), entry))
    return cls


def set_member(cls: Any, name: str, value: Any) -> None:
    """Have the shadow's attribute set, too: by the test, or by ``dataclass``, which it has applied to the class."""
    ref: Ref = own(cls)["_assay_class"]
    if name == "__dataclass_fields__":
        type.__setattr__(cls, name, value)
        ref.ask("setfields", None, (fields(cls, lambda part: part, False),))
        return
    if type(value) is types.FunctionType and _STORE in value.__code__.co_freevars:
        cells: Any = value.__closure__
        cells[value.__code__.co_freevars.index(_STORE)].cell_contents = _Stored
    ref.ask("setmember", name, (describe_member(value),))


_STORE = "__dataclass_builtins_object__"  # by which a frozen dataclass's __init__ sets attributes


class _Stored:
    @staticmethod
    def __setattr__(obj: Any, name: str, value: Any) -> None:  # type: ignore[override]
        instance_ref(obj).ask("store", name, (value,))


def _made(meta: type, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> type:
    try:
        if not any(issubclass(base, unittest.TestCase) for base in bases):
            return abc.ABCMeta.__new__(meta, name, bases, namespace)
        reason = None
    except TypeError as error:
        if "lay-out" not in str(error):
            raise
        reason = error
    theirs = next(base.__name__ for base in bases if ref_of(base) is not None)
    other = next(base.__name__ for base in bases if ref_of(base) is None)
    raise CannotCross(
        f"{name} derives from the submission's {theirs} and from {other}, so its instances would be in two processes; "
        f"derive from one of them, and keep an object of the other as an attribute"
    ) from reason


def _is_local(base: type) -> bool:
    return base is not object and ref_of(base) is None and base.__module__.partition(".")[0] not in (
        "assay", "builtins", "abc", "typing", "collections", "unittest",
    )  # fmt: skip
