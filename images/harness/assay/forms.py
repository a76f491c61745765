"""Types of annotations, such as ``typing.Optional[int]`` and ``dict[str, list[int]]``: rebuilt on the other side."""

from __future__ import annotations

import types
import typing
from typing import Any

# What `Box[int]` of a submission's own generic class is; it stays there, and a stand-in is here.
ALIAS: Any = vars(typing)["_GenericAlias"]
_Form: Any = vars(typing)["_SpecialForm"]
_BareAlias: Any = vars(typing)["_SpecialGenericAlias"]
_FORMS = {name: found for name, found in vars(typing).items() if isinstance(found, (_Form, _BareAlias))}
_REFUSED = frozenset({"Annotated", "Generic", "Protocol", "Concatenate", "Unpack"})  # not made of types alone


def parts(value: Any) -> list[Any] | None:
    """``[name, arguments]`` of what ``typing`` makes of its names; arguments are None for the bare name."""
    if isinstance(value, typing.ForwardRef):
        return ["ForwardRef", [value.__forward_arg__]]
    if isinstance(value, (_Form, _BareAlias)):
        name = str(getattr(value, "_name", None))
        return [name, None] if _FORMS.get(name) is value else None
    if not isinstance(value, ALIAS):
        return None
    origin = value.__origin__
    name = str(origin._name if isinstance(origin, _Form) else value._name)
    found = _FORMS.get(name)
    if found is None or name in _REFUSED or not all(map(_simple, value.__args__)):
        return None
    if found is not origin and getattr(found, "__origin__", None) is not origin:
        return None  # a submission's own generic class
    return [name, list(value.__args__)]


def _simple(value: Any) -> bool:
    if value is None or value is ... or isinstance(value, (type, str, int, bytes)):
        return True
    if isinstance(value, (types.GenericAlias, types.UnionType)):
        return all(map(_simple, value.__args__))
    return parts(value) is not None


def build(name: Any, args: list[Any] | None) -> Any:
    """The reverse of :func:`parts`. Raises ``LookupError`` or ``TypeError`` for what it never gives."""
    if name == "ForwardRef" and args:
        return typing.ForwardRef(args[0])
    found = _FORMS[name]
    if args is None:
        return found
    if name == "Callable":
        return found[args[0] if args[:-1] == [...] else args[:-1], args[-1]]
    return found[tuple(args) if len(args) != 1 else args[0]]
