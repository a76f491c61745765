"""Event loops mirrored: what is asked from inside a loop is served inside a loop of the other thread's.

An event loop in one thread is mirrored by a loop in the other, named by the token: what is asked from inside a
loop is served inside its mirror, so ``asyncio.get_running_loop()`` and ``create_task`` work in candidate code that
a test calls from a coroutine, and the other way round. A mirror runs while frames of its loop arrive, and pauses
for any that come from outside a loop.
"""

from __future__ import annotations

import asyncio
import functools
import itertools
import select
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assay import stream
from assay.contexts import CandidateContexts, Contexts, TestContexts, checked
from assay.errors import CandidateGone, ProtocolError
from assay.stream import ChannelClosed
from assay.values import as_name, number, part

if TYPE_CHECKING:
    from assay.link import Channel

_MAX_TASKS = 10_000
_MAX_LOOPS = 64
_OUTSIDE = (stream.C, stream.R, stream.E, stream.Q, stream.V)  # of no loop


def is_serving(task: asyncio.Task[Any]) -> bool:
    """Whether a task only does what the other process awaits."""
    return getattr(task.get_coro(), "cr_code", None) is Loops._await.__code__


class Loops:
    """The loops of one channel's thread, and the mirrors of the other thread's."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._contexts: Contexts = TestContexts() if channel.owner.strict else CandidateContexts()
        self._due: asyncio.AbstractEventLoop | None = None  # the loop whose next turn sends what there is to be sent
        self._asked = False  # in this turn, so that the other side's loop stands still
        self._turned = 0  # the number of the context that the answer to come leaves
        self._mirrors: dict[int, asyncio.AbstractEventLoop] = {}
        self._running_mirror: asyncio.AbstractEventLoop | None = None
        self._tokens: dict[int, tuple[int, asyncio.AbstractEventLoop]] = {}
        self._numbers = itertools.count(1)
        self._futures: dict[int, asyncio.Future[Any]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def knows(self, loop: asyncio.AbstractEventLoop) -> bool:
        """Whether something has been asked from inside a loop."""
        known = self._tokens.get(id(loop))
        return known is not None and known[1] is loop

    # -- asking -----------------------------------------------------------------------------------------------

    def ask(self, loop: asyncio.AbstractEventLoop, request: Callable[[], Any]) -> Any:
        """Make a request from inside a running loop, and wait; the loop stands still meanwhile."""
        channel = self._channel
        token = self._token(loop)
        channel.send(stream.D, [token, request(), self._contexts.told()])
        try:
            return channel.answer()
        finally:
            self._contexts.turn(self._turned)
            self._turned = 0
            self._asked = True
            self._send_soon()
            if channel.arrived():
                loop.call_soon(self._on_readable)

    async def await_remote(self, op: str, target: int, name: Any, args: Sequence[Any]) -> Any:
        """Have the other side run a request and await its result, on the mirror of the running loop."""
        channel, loop = self._channel, asyncio.get_running_loop()
        request = channel.request_tree(op, target, name, args, {})
        ident = next(self._numbers)
        self._futures[ident] = loop.create_future()
        task = asyncio.current_task()
        self._contexts.awaiting(ident, task)
        known_as = "" if task is None else task.get_name()
        channel.put_ahead(stream.A, [ident, self._token(loop), request, known_as, self._contexts.told()])
        self._send_soon()
        late: asyncio.CancelledError | None = None  # cancelled when the end was there already
        try:
            while True:
                try:
                    failed, tree, turned = await self._futures[ident]
                    break
                except asyncio.CancelledError as error:
                    future = self._futures[ident]
                    if not future.cancelled():
                        late, (failed, tree, turned) = error, future.result()
                        break
                    self._futures[ident] = loop.create_future()
                    message = error.args[0] if error.args else None
                    channel.send(stream.X, [ident, message if type(message) is str else None])
        finally:
            self._futures.pop(ident, None)
            self._contexts.awaiting(ident, None)
        self._contexts.turn(turned)
        if late is not None and task is not None:
            task.uncancel()
            task.cancel(*late.args)  # where it waits next
        if failed:
            raise channel.owner.decode_error(tree, channel.codec)
        return channel.codec.decode(tree)

    # -- serving ----------------------------------------------------------------------------------------------

    def serve(self, kind: int, tree: Any) -> None:
        """Take an A or a D: in the loop that runs, or in the mirror of its own."""
        checked(part(tree, -1, 3 if kind == stream.D else 5))
        if asyncio._get_running_loop() is not None:
            self._in_loop(kind, tree)
        else:
            self._run_mirror(kind, tree)

    def finish(self, kind: int, tree: Any) -> None:
        """Take an F or a G."""
        ident = number(part(tree, 0, 3))
        future = self._futures.get(ident)
        if future is not None and future.cancelled():  # and its task has not run since
            future = self._futures[ident] = future.get_loop().create_future()
        if future is None or future.done():
            raise ProtocolError("the end of an await that nobody started")
        future.set_result((kind == stream.G, tree[1], number(tree[2])))

    def turn(self, tree: Any) -> None:
        """Take an N."""
        self._turned = number(tree)

    def cancel(self, tree: Any) -> None:
        """Take an X."""
        task, message = self._tasks.get(number(part(tree, 0, 2))), tree[1]
        if message is not None and type(message) is not str:
            raise ProtocolError("a reason that is no text")
        if task is not None:
            task.get_loop().call_soon(task.cancel, message)  # one cancelled before its first step would not say so

    def end_mirror(self, token: Any) -> None:
        """The loop of this token was closed: cancel what its mirror still runs."""
        loop = self._mirrors.pop(number(token), None)
        if loop is None or loop.is_running():
            return
        if asyncio._get_running_loop() is not None:
            raise ProtocolError("the end of a loop while another one runs")
        try:
            left = asyncio.all_tasks(loop)
            for task in left:
                task.cancel()
            if left:
                loop.run_until_complete(asyncio.wait(left))
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            loop.close()
            if not self._mirrors:
                self._contexts.clear()

    def _in_loop(self, kind: int, tree: Any) -> None:
        contexts, channel, told = self._contexts, self._channel, tree[-1]
        if kind == stream.D:
            request = tree[1]
            turned = functools.partial(channel.put_ahead, stream.N)
            channel.serve(request, within=lambda *work: contexts.run(told, work, turned))
            return
        ident = number(tree[0])
        if ident in self._tasks or len(self._tasks) >= _MAX_TASKS:
            raise ProtocolError("an await under a number already in use, or one too many")
        serving = self._await(ident, tree[2], told)
        self._tasks[ident] = asyncio.get_running_loop().create_task(
            serving, name=as_name(tree[3]), context=contexts.of_task(told, ident)
        )

    async def _await(self, ident: int, request: Any, told: list[int]) -> None:
        channel = self._channel
        try:
            value = await channel.owner.serve(request, channel.codec)
            channel.send_ahead()
            kind, tree = stream.F, channel.codec.encode(value, False)
        except ProtocolError as error:
            channel.owner.lost(error)
        except (ChannelClosed, CandidateGone):
            raise
        except BaseException as error:
            channel.send_ahead()
            kind, tree = stream.G, channel.owner.encode_error(error, channel.codec)
        finally:
            self._tasks.pop(ident, None)
        channel.put_ahead(kind, [ident, tree, self._contexts.left(told)])
        self._send_soon()

    def _send_soon(self) -> None:
        """Send what goes ahead, at the end of this turn of the loop: what starts together does so there, too.

        Until then the other side's loop stands still, if it has been asked something, as the one loop would.
        """
        loop = asyncio.get_running_loop()
        if self._due is not loop:
            self._due = loop
            loop.call_soon(self._guarded, self._send_now)

    def _send_now(self) -> None:
        self._due = None
        if self._asked:
            self._asked = False
            self._channel.put_ahead(stream.I, None)
        self._channel.flush()

    # -- loops ------------------------------------------------------------------------------------------------

    def _token(self, loop: asyncio.AbstractEventLoop) -> int:
        if self.knows(loop):
            return self._tokens[id(loop)][0]
        if loop is self._running_mirror:
            # a request back into the loop that this one mirrors
            return next(token for token, mirror in self._mirrors.items() if mirror is loop)
        token = next(self._numbers)
        self._tokens[id(loop)] = (token, loop)
        loop.add_reader(self._channel.stream, self._on_readable)
        self._hook_close(loop, token)
        return token

    def _hook_close(self, loop: asyncio.AbstractEventLoop, token: int) -> None:
        """When the loop closes, end its mirror: tasks left there are cancelled, as asyncio.run does here."""
        original = loop.close

        def close() -> None:
            try:
                if not loop.is_closed() and self._tokens.pop(id(loop), None) is not None:
                    loop.remove_reader(self._channel.stream)
                    self._channel.send(stream.C, ["endloop", token])
                    self._channel.answer()
            finally:
                original()

        loop.close = close  # type: ignore[method-assign]

    def _run_mirror(self, kind: int, tree: Any) -> None:
        """Run the mirror of a loop, starting with one frame, until a frame comes from outside that loop."""
        channel = self._channel
        token = number(part(tree, 0, 3) if kind == stream.D else part(tree, 1, 5))
        loop = self._mirrors.get(token)
        if loop is None:
            if len(self._mirrors) > _MAX_LOOPS:
                raise ProtocolError("too many event loops")
            loop = self._mirrors[token] = asyncio.new_event_loop()
        failures: list[BaseException] = []
        loop.set_exception_handler(lambda _, context: None)

        def guarded(step: Callable[[], None]) -> None:
            try:
                step()
            except BaseException as error:
                failures.append(error)
                loop.stop()

        channel.put_back(kind, tree)
        loop.add_reader(channel.stream, guarded, self._on_readable)
        loop.call_soon(guarded, self._on_readable)
        self._running_mirror = loop
        try:
            loop.run_forever()
        finally:
            self._running_mirror = None
            loop.remove_reader(channel.stream)
        if failures:
            raise failures[0]

    def _on_readable(self) -> None:
        """Frames arrived while a loop runs in this thread."""
        self._guarded(self._take_frames)

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except (ProtocolError, ChannelClosed, CandidateGone) as error:
            if self._running_mirror is not None:
                raise
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        """A loop would only log what its reader raises: end what waits in it instead."""
        for _, loop in self._tokens.values():
            if not loop.is_closed():
                loop.remove_reader(self._channel.stream)
        try:
            if not isinstance(error, CandidateGone):
                self._channel.owner.lost(error if isinstance(error, ProtocolError) else None)
        except (ChannelClosed, CandidateGone) as why:
            error = why
        for future in self._futures.values():
            if not future.done():
                future.set_exception(error)

    def _take_frames(self) -> None:
        channel, mirror = self._channel, self._running_mirror
        if not channel.arrived():
            if not select.select([channel.stream], [], [], 0)[0]:
                return  # a request made since then has read it
            channel.receive()
        held = False  # after a request that it waits for, the other side's code goes on before anything runs here
        while held or channel.arrived():
            if not channel.arrived():
                channel.receive()
                continue
            kind, tree = channel.next()
            if mirror is not None and kind in _OUTSIDE:
                channel.put_back(kind, tree)
                mirror.stop()
                return
            channel.dispatch(kind, tree)
            held = kind == stream.D or held and kind != stream.I
