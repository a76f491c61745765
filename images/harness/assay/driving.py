"""Generators and coroutines: real ones here, which drive those of the other process."""

from __future__ import annotations

import asyncio
import types
import weakref
from collections.abc import AsyncGenerator, Coroutine, Generator
from typing import Any

from assay.refs import Ref, instance_ref

driven: weakref.WeakKeyDictionary[Any, Ref] = weakref.WeakKeyDictionary()
DRIVEN = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)


def drive(ref: Ref) -> Any:
    """A local generator, coroutine or async generator for a remote one."""
    kind = ref.desc["flavour"]
    made: Any = _DRIVERS[kind](ref)
    made.__name__, made.__qualname__ = ref.desc["name"], ref.desc["qualname"]
    if ref.desc.get("started") is True:  # ready for send(): whoever made it has called next()
        next(made)
    driven[made] = ref
    ref.desc["alive"] = weakref.ref(made)  # dead already when the generator is being collected
    return made


def _generator(ref: Ref) -> Generator[Any, Any, Any]:
    verb, args = "__next__", ()
    started, item = ref.desc.get("started") is True, None
    while True:
        try:
            item = None if started else ref.ask("gen", verb, args)
        except StopIteration as stop:
            return stop.value
        started = False
        try:
            sent = yield item
        except GeneratorExit:
            if ref.desc["alive"]() is None:  # collected, not closed: others may hold the original
                return None
            return ref.ask("gen", "close")
        except BaseException as error:
            verb, args = "throw", (error,)  # type: ignore[assignment]
        else:
            verb, args = ("__next__", ()) if sent is None else ("send", (sent,))  # type: ignore[assignment]


# What types.coroutine makes of a generator's function gives generators that can be awaited.
_awaitable_generator = types.coroutine(types.FunctionType(_generator.__code__, globals()))


def _coroutine(ref: Ref) -> Coroutine[Any, Any, Any]:
    return _awaited(ref, "itself", None, ())


async def _awaited(ref: Ref, op: str, name: str | None, args: tuple[Any, ...]) -> Any:
    """What awaiting ``op`` of a remote object gives, in a loop of asyncio or driven with ``send()``."""
    if asyncio._get_running_loop() is not None:
        return await ref.peer.await_remote(op, ref.id, name, args)
    return await _ByHand(ref.ask("steps", name, args))


class _ByHand:
    def __init__(self, steps: Generator[Any, Any, Any]) -> None:
        self._steps = steps

    def __await__(self) -> Generator[Any, Any, Any]:
        return self._steps


def steps(obj: Any) -> Generator[Any, Any, Any]:
    """What an awaitable of this process yields to whoever drives it."""
    return (yield from obj.__await__())


def _asyncgen(ref: Ref) -> AsyncGenerator[Any, Any]:
    async def run() -> AsyncGenerator[Any, Any]:
        verb, args = "__anext__", ()
        while True:
            try:
                item = await _awaited(ref, "gen", verb, args)
            except StopAsyncIteration:
                return
            try:
                sent = yield item
            except GeneratorExit:
                if ref.desc["alive"]() is not None:
                    await _awaited(ref, "gen", "aclose", ())
                raise
            except BaseException as error:
                verb, args = "athrow", (error,)  # type: ignore[assignment]
            else:
                verb, args = ("__anext__", ()) if sent is None else ("asend", (sent,))  # type: ignore[assignment]

    return run()


_DRIVERS: dict[str, Any] = {
    "generator": _generator, "awaitable": _awaitable_generator, "coroutine": _coroutine, "asyncgen": _asyncgen,
}  # fmt: skip


def awaiting(self: Any) -> Generator[Any, Any, Any]:
    """``__await__`` of a remote awaitable."""
    return _coroutine(instance_ref(self)).__await__()
