"""What a class body of the test defines, as it crosses to the candidate's process."""

from __future__ import annotations

import types
from typing import Any

_SKIPPED = frozenset(
    {"__module__", "__qualname__", "__doc__", "__classcell__", "__firstlineno__", "__static_attributes__",
     "__slots__", "__dict__", "__weakref__", "__type_params__", "__orig_bases__"}
)  # fmt: skip


def describe_member(value: Any) -> list[Any]:
    """``[kind, value]`` of a class attribute, as ``assay.ops`` rebuilds it."""
    if isinstance(value, property):
        return ["property", [value.fget, value.fset, value.fdel]]
    if isinstance(value, (classmethod, staticmethod)):
        return [type(value).__name__, value.__func__]
    return ["plain", value]


def members_of(namespace: dict[str, Any]) -> list[list[Any]]:
    """``[name, kind, value]`` of each member of a class body."""
    members = []
    for name, value in namespace.items():
        if name in _SKIPPED or isinstance(value, (types.MemberDescriptorType, types.GetSetDescriptorType)):
            continue
        if name == "__new__" and not isinstance(value, staticmethod):
            value = staticmethod(value)
        members.append([name, *describe_member(value)])
    return members
