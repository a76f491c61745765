"""Functions and methods of the other process, as ``inspect`` expects to find functions and methods."""

from __future__ import annotations

import functools
import gc
import inspect
import pickle
import sys
import types
import weakref
from collections.abc import AsyncGenerator, Generator, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from assay.errors import CannotCross
from assay.frozen import thaw
from assay.judging import told
from assay.refs import UNASKED, Ref, get_attribute

if TYPE_CHECKING:
    from assay.peer import Peer

_NOTHING: dict[str, Any] = {}


def _plain() -> None: ...
def _generating() -> Generator[None]:
    yield
async def _awaiting() -> None: ...
async def _agenerating() -> AsyncGenerator[None]:
    yield


_CODES = {
    "": _plain.__code__,
    "generator": _generating.__code__,
    "coroutine": _awaiting.__code__,
    "asyncgen": _agenerating.__code__,
}


_VARIADIC = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS


class RemoteFunction:
    """A function, built-in function or bound method of the other process."""

    __slots__ = ("__weakref__", "_assay_ref")

    def __init__(self, ref: Ref) -> None:
        object.__setattr__(self, "_assay_ref", ref)

    def __del__(self) -> None:
        # The solution's weak references to a function of the test last as long as the test holds it. One is ours.
        ref = self._assay_ref
        if weakref.getweakrefcount(self) > 1 and not ref.peer.strict and not ref.orphan and not ref.desc.get("bound"):
            ref.peer.cache(ref.id, self)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        ref = self._assay_ref
        return ref.peer.ask("call", ref.id, None, args, kwargs)

    def __get__(self, obj: Any, owner: type | None = None) -> Any:
        if obj is None or self._assay_ref.desc.get("bound"):
            return self
        return types.MethodType(self, obj)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        desc = self._assay_ref.desc
        if desc.get("builtin"):
            return types.BuiltinFunctionType
        return types.MethodType if desc.get("bound") else types.FunctionType

    @property
    def __code__(self) -> types.CodeType:
        desc = self._assay_ref.desc
        local, names, free = map(tuple, desc.get("names") or ((), (), ()))
        args, positional, keyword, flags = desc.get("code") or (0, 0, 0, 0)
        code = _CODES.get(desc.get("flavour", ""), _plain.__code__)
        file, line = desc.get("source") or ("<submission>", 1)  # read from the submitted text, where there is one
        return code.replace(
            co_name=desc["name"], co_qualname=desc["qualname"], co_argcount=args, co_posonlyargcount=positional,
            co_kwonlyargcount=keyword, co_varnames=local, co_nlocals=len(local), co_names=names, co_freevars=free,
            co_flags=code.co_flags | flags & _VARIADIC, co_filename=file, co_firstlineno=line,
        )  # fmt: skip

    @property
    def __func__(self) -> Any:
        return self._assay_ref.ask("get", "__func__")

    @property
    def __self__(self) -> Any:
        return self._assay_ref.ask("get", "__self__")

    @property
    def __signature__(self) -> inspect.Signature:
        return signature(self._assay_ref)

    @property
    def __module__(self) -> str:  # type: ignore[override]
        return str(self._assay_ref.desc.get("module"))

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        return self._assay_ref.ask("get", "__dict__")  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        ref = object.__getattribute__(self, "_assay_ref")
        local = _FUNCTION_FACTS.get(name)
        if local is not None and local in ref.desc:
            return ref.desc[local]
        found = get_attribute(ref, name, "function")
        return told(name, found) if ref.peer.strict else found

    def __setattr__(self, name: str, value: Any) -> None:
        self._assay_ref.ask("set", name, (value,))

    def __delattr__(self, name: str) -> None:
        self._assay_ref.ask("del", name)

    def __eq__(self, other: object) -> bool:
        mine = self._assay_ref
        if type(other) not in (RemoteFunction, BoundRemote) or not mine.desc.get("bound"):
            return self is other
        return self is other or mine.ask("same", None, (other,)) is True

    def __hash__(self) -> int:
        if self._assay_ref.desc.get("bound"):
            return int(self._assay_ref.ask("op", "__hash__"))
        return object.__hash__(self)

    def __repr__(self) -> str:
        desc = self._assay_ref.desc
        if desc.get("bound"):
            return str(self._assay_ref.ask("op", "__repr__"))
        if desc.get("builtin"):
            return f"<built-in function {desc['qualname']}>"
        return f"<function {desc['qualname']} at {id(self):#x}>"

    def __copy__(self) -> RemoteFunction:
        return self

    def __deepcopy__(self, memo: Any) -> RemoteFunction:
        return self

    def __reduce_ex__(self, protocol: Any) -> Any:
        return reduce(self._assay_ref, protocol)


_FUNCTION_FACTS = {"__name__": "name", "__qualname__": "qualname", "__isabstractmethod__": "abstract"}
RemoteFunction.__doc__ = property(lambda self: self._assay_ref.desc.get("doc"))  # type: ignore[assignment]


class BoundRemote(RemoteFunction):
    """``obj.method`` of a remote object, looked up only when it is called, or when something is to replace it."""

    __slots__ = ("_assay_args", "_assay_found", "_assay_name", "_assay_op")

    def __init__(self, ref: Ref, name: str, op: str = "meth", args: tuple[Any, ...] = ()) -> None:
        _set_ref(self, ref)  # the slots themselves, past __setattr__: one is made for each call of a method
        _set_name(self, name)
        _set_op(self, op)
        _set_args(self, args)
        _set_found(self, None)

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        if self._assay_found is not None:
            return self._assay_found(*args, **kwargs)
        ref = self._assay_ref
        return ref.peer.ask(self._assay_op, ref.id, self._assay_name, (*self._assay_args, *args), kwargs)

    def resolve(self) -> Any:
        """The bound method itself, as a reference of its own."""
        if self._assay_found is not None:
            return self._assay_found
        if self._assay_op == "cmeth":
            return self._assay_ref.ask("cget", self._assay_name, self._assay_args)
        return self._assay_ref.ask("get", self._assay_name)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return types.MethodType

    @property
    def __code__(self) -> Any:
        return self.resolve().__code__

    @property
    def __func__(self) -> Any:
        return self.resolve().__func__

    @property
    def __self__(self) -> Any:
        return self._assay_ref.peer.proxy_of(self._assay_ref)

    @property
    def __signature__(self) -> inspect.Signature:
        return inspect.signature(self.resolve())

    @property
    def __dict__(self) -> dict[str, Any]:  # type: ignore[override]
        return self.resolve().__dict__  # type: ignore[no-any-return]

    def __getattr__(self, name: str) -> Any:
        if name == "__name__":
            return self._assay_name
        if name in UNASKED:
            raise AttributeError(name)
        return getattr(self.resolve(), name)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"'method' object has no attribute {name!r}")

    def __eq__(self, other: object) -> bool:
        if type(other) is BoundRemote:
            return other._assay_ref is self._assay_ref and other._assay_name == self._assay_name
        return type(other) is RemoteFunction and RemoteFunction.__eq__(other, self)

    def __hash__(self) -> int:
        return hash(self.resolve())  # as when it has crossed by itself

    def __repr__(self) -> str:
        ref = self._assay_ref
        return repr(self.resolve()) if ref.peer.strict else f"<bound method {self._assay_name}>"


_set_ref, _set_name, _set_op, _set_args, _set_found = (
    vars(owner)[slot].__set__
    for owner, slot in (
        (RemoteFunction, "_assay_ref"), (BoundRemote, "_assay_name"),
        (BoundRemote, "_assay_op"), (BoundRemote, "_assay_args"), (BoundRemote, "_assay_found"),
    )
)  # fmt: skip
BoundRemote.__doc__ = property(lambda self: self.resolve().__doc__)  # type: ignore[assignment]


def settle(peer: Peer, name: str) -> None:
    """Methods of that name that the test has in hand stay what they are, before the name comes to mean another.

    ``patch.object(account, "pay", wraps=account.pay)`` would otherwise wrap itself.
    """
    for found in gc.get_objects():
        if type(found) is not BoundRemote or found._assay_name != name or found._assay_ref.peer is not peer:
            continue
        if found._assay_found is None:
            object.__setattr__(found, "_assay_found", found.resolve())


class ClassNamespace(Mapping[str, Any]):
    """The ``__dict__`` of a class of the test: its methods are functions, each fetched when it is looked at.

    One that the test keeps back stays what stands for it, since most who look want to know the names alone.
    """

    def __init__(self, namespace: Mapping[str, Any], methods: frozenset[str], ref: Ref) -> None:
        self._namespace, self._methods, self._ref = namespace, methods, ref

    def __getitem__(self, name: str) -> Any:
        found = self._namespace[name]
        if name not in self._methods:
            return found
        try:
            return self._ref.ask("get", name)
        except AttributeError:
            return found

    def __contains__(self, name: object) -> bool:
        return name in self._namespace

    def __iter__(self) -> Iterator[str]:
        return iter(self._namespace)

    def __len__(self) -> int:
        return len(self._namespace)

    def copy(self) -> dict[str, Any]:
        """What ``vars(cls).copy()`` is."""
        return dict(self)

    def __or__(self, other: Any) -> Any:
        return dict(self) | other

    def __ror__(self, other: Any) -> Any:
        return other | dict(self)


def signature(ref: Ref) -> inspect.Signature:
    """The signature of a remote callable; ValueError where it has none."""
    found = ref.ask("sig")
    if type(found) is not list:
        raise ValueError("no signature found for remote callable")
    empty = inspect.Parameter.empty
    parameters = [
        inspect.Parameter(
            name,
            inspect._ParameterKind(kind),
            default=default[0] if default else empty,
            annotation=annotation[0] if annotation else empty,
        )
        for name, kind, default, annotation in found[0]
    ]
    returns = found[1][0] if found[1] else empty
    return inspect.Signature(parameters, return_annotation=returns)


def reduce(ref: Ref, protocol: int) -> Any:
    """Pickling a stand-in pickles the original in its own process; only that process unpickles it."""
    if sys._getframe(2).f_code.co_filename.endswith("/multiprocessing/reduction.py"):
        if "flavour" in ref.desc:
            _check_is_global(ref.desc)
            if not ref.peer.strict:
                _pickled[ref.id] = ref.peer.proxy_of(ref)
            return called_by, (ref.id,)
        whose = "submission" if ref.peer.strict else "test"
        raise CannotCross(f"another process has no way to the {whose}'s objects; use plain data, or threads")
    if not ref.peer.strict and "flavour" in ref.desc:  # a function, which is pickled by what it is known as
        _check_is_global(ref.desc)
        _pickled[ref.id] = ref.peer.proxy_of(ref)
        return function_of, (ref.id,)
    if not ref.peer.strict:
        return thawed, (ref.ask("freeze", None, (protocol,)),)
    return unpickle, (ref.ask("pickle", None, (protocol,)),)


def _check_is_global(desc: dict[str, Any]) -> None:
    """A function that its module does not have by its name cannot be pickled; the error is pickle's own."""
    name = str(desc.get("qualname"))
    if "<locals>" in name:
        raise AttributeError(f"Can't get local object {name!r}")
    if "<" in name:
        raise pickle.PicklingError(f"Can't pickle {name}: attribute lookup {name} on {desc.get('module')} failed")


def called_by(number: int) -> Any:
    """Undo :func:`reduce` of a function, in a process that was forked (``assay.forked``)."""
    from assay.peer import current

    found = current().stand_in(number)
    return functools.partial(_call, number) if found is None else found


def _call(number: int, /, *args: Any, **kwargs: Any) -> Any:
    from assay.peer import current

    return current().ask("call", number, None, args, kwargs)


_pickled: dict[int, Any] = {}  # functions of the test that the submission has pickled


def function_of(number: int) -> Any:
    """Undo :func:`reduce` of a function of the test. Raises ``KeyError`` in another process."""
    return _pickled[number]


def thawed(number: bytes) -> Any:
    """Undo :func:`reduce` of another object of the test."""
    from assay.peer import current

    return thaw(number) if current().strict else current().ask("thaw", 0, None, (number,), _NOTHING)


def unpickle(data: bytes) -> Any:
    """Undo :func:`reduce`: the bytes go back to the process they came from."""
    from assay.peer import current

    return current().ask("unpickle", 0, None, (data,), _NOTHING)
