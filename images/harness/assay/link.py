"""A channel: one stream socket between one thread here and one thread there.

Because each pair of threads has a socket of its own, calls nest like function calls and need no numbers: while a
thread waits for its answer it serves what the other thread asks of it. A frame is a length (4 bytes, big-endian),
a kind (1 byte) and a serialised tree:

====  ==========================================================================
C     a request, made while no event loop runs in the asking thread
D     a request made inside a running loop: ``[token, request]``
R, E  the answer to the innermost request: a value, or an exception
Q, V  a request without keywords whose arguments are plain scalars, ``[op, target, name, args]``, and a
      scalar answer: C and R for the common case, taking the shortest way
A     ``[number, token, request]`` run the request, await what it gives
F, G  ``[number, value]`` or ``[number, exception]``: the end of an A
X     ``[number]`` cancel an A
Z     ``[releases, changes, orphans]`` ahead of another frame: references dropped, containers changed, and
      objects of the test that only the candidate holds any longer
====  ==========================================================================

A request is ``[op, target, name, args, kwargs]``: a word of ``assay.ops`` (``ALLOWED`` is all that the grader serves,
``EVERYTHING`` what the candidate does), the number of a lent object or 0, a name or None, and trees of the arguments.
An exception is the tree that ``assay.wrong`` describes. Trees are those of ``assay.values``; towards the candidate
they are written by ``marshal``, from it as JSON of at most ``FRAME_LIMIT`` bytes. Whatever the candidate sends that is
not in this table, names a number that it was not given, or answers what nobody asked is a ``ProtocolError``, which ends
that candidate process and fails the running test; towards the candidate it is our fault, and ends the process as well.

There is no version on the wire: both halves are files of one image. ``vectors/values`` has a version, raised with
every change of a tree's form.

An event loop in one thread is mirrored by a loop in the other, named by the token: what is asked from inside a
loop is served inside its mirror, so ``asyncio.get_running_loop()`` and ``create_task`` work in candidate code that
a test calls from a coroutine, and the other way round. A mirror runs while frames of its loop arrive, and pauses
for any that come from outside a loop.
"""

from __future__ import annotations

import asyncio
import collections
import itertools
import select
import socket
import struct
import sys
import threading
from collections.abc import Callable, Sequence, Sized
from typing import Any, NoReturn, Protocol

from assay.errors import CandidateGone, CannotCross, ProtocolError
from assay.values import SCALARS, Codec

FRAME_LIMIT = 64 << 20  # bytes in one frame
_HEAD = struct.Struct(">IB")
_CHUNK = 1 << 16  # bytes asked for at once: malloc maps and unmaps pages for every request of 128 KiB and more
_BULK = 1 << 18  # the same for the rest of a frame that is larger
_MAX_TASKS = 10_000
_MAX_NESTED = 400  # two functions that call each other get about as deep in one process
_HEADROOM = 60  # Python frames that a request may take
_set_recursion_limit = sys.setrecursionlimit  # not what follows a test that calls it

_C, _D, _R, _E, _A, _F, _G, _X, _Z, _Q, _V = b"CDREAFGXZQV"
_TURNS = (_C, _R, _E, _V)

type Frame = tuple[int, Any]


class ChannelClosed(BaseException):
    """The other end was closed: its process, or its thread, is gone."""


class Owner(Protocol):
    """What a channel needs of the half it belongs to (``assay.peer.Peer``)."""

    strict: bool

    def dumps(self, tree: Any) -> bytes: ...
    def loads(self, body: memoryview | bytes) -> Any: ...
    def new_codec(self) -> Codec: ...
    def serve(self, request: Any, codec: Codec) -> Any: ...
    def serve_quick(self, request: Any) -> Any: ...
    @property
    def dropped(self) -> Sized: ...
    @property
    def watched(self) -> Sized: ...
    def take_orphans(self) -> list[int]: ...
    def orphaned(self, idents: Any) -> None: ...
    def take_dropped(self) -> list[list[int]]: ...
    def release(self, releases: Any) -> None: ...
    def encode_error(self, error: BaseException, codec: Codec) -> Any: ...
    def decode_error(self, tree: Any, codec: Codec) -> BaseException: ...
    def wait_readable(self, sock: socket.socket) -> None: ...
    def settle_output(self) -> None: ...
    def before_message(self) -> None: ...
    def lost(self, error: ProtocolError | None) -> NoReturn: ...


class Channel:
    """One end. Only the thread that owns it may call its methods."""

    def __init__(self, owner: Owner, sock: socket.socket) -> None:
        self._owner = owner
        self._sock = sock
        self._strict = owner.strict
        self.codec = owner.new_codec()
        self._buffer = bytearray()
        self._stash: collections.deque[Frame] = collections.deque()
        self.busy = False  # not this thread's turn: a finaliser that runs now must not start a request
        self._nested = 0  # requests under way
        self._of_main_thread = threading.current_thread() is threading.main_thread()
        self._mirrors: dict[int, asyncio.AbstractEventLoop] = {}
        self._running_mirror: asyncio.AbstractEventLoop | None = None
        self._tokens: dict[int, tuple[int, asyncio.AbstractEventLoop]] = {}
        self._numbers = itertools.count(1)
        self._futures: dict[int, asyncio.Future[Any]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def close(self) -> None:
        """Close the socket; the thread at the other end then finishes."""
        self.busy = False
        self._sock.close()

    def __del__(self) -> None:
        self._sock.close()

    # -- asking -----------------------------------------------------------------------------------------------

    def request(self, op: str, target: int, name: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """Ask the other thread and wait, serving it meanwhile. Raises what the request raised there."""
        if self._nested >= _MAX_NESTED:
            raise RecursionError("maximum recursion depth exceeded")
        self._nested += 1
        # A RecursionError between a request and its answer would leave the answer for the next request.
        limit = sys.getrecursionlimit()
        if self._of_main_thread:
            _set_recursion_limit(limit + _HEADROOM)
        try:
            return self._ask(op, target, name, args, kwargs)
        finally:
            self._nested -= 1
            if self._of_main_thread and sys.getrecursionlimit() == limit + _HEADROOM:
                _set_recursion_limit(limit)

    def _ask(self, op: str, target: int, name: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        loop = asyncio._get_running_loop()
        if loop is None:
            if kwargs or not SCALARS.issuperset(map(type, args)):
                if memoryview in map(type, args):
                    return self._with_buffers(op, target, name, args, kwargs)
                self._send(_C, self._request(op, target, name, args, kwargs))
                return self._answer()
            return self._quick(op, target, name, args)
        token = self._token(loop)
        self._send(_D, [token, self._request(op, target, name, args, kwargs)])
        try:
            return self._answer()
        finally:
            if self._stash or self._complete():
                loop.call_soon(self._on_readable)

    def _with_buffers(self, op: str, target: int, name: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """A request that may write into memory of this process, as ``readinto`` does: into copies, copied back."""
        views = [arg if type(arg) is memoryview and arg.contiguous and not arg.readonly else None for arg in args]
        lent = [arg if view is None else bytearray(view.cast("B")) for arg, view in zip(args, views, strict=True)]
        self._send(_C, self._request(op, target, name, lent, kwargs))
        try:
            return self._answer()
        finally:
            for view, copy in zip(views, lent, strict=True):
                if view is not None and len(copy) == view.nbytes:
                    view.cast("B")[:] = copy

    def _quick(self, op: str, target: int, name: Any, args: Sequence[Any]) -> Any:
        """A request of scalars; written out, because most calls of most suites come this way."""
        owner = self._owner
        if self._strict:  # marshal tells tuples from lists, and writes them faster
            if owner.dropped or self.codec.twins or owner.watched:
                self._send_ahead()
            body = owner.dumps((op, target, name, args))
        else:
            self._send_ahead()
            body = owner.dumps([op, target, name, list(args)])
            owner.settle_output()
        self.busy = True
        try:
            self._sock.sendall(_HEAD.pack(len(body) + 1, _Q) + body)
            if self._buffer or self._stash:
                return self._answer()
            owner.wait_readable(self._sock)
            data = self._sock.recv(_CHUNK)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise ChannelClosed from error
        if len(data) > 5 and _HEAD.unpack_from(data) == (len(data) - 4, _V):
            self.busy = False
            value = owner.loads(data[5:])
            if type(value) not in SCALARS:
                raise ProtocolError("a scalar answer that is none")
            return value
        if not data:
            self.busy = False
            raise ChannelClosed
        self._buffer += data
        return self._answer()

    def _request(self, op: str, target: int, name: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> list[Any]:
        self._send_ahead()
        encode = self.codec.encode
        return [
            op,
            target,
            name,
            [encode(arg, True) for arg in args],
            {key: encode(value, True) for key, value in kwargs.items()},
        ]

    async def await_remote(self, op: str, target: int, name: Any, args: Sequence[Any]) -> Any:
        """Have the other side run a request and await its result, on the mirror of the running loop."""
        loop = asyncio.get_running_loop()
        request = self._request(op, target, name, args, {})
        number = next(self._numbers)
        future: asyncio.Future[Any] = loop.create_future()
        self._futures[number] = future
        self._send(_A, [number, self._token(loop), request])
        try:
            while not future.done():
                try:
                    await asyncio.shield(future)
                except asyncio.CancelledError:
                    if future.done():
                        break
                    self._send(_X, [number])
            failed, tree = future.result()
        finally:
            self._futures.pop(number, None)
        if failed:
            raise self._owner.decode_error(tree, self.codec)
        return self.codec.decode(tree)

    def serve_forever(self) -> None:
        """Serve the other thread until it closes its end (ChannelClosed)."""
        while True:
            if not self._buffer and not self._stash:
                self._serve_arrived()
                continue
            kind, tree = self._next()
            if kind in (_R, _E, _V):
                raise ProtocolError("an answer to nothing that was asked")
            self._dispatch(kind, tree)

    def _answer(self) -> Any:
        while True:
            kind, tree = self._next()
            if kind == _V:
                if type(tree) not in SCALARS:
                    raise ProtocolError("a scalar answer that is none")
                return tree
            if kind == _R:
                return self.codec.decode(tree)
            if kind == _E:
                raise self._owner.decode_error(tree, self.codec)
            self._dispatch(kind, tree)

    def _serve_arrived(self) -> None:
        """Wait for bytes; when they are one quick request, answer it at once, else leave them in the buffer."""
        owner = self._owner
        try:
            if self._strict:
                owner.wait_readable(self._sock)
            data = self._sock.recv(_CHUNK)
        except ConnectionResetError as error:
            raise ChannelClosed from error
        if not data:
            self.busy = False
            raise ChannelClosed
        if len(data) > 5 and _HEAD.unpack_from(data) == (len(data) - 4, _Q):
            self.busy = False
            self._serve(owner.loads(data[5:]), quick=True)
        else:
            self._buffer += data

    # -- serving ----------------------------------------------------------------------------------------------

    def _dispatch(self, kind: int, tree: Any) -> None:
        if kind == _Q:
            self._serve(tree, quick=True)
        elif kind == _C:
            self._serve(tree)
        elif kind in (_A, _D):
            if asyncio._get_running_loop() is not None:
                self._in_loop(kind, tree)
            else:
                self._run_mirror(kind, tree)
        elif kind in (_F, _G):
            self._finish(kind, tree)
        elif kind == _X:
            task = self._tasks.get(_number(_part(tree, 0, 1)))
            if task is not None:
                task.get_loop().call_soon(task.cancel)  # a task cancelled before its first step would not say so
        else:
            raise ProtocolError("a frame of unknown kind")

    def _serve(self, request: Any, quick: bool = False) -> None:
        """Run a request and answer it."""
        if quick:
            pass
        elif type(request) is list and request[:1] == ["endloop"]:
            self._end_mirror(_part(request, 1, 2))
            self._send(_R, None)
            return
        try:
            owner = self._owner
            value = owner.serve_quick(request) if quick else owner.serve(request, self.codec)
            self._send_ahead()
            scalar = self.codec.is_scalar(value)
            answer = value if scalar else self.codec.encode(value, False)
        except (ProtocolError, ChannelClosed, CandidateGone):
            raise
        except BaseException as error:
            self._send_ahead()
            self._send(_E, self._owner.encode_error(error, self.codec))
        else:
            del value  # its finaliser may ask, and once the answer is there nobody may be listening
            try:
                self._send(_V if scalar else _R, answer)
            except CannotCross as error:  # larger than a frame may be
                self._send(_E, self._owner.encode_error(error, self.codec))

    def _in_loop(self, kind: int, tree: Any) -> None:
        if kind == _D:
            self._serve(_part(tree, 1, 2))
            return
        number, request = _number(_part(tree, 0, 3)), _part(tree, 2, 3)
        if number in self._tasks or len(self._tasks) >= _MAX_TASKS:
            raise ProtocolError("an await under a number already in use, or one too many")
        self._tasks[number] = asyncio.get_running_loop().create_task(self._await(number, request))

    async def _await(self, number: int, request: Any) -> None:
        try:
            value = await self._owner.serve(request, self.codec)
            self._send_ahead()
            kind, tree = _F, self.codec.encode(value, False)
        except ProtocolError as error:
            self._owner.lost(error)
        except (ChannelClosed, CandidateGone):
            raise
        except BaseException as error:
            self._send_ahead()
            kind, tree = _G, self._owner.encode_error(error, self.codec)
        finally:
            self._tasks.pop(number, None)
        self._send(kind, [number, tree])

    def _finish(self, kind: int, tree: Any) -> None:
        future = self._futures.get(_number(_part(tree, 0, 2)))
        if future is None or future.done():
            raise ProtocolError("the end of an await that nobody started")
        future.set_result((kind == _G, tree[1]))

    # -- loops ------------------------------------------------------------------------------------------------

    def _token(self, loop: asyncio.AbstractEventLoop) -> int:
        known = self._tokens.get(id(loop))
        if known is not None and known[1] is loop:
            return known[0]
        if loop is self._running_mirror:
            # a request back into the loop that this one mirrors
            return next(token for token, mirror in self._mirrors.items() if mirror is loop)
        token = next(self._numbers)
        self._tokens[id(loop)] = (token, loop)
        loop.add_reader(self._sock, self._on_readable)
        self._hook_close(loop, token)
        return token

    def _hook_close(self, loop: asyncio.AbstractEventLoop, token: int) -> None:
        """When the loop closes, end its mirror: tasks left there are cancelled, as asyncio.run does here."""
        original = loop.close

        def close() -> None:
            try:
                if not loop.is_closed() and self._tokens.pop(id(loop), None) is not None:
                    loop.remove_reader(self._sock)
                    self._send(_C, ["endloop", token])
                    self._answer()
            finally:
                original()

        loop.close = close  # type: ignore[method-assign]

    def _run_mirror(self, kind: int, tree: Any) -> None:
        """Run the mirror of a loop, starting with one frame, until a frame comes from outside that loop."""
        token = _number(_part(tree, 0, 2) if kind == _D else _part(tree, 1, 3))
        loop = self._mirrors.get(token)
        if loop is None:
            if len(self._mirrors) > 64:
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

        loop.add_reader(self._sock, guarded, self._on_readable)
        loop.call_soon(guarded, lambda: self._in_loop(kind, tree))
        if self._complete():
            loop.call_soon(guarded, self._on_readable)
        self._running_mirror = loop
        try:
            loop.run_forever()
        finally:
            self._running_mirror = None
            loop.remove_reader(self._sock)
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
                loop.remove_reader(self._sock)
        try:
            if not isinstance(error, CandidateGone):
                self._owner.lost(error if isinstance(error, ProtocolError) else None)
        except (ChannelClosed, CandidateGone) as why:
            error = why
        for future in self._futures.values():
            if not future.done():
                future.set_exception(error)

    def _take_frames(self) -> None:
        mirror = self._running_mirror
        if not self._stash and not self._complete():
            if not select.select([self._sock], [], [], 0)[0]:
                return  # a request made since then has read it
            self._receive()
        while self._stash or self._complete():
            kind, tree = self._next()
            if mirror is not None and kind in (_C, _R, _E, _Q, _V):
                self._stash.appendleft((kind, tree))
                mirror.stop()
                return
            self._dispatch(kind, tree)

    def _end_mirror(self, token: Any) -> None:
        loop = self._mirrors.pop(_number(token), None)
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

    # -- frames -----------------------------------------------------------------------------------------------

    def _send(self, kind: int, tree: Any) -> None:
        body = self._owner.dumps(tree)
        if len(body) > FRAME_LIMIT:
            raise CannotCross(
                f"a value of {len(body) >> 20} MiB cannot cross to the other process (the limit is "
                f"{FRAME_LIMIT >> 20} MiB); make it there with assay.probe(...) or write it to a file in assay.scratch"
            )
        self._owner.settle_output()
        self.busy = True
        try:
            self._sock.sendall(_HEAD.pack(len(body) + 1, kind) + body)
        except (BrokenPipeError, ConnectionResetError) as error:
            raise ChannelClosed from error
        # After a request or an answer it is the other thread's turn; a loop asks and answers in any order.
        self.busy = kind in _TURNS and asyncio._get_running_loop() is None

    def _send_ahead(self) -> None:
        """Tell the other side what changed, before anything that may refer to it is encoded."""
        owner = self._owner
        owner.before_message()
        if not owner.dropped and not self.codec.twins and not owner.watched:
            return
        dropped = owner.take_dropped()
        changes = self.codec.pack_changes()
        orphans = owner.take_orphans()
        if dropped or changes is not None or orphans:
            self._send(_Z, [dropped, changes, orphans])

    def _next(self) -> Frame:
        """The next frame but Z, which takes effect here.

        Not before the frame that it was sent ahead of has been read: what is released may run a finaliser that asks
        the other side, and that would take a request read meanwhile for one made while it serves.
        """
        if self._stash:
            self.busy = False
            return self._stash.popleft()
        ahead = None
        while True:
            self.busy = True
            while not self._complete():
                self._receive()
            kind, tree = self._pop()
            self.busy = False
            if ahead is not None:
                # Only now: what is dropped may ask, and until the frame behind Z it is the other thread's turn.
                self._take_effect(ahead)
            if kind != _Z:
                return kind, tree
            ahead = tree

    def _take_effect(self, ahead: Any) -> None:
        self._owner.release(_part(ahead, 0, 3))
        self._owner.orphaned(ahead[2])
        if ahead[1] is not None:
            self.codec.apply_changes(ahead[1])

    def _complete(self) -> bool:
        buffer = self._buffer
        if len(buffer) < 5:
            return False
        size: int = _HEAD.unpack_from(buffer)[0]
        if not 1 <= size <= FRAME_LIMIT + 1:
            raise ProtocolError(f"a frame of {size} bytes; the limit is {FRAME_LIMIT}")
        return len(buffer) >= size + 4

    def _pop(self) -> Frame:
        buffer = self._buffer
        size, kind = _HEAD.unpack_from(buffer)
        if len(buffer) == size + 4:
            body = bytes(buffer[5:])
            buffer.clear()
        else:
            body = bytes(buffer[5 : size + 4])
            del buffer[: size + 4]
        return kind, self._owner.loads(body)

    def _receive(self) -> None:
        self._owner.wait_readable(self._sock)
        try:
            data = self._sock.recv(_BULK if self._buffer else _CHUNK)
        except ConnectionResetError as error:
            raise ChannelClosed from error
        if not data:
            self.busy = False
            raise ChannelClosed
        self._buffer += data


def _number(value: Any) -> int:
    if type(value) is not int:
        raise ProtocolError("something without a number")
    return value


def _part(tree: Any, index: int, size: int) -> Any:
    """One element of a list whose length is fixed by the protocol."""
    if type(tree) is not list or len(tree) != size:
        raise ProtocolError("a frame with a wrong number of parts")
    return tree[index]
