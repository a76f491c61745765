"""Event loops mirrored: what is asked from inside a loop is served inside a loop of the other thread's.

An event loop in one thread is mirrored by a loop in the other, named by the token: what is asked from inside a
loop is served inside its mirror, so ``asyncio.get_running_loop()`` and ``create_task`` work in candidate code that
a test calls from a coroutine, and the other way round. A mirror runs while frames of its loop arrive, and pauses
for any that come from outside a loop.
"""

from __future__ import annotations

import asyncio
import itertools
import select
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assay import stream
from assay.errors import CandidateGone, ProtocolError
from assay.stream import ChannelClosed
from assay.values import number, part

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
        channel.send(stream.D, [token, request()])
        try:
            return channel.answer()
        finally:
            if channel.arrived():
                loop.call_soon(self._on_readable)

    async def await_remote(self, op: str, target: int, name: Any, args: Sequence[Any]) -> Any:
        """Have the other side run a request and await its result, on the mirror of the running loop."""
        channel, loop = self._channel, asyncio.get_running_loop()
        request = channel.request_tree(op, target, name, args, {})
        ident = next(self._numbers)
        future: asyncio.Future[Any] = loop.create_future()
        self._futures[ident] = future
        channel.send(stream.A, [ident, self._token(loop), request])
        try:
            while not future.done():
                try:
                    await asyncio.shield(future)
                except asyncio.CancelledError:
                    if future.done():
                        break
                    channel.send(stream.X, [ident])
            failed, tree = future.result()
        finally:
            self._futures.pop(ident, None)
        if failed:
            raise channel.owner.decode_error(tree, channel.codec)
        return channel.codec.decode(tree)

    # -- serving ----------------------------------------------------------------------------------------------

    def serve(self, kind: int, tree: Any) -> None:
        """Take an A or a D: in the loop that runs, or in the mirror of its own."""
        if asyncio._get_running_loop() is not None:
            self._in_loop(kind, tree)
        else:
            self._run_mirror(kind, tree)

    def finish(self, kind: int, tree: Any) -> None:
        """Take an F or a G."""
        future = self._futures.get(number(part(tree, 0, 2)))
        if future is None or future.done():
            raise ProtocolError("the end of an await that nobody started")
        future.set_result((kind == stream.G, tree[1]))

    def cancel(self, tree: Any) -> None:
        """Take an X."""
        task = self._tasks.get(number(part(tree, 0, 1)))
        if task is not None:
            task.get_loop().call_soon(task.cancel)  # a task cancelled before its first step would not say so

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

    def _in_loop(self, kind: int, tree: Any) -> None:
        if kind == stream.D:
            self._channel.serve(part(tree, 1, 2))
            return
        ident, request = number(part(tree, 0, 3)), part(tree, 2, 3)
        if ident in self._tasks or len(self._tasks) >= _MAX_TASKS:
            raise ProtocolError("an await under a number already in use, or one too many")
        self._tasks[ident] = asyncio.get_running_loop().create_task(self._await(ident, request))

    async def _await(self, ident: int, request: Any) -> None:
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
        channel.send(kind, [ident, tree])

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
        token = number(part(tree, 0, 2) if kind == stream.D else part(tree, 1, 3))
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

        loop.add_reader(channel.stream, guarded, self._on_readable)
        loop.call_soon(guarded, lambda: self._in_loop(kind, tree))
        if channel.stream.complete():
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
        try:
            self._take_frames()
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
        while channel.arrived():
            kind, tree = channel.next()
            if mirror is not None and kind in _OUTSIDE:
                channel.put_back(kind, tree)
                mirror.stop()
                return
            channel.dispatch(kind, tree)
