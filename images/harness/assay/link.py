"""A channel: two pipes between one thread here and one thread there.

Because each pair of threads has pipes of its own, calls nest like function calls and need no numbers: while a
thread waits for its answer it serves what the other thread asks of it. A frame is a length (4 bytes, big-endian),
a kind (1 byte) and a serialised tree:

====  ==========================================================================
C     a request, made while no event loop runs in the asking thread
D     a request made inside a running loop: ``[token, request, context]``
R, E  the answer to the innermost request: a value, or an exception
Q, V  a request without keywords whose arguments are plain scalars, ``[op, target, name, args]``, and a
      scalar answer (``assay.scalars``): C and R for the common case, taking the shortest way
A     ``[number, token, request, name, context]`` run the request, await what it gives; the name is the task's
F, G  ``[number, value, context]`` or ``[number, exception, context]``: the end of an A
X     ``[number, reason]`` cancel an A; the reason is a text or None
I     the loop that a D came from has gone on to other tasks, so that this one may
N     the context that answering a D has left (``assay.contexts``), ahead of its answer
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
every change of a tree's form. D, A, F, G and X are those of event loops: ``assay.loops``.
"""

from __future__ import annotations

import asyncio
import collections
import marshal
import sys
import threading
from collections.abc import Callable, Sequence, Sized
from select import POLLIN
from sys import intern
from typing import Any, NoReturn, Protocol

from assay import stream as kinds
from assay.errors import CandidateGone, CannotCross, ProtocolError
from assay.loops import Loops
from assay.scalars import INT, INT_HEAD, SHARED, scalar_frame, scalar_in
from assay.stream import CLOSED, HEAD, WHOLE, ChannelClosed, Stream, frame
from assay.values import SCALARS, Codec, part

_MAX_NESTED = 400  # two functions that call each other get about as deep in one process
_HEADROOM = 60  # Python frames that a request may take
_set_recursion_limit = sys.setrecursionlimit  # not what follows a test that calls it
_C, _R, _E, _Z, _Q, _V = kinds.C, kinds.R, kinds.E, kinds.Z, kinds.Q, kinds.V
_TURNS = (_C, _R, _E, _V)
_SHORT = WHOLE - HEAD.size  # bytes in the body of a message that takes the short way
_running_loop = asyncio._get_running_loop
_to_marshal: Callable[[Any, int], bytes] = marshal.dumps

type Frame = tuple[int, Any]


class Owner(Protocol):
    """What a channel needs of the half it belongs to (``assay.peer.Peer``)."""

    strict: bool

    @property
    def dumps(self) -> Callable[[Any], bytes]: ...
    @property
    def loads(self) -> Callable[[bytes], Any]: ...
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
    def poller(self, fd: int) -> Callable[[], object] | None: ...
    def wait_readable(self, fd: int) -> None: ...
    def settle_output(self) -> None: ...
    def is_clear(self) -> bool: ...
    def tell_news(self) -> None: ...
    def lost(self, error: ProtocolError | None) -> NoReturn: ...


class Channel:
    """One end. Only the thread that owns it may call its methods. ``ends`` are two pipes' (``assay.stream``)."""

    def __init__(self, owner: Owner, ends: tuple[int, int]) -> None:
        self.owner = owner
        self._strict = owner.strict
        self.codec = owner.new_codec()
        self._twins = self.codec.twins
        self.stream = Stream(*ends, owner.wait_readable)
        self._read_into, self._write = self.stream.reading.readinto, self.stream.writing.write
        self._inbox = bytearray(WHOLE)  # of the short way: what arrived last
        self._poll = owner.poller(ends[0])
        self._only_a_frame = [(ends[0], POLLIN)]  # what it says when there is nothing else
        self._ahead = bytearray()  # frames that go with the next one
        self._stash: collections.deque[Frame] = collections.deque()
        live, closed = self.codec.twins.live, self.codec.twins.closed
        # what must be told or taken before anything else, if there is any
        self._before = (owner.dropped, owner.watched, live, closed, self._ahead, self.stream.buffer, self._stash)
        self._loops: Loops | None = None  # refer back: without them a channel ends with its thread
        self.busy = False  # not this thread's turn: a finaliser that runs now must not start a request
        self._nested = 0  # requests under way
        self._of_main_thread = threading.current_thread() is threading.main_thread()

    @property
    def loops(self) -> Loops:
        """The event loops of this thread, and the mirrors of the other's."""
        if self._loops is None:
            self._loops = Loops(self)
        return self._loops

    @property
    def under_way(self) -> bool:
        """Whether the owner's thread waits for an answer, or serves while it does."""
        return self._nested > 0

    def close(self) -> None:
        """Close the pipes; the thread at the other end then finishes."""
        self.busy = False
        self.stream.close()

    def __del__(self) -> None:
        self.stream.close()

    # -- asking -----------------------------------------------------------------------------------------------

    def request(self, op: str, target: int, name: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """Ask the other thread and wait, serving it meanwhile. Raises what the request raised there.

        The short way of scalars is written out, because most calls of most suites take it. A RecursionError between a
        request and its answer would leave the answer for the next request: on the short way nothing between the two
        calls a Python function, on the long way there is room for what is called.
        """
        if self.busy:
            raise RuntimeError("a finaliser cannot call the other process in the middle of a message")
        if self._nested >= _MAX_NESTED:
            raise RecursionError("maximum recursion depth exceeded")
        sent = False
        if not (kwargs or any(self._before) or _running_loop() is not None):
            for arg in args:
                kind = type(arg)
                if kind is str and len(arg) <= SHARED:
                    intern(arg)
                elif kind not in SCALARS:
                    break
            else:
                sent = self._strict or self._is_clear(args)
        if sent:
            request = op, target, name, args
            body = _to_marshal(request, 2) if self._strict else self.owner.dumps(request)
            sent = len(body) <= _SHORT
        if sent:
            self.busy = True
            try:
                self._write(HEAD.pack(len(body) + 1, _Q) + body)
            except CLOSED as error:
                raise ChannelClosed from error
            if self._poll is None or self._poll() == self._only_a_frame:
                inbox = self._inbox
                size = self._read_into(inbox)
                if size == INT.size:
                    head, value = INT.unpack_from(inbox)
                    if head == INT_HEAD:
                        self.busy = False
                        return value
                if not size:
                    self.busy = False
                    raise ChannelClosed
                if size > 5 and HEAD.unpack_from(inbox) == (size - 4, _V):
                    body = bytes(inbox[5:size])
                    self.busy = False
                    return scalar_in(body)
                self.stream.buffer += inbox[:size]
        self._nested += 1
        limit = sys.getrecursionlimit()
        if self._of_main_thread:
            _set_recursion_limit(limit + _HEADROOM)
        try:
            return self.answer() if sent else self._ask(op, target, name, args, kwargs)
        finally:
            self._nested -= 1
            if self._of_main_thread and sys.getrecursionlimit() == limit + _HEADROOM:
                _set_recursion_limit(limit)

    def _is_clear(self, args: Sequence[Any]) -> bool:
        """The candidate's half: whether these scalars can go as they are, with nothing to be told ahead of them."""
        return all(map(self.codec.is_scalar, args)) and self.owner.is_clear()

    def _ask(self, op: str, target: int, name: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        loop = _running_loop()
        if loop is not None:
            return self.loops.ask(loop, lambda: self.request_tree(op, target, name, args, kwargs))
        if memoryview in map(type, args):
            return self._with_buffers(op, target, name, args, kwargs)
        self.send(_C, self.request_tree(op, target, name, args, kwargs))
        return self.answer()

    def _with_buffers(self, op: str, target: int, name: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """A request that may write into memory of this process, as ``readinto`` does: into copies, copied back."""
        views = [arg if type(arg) is memoryview and arg.contiguous and not arg.readonly else None for arg in args]
        lent = [arg if view is None else bytearray(view.cast("B")) for arg, view in zip(args, views, strict=True)]
        self.send(_C, self.request_tree(op, target, name, lent, kwargs))
        try:
            return self.answer()
        finally:
            for view, copy in zip(views, lent, strict=True):
                if view is not None and len(copy) == view.nbytes:
                    view.cast("B")[:] = copy

    def request_tree(self, op: str, target: int, name: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> list[Any]:
        """The tree of a request, after what goes ahead of it."""
        self.send_ahead()
        encode = self.codec.encode
        return [
            op,
            target,
            name,
            [encode(arg, True) for arg in args],
            {key: encode(value, True) for key, value in kwargs.items()},
        ]

    def answer(self) -> Any:
        """Wait for the answer to the innermost request, serving the other thread meanwhile."""
        while True:
            kind, tree = self.next()
            if kind == _V:
                return tree
            if kind == _R:
                return self.codec.decode(tree)
            if kind == _E:
                raise self.owner.decode_error(tree, self.codec)
            self.dispatch(kind, tree)

    # -- serving ----------------------------------------------------------------------------------------------

    def serve_forever(self) -> None:
        """Serve the other thread until it closes its end (ChannelClosed).

        A request that arrives whole and alone takes the short way.
        """
        owner, stash, inbox, buffer = self.owner, self._stash, self._inbox, self.stream.buffer
        read_into, head_of = self._read_into, HEAD.unpack_from
        while True:
            if not buffer and not stash:
                if self._strict:
                    owner.wait_readable(self.stream.fileno())
                size = read_into(inbox)
                if not size:
                    self.busy = False
                    raise ChannelClosed
                if size > 5 and head_of(inbox) == (size - 4, _Q):
                    request = owner.loads(inbox[5:size])
                    self.busy = False
                    self.serve(request, True)
                    continue
                buffer += inbox[:size]
            kind, tree = self.next()
            if kind in (_R, _E, _V):
                raise ProtocolError("an answer to nothing that was asked")
            self.dispatch(kind, tree)

    def dispatch(self, kind: int, tree: Any) -> None:
        """Do what a frame that is no answer asks for."""
        if kind == _Q:
            self.serve(tree, quick=True)
        elif kind == _C:
            if type(tree) is list and tree[:1] == ["endloop"]:
                self.loops.end_mirror(part(tree, 1, 2))
                self.send(_R, None)
            else:
                self.serve(tree)
        elif kind in (kinds.A, kinds.D):
            self.loops.serve(kind, tree)
        elif kind in (kinds.F, kinds.G):
            self.loops.finish(kind, tree)
        elif kind == kinds.X:
            self.loops.cancel(tree)
        elif kind == kinds.N:
            self.loops.turn(tree)
        elif kind == kinds.I:
            pass
        else:
            raise ProtocolError("a frame of unknown kind")

    def serve(self, request: Any, quick: bool = False, within: Callable[..., Any] | None = None) -> None:
        """Run a request and answer it; ``within`` runs a function with its arguments."""
        owner = self.owner
        try:
            if within is not None:
                value = within(owner.serve, request, self.codec)
            else:
                value = owner.serve_quick(request) if quick else owner.serve(request, self.codec)
            if not owner.is_clear() or any(self._before):
                self.send_ahead()
            answer = scalar_frame(value)
            tree = self.codec.encode(value, False) if answer is None else None
        except (ProtocolError, ChannelClosed, CandidateGone):
            raise
        except BaseException as error:
            self.send_ahead()
            self.send(_E, owner.encode_error(error, self.codec))
            return
        del value  # its finaliser may ask, and once the answer is there nobody may be listening
        if answer is not None:
            if self._ahead:
                self._send_frame(_V, answer)
                return
            self.busy = _running_loop() is None
            try:
                self._write(answer)
            except CLOSED as error:
                raise ChannelClosed from error
            return
        try:
            self.send(_R, tree)
        except CannotCross as error:  # larger than a frame may be
            self.send(_E, owner.encode_error(error, self.codec))

    # -- frames -----------------------------------------------------------------------------------------------

    def send(self, kind: int, tree: Any) -> None:
        """Send a frame, behind what goes ahead of it."""
        self._send_frame(kind, frame(kind, self.owner.dumps(tree)))

    def _send_frame(self, kind: int, data: bytes) -> None:
        if self._ahead:
            data = bytes(self._ahead) + data
            self._ahead.clear()
        self.owner.settle_output()
        self.busy = True
        self.stream.send(data)
        # After a request or an answer it is the other thread's turn; a loop asks and answers in any order.
        self.busy = kind in _TURNS and _running_loop() is None

    def send_ahead(self) -> None:
        """Have the other side told what changed, ahead of the next frame, which may refer to it."""
        owner, twins = self.owner, self._twins
        if not self._strict:
            owner.tell_news()
        if not (owner.dropped or owner.watched or twins.live or twins.closed):
            return
        dropped = owner.take_dropped()
        changes = self.codec.pack_changes()
        orphans = owner.take_orphans()
        if dropped or changes is not None or orphans:
            self.put_ahead(_Z, [dropped, changes, orphans])

    def put_ahead(self, kind: int, tree: Any) -> None:
        """Have a frame go with the next one."""
        self._ahead += frame(kind, self.owner.dumps(tree))

    def flush(self) -> None:
        """Send what would go with the next frame."""
        if self._ahead:
            self._send_frame(kinds.A, b"")

    def arrived(self) -> bool:
        """Whether there is a frame that nobody has taken."""
        return bool(self._stash) or self.stream.complete()

    def put_back(self, kind: int, tree: Any) -> None:
        """Leave a frame for the next one who looks."""
        self._stash.appendleft((kind, tree))

    def next(self) -> Frame:
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
            while not self.stream.complete():
                self.receive()
            kind, body = self.stream.pop()
            tree = scalar_in(body) if kind == _V else self.owner.loads(body)
            self.busy = False
            if ahead is not None:
                self._take_effect(ahead)
            if kind != _Z:
                return kind, tree
            ahead = tree

    def receive(self) -> None:
        """Wait for more bytes."""
        try:
            self.stream.receive()
        except ChannelClosed:
            self.busy = False
            raise

    def _take_effect(self, ahead: Any) -> None:
        self.owner.release(part(ahead, 0, 3))
        self.owner.orphaned(ahead[2])
        if ahead[1] is not None:
            self.codec.apply_changes(ahead[1])
