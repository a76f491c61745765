"""One half of the proxy: its channels, the threads that serve them, and what is done with a request that arrives."""

from __future__ import annotations

import _thread
import json
import marshal
import socket
import threading
import time
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn

from assay import describe, names, stream
from assay.driving import DRIVEN
from assay.errors import ProtocolError
from assay.link import Channel
from assay.loans import Loans
from assay.plain import WRITERS, Tree
from assay.references import read_other, write_other
from assay.refs import Ref
from assay.same import Held, Known
from assay.stream import ChannelClosed
from assay.values import SCALARS, Codec, as_list
from assay.wrong import encode_error

_MAX_TREE = 400 << 20  # bytes that the tree of one message may take
_SIZES = ((b",", 36), (b"[", 72), (b"{", 184))  # bytes that parsing makes of each: an item, a list, a dict
_MAX_THREADS = 256  # of the candidate that the grader serves at once; more wait
_RETRY_S = 0.01  # until the next try to start a thread where there may be no more
_NAME = 64  # bytes of a thread's name, sent with its channel
_DESCRIBED = (*DRIVEN, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
type Serve = Callable[["Peer", str, Any, Any, list[Any], dict[str, Any]], Any]

_scan_json: Any = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_write_json: Any = json.encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, None, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True
)


def _to_json(tree: Tree) -> bytes:
    return b"%d" % tree if type(tree) is int else "".join(_write_json(tree, 0)).encode()


def _to_marshal(tree: Tree) -> bytes:
    return marshal.dumps(tree, 2)  # the versions since look for objects that occur twice, of which a tree has none


def _from_json(body: bytes) -> Tree:
    """A tree from the candidate: nothing but JSON within limits."""
    if len(body) > 1000 and sum(body.count(sign) * size for sign, size in _SIZES) > _MAX_TREE:
        raise ProtocolError("a message with too many parts")
    try:
        text = body.decode()
        tree, end = _scan_json(text, 0)
    except (ValueError, RecursionError, StopIteration) as error:
        raise ProtocolError("a message that is not JSON") from error
    if end != len(text):
        raise ProtocolError("a message with more behind it")
    return tree


class Peer(Loans):
    """A process's half. ``strict`` is the grader's: it trusts nothing that arrives.

    ``serve_op`` runs a request of the other side (``assay.ops``).
    """

    special = describe.FORWARDED

    def __init__(self, channel: socket.socket, spawn: socket.socket, serve_op: Serve, strict: bool) -> None:
        super().__init__(strict)
        self.dumps: Callable[[Any], bytes] = _to_marshal if strict else _to_json
        self.loads: Callable[[bytes], Any] = _from_json if strict else marshal.loads
        self.serve_op = serve_op
        self._spawn = spawn
        self.foreign: dict[type, type] = {}
        self.keep_alive: list[Ref] = []
        self.local = threading.local()
        self._serving = 0
        self._known = Known() if strict else Held()
        self.main = self.local.channel = Channel(self, self._first(channel))
        _set_current(self)

    def _first(self, link: socket.socket) -> tuple[int, int]:
        """The pipes of the first channel: the grader's half makes them."""
        if self.strict:
            return stream.make(link, b"\0")
        found = stream.take(socket.recv_fds(link, 1, 2)[1])
        if found is None:
            raise ChannelClosed
        return found

    # -- what a channel needs ---------------------------------------------------------------------------------

    def new_codec(self) -> Codec:
        """A codec for one more channel."""
        return Codec(
            0 if self.strict else 1,
            lambda value, codec: write_other(self, value, codec),
            lambda tag, payload, codec: read_other(self, tag, payload, codec),
            self._known,
        )

    def serve(self, request: Any, codec: Codec) -> Any:
        """Run a request of the other side."""
        if type(request) is not list or len(request) != 5:
            raise ProtocolError("a request with a wrong number of parts")
        op, target, name, args, kwargs = request
        if type(op) is not str or type(kwargs) is not dict or not (name is None or type(name) is str):
            raise ProtocolError("a request that makes no sense")
        obj = self.lent_object(target) if target else None
        values = [codec.decode(tree) for tree in as_list(args)]
        keywords = {key: codec.decode(tree) for key, tree in kwargs.items()}
        return self.serve_op(self, op, obj, name, values, keywords)

    def serve_quick(self, request: Any) -> Any:
        """Run a request whose arguments are scalars."""
        if not self.strict:  # from the grader, which is trusted
            op, target, name, args = request
            if op == "call":
                return self._lent[target].obj(*args)
            return self.serve_op(self, op, self._lent[target].obj if target else None, name, args, {})
        if type(request) is not list or len(request) != 4:
            raise ProtocolError("a request with a wrong number of parts")
        op, target, name, args = request
        if type(op) is not str or not (name is None or type(name) is str):
            raise ProtocolError("a request that makes no sense")
        if type(args) is not list or not SCALARS.issuperset(map(type, args)):
            raise ProtocolError("a quick request with more than scalars")
        return self.serve_op(self, op, self.lent_object(target) if target else None, name, args, {})

    def encode_error(self, error: BaseException, codec: Codec) -> Tree:
        """An exception on its way to the other side."""
        return encode_error(self, error, codec)

    def decode_error(self, tree: Tree, codec: Codec) -> BaseException:
        """An exception from the other side, rebuilt."""
        error = codec.decode(tree)
        if not isinstance(error, BaseException):
            raise ProtocolError("an exception that is none")
        return error

    def poller(self, fd: int) -> Callable[[], object] | None:
        """The grader's half: waits for a channel's descriptor, and for the candidate's output."""
        return None

    def wait_readable(self, fd: int) -> None:
        """The grader's half: wait for a channel's descriptor, and move the candidate's output meanwhile."""

    def library(self, name: Any, parts: list[Any]) -> types.ModuleType | None:
        """The grader's half: the module itself, if it is of the standard library and has these modules in it."""

    def completed(self, function: types.FunctionType) -> None:
        """The grader's half: a function of the tests that the candidate called came to its end."""

    def told_environ(self, keys: Iterable[str]) -> None:
        """The candidate's half: these environment variables are now as the test wants them."""

    def told_handlers(self, rows: Any) -> None:
        """The candidate's half: the test has set signal handlers, ``[signal, handler]`` each."""

    def signal(self, signum: Any, final: bool = False) -> None:
        """A signal of the other process is this one's to handle."""

    def heard_handler(self, signum: Any, handler: Any) -> None:
        """The grader's half: the candidate has set a signal handler."""

    def heard_folder(self, path: Any) -> None:
        """The grader's half: the candidate's process has gone to another folder."""

    def heard_output(self, stream: Any) -> None:
        """The grader's half: the candidate has put this in the place of its standard output; None: it has not."""

    def heard_environ(self, changed: Mapping[str, str], removed: Iterable[str]) -> None:
        """The grader's half: the candidate set and removed environment variables."""

    def watch_module(self, module: Any, name: str, value: Any) -> None:
        """The candidate's half: the grader remembers what a module's attribute is."""

    def is_clear(self) -> bool:
        """Whether a message can leave as it is, with nothing to tell first and no output still to settle."""
        return True

    def tell_news(self) -> None:
        """Tell the other side what it must know before the next message."""

    def settle_output(self) -> None:
        """Before a message leaves, what was printed must be on its way; the candidate's half flushes."""

    # -- asking -----------------------------------------------------------------------------------------------

    def channel(self) -> Channel:
        """This thread's channel; a thread's first call makes one and hands the other end over."""
        found: Channel | None = getattr(self.local, "channel", None)
        if found is None:
            name = threading.current_thread().name.encode()[:_NAME].ljust(_NAME)
            try:
                ends = stream.make(self._spawn, name)
            except OSError as error:
                raise ChannelClosed from error
            found = self.local.channel = Channel(self, ends)
        return found

    def ask(self, op: str, target: int, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Have the other process do something, and return or raise what came of it."""
        try:
            try:
                channel = self.local.channel
            except AttributeError:
                channel = self.channel()
            return channel.request(op, target, name, args, kwargs)
        except ProtocolError as error:
            self.lost(error)
        except ChannelClosed:
            self.reopen()
            return self.ask(op, target, name, args, kwargs)

    def reopen(self) -> None:
        """This thread's channel was closed. Does not return if that is because the other process is lost.

        The thread that this one served has ended, then, and what a finaliser still asks goes over a new channel.
        """
        if getattr(self.local, "served", None) is None:
            self.lost(None)
        del self.local.served, self.local.channel

    async def await_remote(self, op: str, target: int, name: str | None, args: tuple[Any, ...]) -> Any:
        """The same for something that has to be awaited there."""
        try:
            return await self.channel().loops.await_remote(op, target, name, args)
        except ChannelClosed:
            self.lost(None)
        except ProtocolError as error:
            self.lost(error)

    def lost(self, error: ProtocolError | None) -> NoReturn:
        """The other process is gone, or broke the rules."""
        raise ChannelClosed from error

    def in_transit(self) -> bool:
        """Whether this thread is inside a message, so that a finaliser must not start another."""
        found: Channel | None = getattr(self.local, "channel", None)
        return found is not None and found.busy

    # -- threads ----------------------------------------------------------------------------------------------

    def listen(self) -> None:
        """Serve, each in a thread of its own, the channels that the other side's threads hand over."""
        _thread.start_new_thread(self._listen, ())

    def _listen(self) -> None:
        while True:
            try:
                data, fds, _, _ = socket.recv_fds(self._spawn, _NAME, 2)
            except OSError:
                return
            if not data:
                return
            ends = stream.take(fds)
            if ends is not None:
                name = data.decode("utf-8", "replace").strip() or None
                while not self._start_serving(ends, name):
                    time.sleep(_RETRY_S)

    def _start_serving(self, ends: tuple[int, int], name: str | None) -> bool:
        """Serve a channel in a new thread; False while there may be no more of them."""
        if self.strict and self._serving >= _MAX_THREADS:
            return False
        self._count_serving(1)
        try:
            thread = threading.Thread(target=self._serve_thread, args=(ends,), name=name, daemon=True)
            vars(thread)["_assay_serves"] = True
            thread.start()
        except RuntimeError:  # the kernel's limit of processes
            self._count_serving(-1)
            return False
        return True

    def _count_serving(self, more: int) -> None:
        with self._tables:
            self._serving += more

    def _serve_thread(self, ends: tuple[int, int]) -> None:
        channel = self.local.channel = self.local.served = Channel(self, ends)
        try:
            channel.serve_forever()
        except (ChannelClosed, OSError):
            pass
        except ProtocolError as error:
            self.thread_failed(error)
        finally:
            self._count_serving(-1)
            channel.close()

    def thread_failed(self, error: ProtocolError) -> None:
        """A served thread met a protocol error."""

    # -- values -----------------------------------------------------------------------------------------------

    def is_plain(self, value: Any) -> bool:
        """Whether a value is data of this process's own, which crosses by copy."""
        kind = type(value)
        return kind in SCALARS or kind in WRITERS

    def decode(self, tree: Tree) -> Any:
        """A value on this thread's channel."""
        return self.channel().codec.decode(tree)

    def describe_lent(self, obj: Any, codec: Codec) -> Any:
        """What the other side is told of a lent object."""
        if isinstance(obj, type):
            return describe.class_(
                obj, codec.aside, lambda cls: names.class_name(cls) is not None,
                whole=not self.strict,
            )  # fmt: skip
        if self.strict and type(obj) not in _DESCRIBED:
            raise ProtocolError("an instance is described by its class")
        return describe.driven(obj) if isinstance(obj, DRIVEN) else describe.function(obj, not self.strict)


_current: list[Peer] = []


def _set_current(peer: Peer) -> None:
    _current[:] = [peer]


def current() -> Peer:
    """The peer of this process."""
    if not _current:
        raise RuntimeError("no proxy in this process")
    return _current[0]
