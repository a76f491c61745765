"""One half of the proxy: what this process has lent to the other, and what it has borrowed.

Every object that does not cross by copy is lent under a random number. Lending counts: the other side answers with
how often it received the number when it drops its stand-in, so a message in flight never loses an object.
"""

from __future__ import annotations

import _thread
import collections
import json
import marshal
import socket
import sys
import threading
import time
import types
import weakref
from collections.abc import Callable
from os import urandom as _urandom
from typing import Any, NoReturn

from assay import describe, names
from assay.driving import DRIVEN
from assay.errors import CannotCross, ProtocolError
from assay.functions import BoundRemote
from assay import stream
from assay.link import Channel
from assay.plain import WRITERS, Tree
from assay.references import read_other, write_other
from assay.refs import Ref, instance_ref
from assay.remote import ref_of
from assay.stream import ChannelClosed
from assay.values import SCALARS, Codec, as_list
from assay.wrong import encode_error

_MAX_LENT = 1_000_000
_MAX_BORROWED = 500_000
_MAX_TREE = 400 << 20  # bytes that the tree of one message may take
_SIZES = ((b",", 36), (b"[", 72), (b"{", 184))  # bytes that parsing makes of each: an item, a list, a dict
_MAX_THREADS = 256  # of the candidate that the grader serves at once; more wait
_RETRY_S = 0.01  # until the next try to start a thread where there may be no more
MAX_CACHED = 256  # stand-ins of the test's instances that the candidate's half keeps
_NAME = 64  # bytes of a thread's name, sent with its channel
_DESCRIBED = (*DRIVEN, types.FunctionType, types.BuiltinFunctionType, types.MethodType)
type Serve = Callable[["Peer", str, Any, Any, list[Any], dict[str, Any]], Any]

_scan_json: Any = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_write_json: Any = json.encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, None, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True
)


def _to_json(tree: Tree) -> bytes:
    return b"%d" % tree if type(tree) is int else "".join(_write_json(tree, 0)).encode()


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


class _Lent:
    __slots__ = ("count", "described", "ident", "obj")

    def __init__(self, ident: int, obj: Any) -> None:
        self.ident = ident
        self.obj = obj
        self.count = 0
        self.described = False


class _Kept(dict[str, Any]):
    """``vars()`` of a test's object as the candidate sees it: private names stay here, others go to the object."""

    def __init__(self, proxy: Any) -> None:
        super().__init__()
        self._ref = weakref.ref(instance_ref(proxy))

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        ref = self._ref()
        if ref is not None and not name.startswith("_"):
            ref.ask("setvar", name, (value,))


class Peer:
    """A process's half. ``strict`` is the grader's: it trusts nothing that arrives.

    ``serve_op`` runs a request of the other side (``assay.ops``).
    """

    special = describe.FORWARDED
    most_cached = MAX_CACHED

    def __init__(self, channel: socket.socket, spawn: socket.socket, serve_op: Serve, strict: bool) -> None:
        self.strict = strict
        self.dumps: Callable[[Any], bytes] = marshal.dumps if strict else _to_json
        self.loads: Callable[[bytes], Any] = _from_json if strict else marshal.loads
        self.serve_op = serve_op
        self._spawn = spawn
        self._tables = threading.RLock()  # guards what follows; never held while the other side is asked
        self._lent: dict[int, _Lent] = {}
        self._lent_by_obj: dict[int, _Lent] = {}
        self._refs: weakref.WeakValueDictionary[int, Ref] = weakref.WeakValueDictionary()
        self._proxies: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()
        self.dropped: collections.deque[list[int]] = collections.deque()
        self._kept: dict[int, tuple[Any, dict[str, Any]]] = {}
        self.watched: dict[int, _Lent] = {}  # the test's instances that the candidate's half keeps stand-ins of
        self._cached: dict[int, Any] = {}  # those stand-ins: weak references there last as long as the object here
        self.foreign: dict[type, type] = {}
        self.keep_alive: list[Ref] = []
        self.local = threading.local()
        self._serving = 0
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

    def take_orphans(self) -> list[int]:
        """Lent instances that nothing in this process holds any longer but the loan itself."""
        if not self.watched:
            return []
        # the loan's own reference, and getrefcount's argument
        with self._tables:
            found = [ident for ident, lent in self.watched.items() if sys.getrefcount(lent.obj) <= 2]
            for ident in found:
                del self.watched[ident]
        return found

    def orphaned(self, idents: Any) -> None:
        """The other side holds these no longer; stop keeping their stand-ins alive."""
        if self.strict and idents:
            raise ProtocolError("only the grader says what the test no longer holds")
        for ident in idents:
            self._cached.pop(ident, None)

    def take_dropped(self) -> list[list[int]]:
        """References dropped since the last message, as ``[number, count]``."""
        taken: list[list[int]] = []
        while True:
            try:
                taken.append(self.dropped.popleft())
            except IndexError:  # asking first would not do: another thread may take the last one
                return taken

    def release(self, releases: Any) -> None:
        """The other side dropped these."""
        for release in as_list(releases):
            if type(release) not in (list, tuple) or len(release) != 2 or not all(type(n) is int for n in release):
                raise ProtocolError("a release that makes no sense")
            ident, count = release
            with self._tables:
                lent = self._lent.get(ident)
                if lent is None or not 0 < count <= lent.count:
                    raise ProtocolError("a release of something never lent, or not so often")
                lent.count -= count
                if lent.count <= 0:
                    del self._lent[ident]
                    if self._lent_by_obj.get(id(lent.obj)) is lent:
                        del self._lent_by_obj[id(lent.obj)]
            del lent  # what it held may run a finaliser, which may ask: not under the lock

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

    def completed(self, function: types.FunctionType) -> None:
        """The grader's half: a function of the tests that the candidate called came to its end."""

    def told_environ(self) -> None:
        """The candidate's half: its environment variables are those of the test."""

    def watch_module(self, module: Any, name: str, value: Any) -> None:
        """The candidate's half: the grader remembers what a module's attribute is."""

    def has_news(self) -> bool:
        """Whether the other side must be told something before the next message."""
        return False

    def tell_news(self) -> None:
        """Tell it."""

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
            threading.Thread(target=self._serve_thread, args=(ends,), name=name, daemon=True).start()
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

    # -- borrowed ---------------------------------------------------------------------------------------------

    def drop(self, ident: int, count: int) -> None:
        """A reference was garbage collected; told to the other side with the next message."""
        if ident and count:
            self.dropped.append([ident, count])

    def proxy_of(self, ref: Ref) -> Any:
        """The stand-in that a reference belongs to."""
        found = self._proxies.get(ref.id)
        return found if found is not None else BoundRemote(ref, "__self__").resolve()

    def keep(self, proxy: Any) -> dict[str, Any]:
        """Private attributes that this side hangs on the other's object; they keep the stand-in alive."""
        found = self._kept.get(id(proxy))
        if found is None:
            found = self._kept.setdefault(id(proxy), (proxy, _Kept(proxy)))
        return found[1]

    def kept(self, proxy: Any) -> dict[str, Any]:
        """The same, without keeping anything that has none."""
        return self._kept[id(proxy)][1] if id(proxy) in self._kept else {}

    def is_plain(self, value: Any) -> bool:
        """Whether a value is data of this process's own, which crosses by copy."""
        kind = type(value)
        return kind in SCALARS or kind in WRITERS

    def bind(self, ref: Ref, proxy: Any) -> None:
        """Make ``proxy`` the one stand-in for a reference."""
        self._refs[ref.id] = ref
        self._proxies[ref.id] = proxy

    def remember(self, ident: int, proxy: Any) -> Any:
        """Make ``proxy`` what the number stands for, where its type allows a weak reference.

        Gives it, or the one that another thread has made in the meantime: there is only one.
        """
        try:
            with self._tables:
                found = self._proxies.get(ident)
                if found is not None:
                    return found
                self._proxies[ident] = proxy
        except TypeError:
            pass  # int, tuple, bytes and built-in exceptions: each arrival is a new object
        return proxy

    def watch(self, lent: _Lent) -> None:
        """The grader's half: tell the candidate's when only this loan holds the object any longer."""
        with self._tables:
            if len(self.watched) < self.most_cached:
                self.watched[lent.ident] = lent

    def cache(self, ident: int, proxy: Any) -> None:
        """Keep a stand-in for as long as the test holds the object, so that weak references to it live as long."""
        with self._tables:
            self._cached[ident] = proxy
            oldest = self._cached.pop(next(iter(self._cached))) if len(self._cached) > MAX_CACHED else None
        del oldest  # what it held may run a finaliser: not under the lock

    def borrowed(self) -> list[tuple[Ref, Any]]:
        """Every reference that has a stand-in now."""
        return [(ref, self._proxies[ref.id]) for ref in list(self._refs.values()) if ref.id in self._proxies]

    def take_over(self, ref: Ref, proxy: Any, fresh: Any) -> None:
        """Let an old process's stand-in stand for ``fresh``, its successor here."""
        new = ref_of(fresh)
        if new is None or new.peer is not self:
            raise CannotCross(f"{fresh!r} is not what it was before the restart")
        ref.peer, ref.id, ref.count, new.count = self, new.id, new.count, 0
        self.bind(ref, proxy)

    def decode(self, tree: Tree) -> Any:
        """A value on this thread's channel."""
        return self.channel().codec.decode(tree)

    def borrow(self, ident: Any, desc: Any) -> tuple[Ref, Any]:
        if type(ident) is not int:
            raise ProtocolError("a reference without a number")
        with self._tables:
            ref = self._refs.get(ident)
            if ref is None:
                if self.strict and len(self._refs) >= _MAX_BORROWED:
                    raise ProtocolError("more references than there may be")
                ref, found = Ref(self, ident, {}), None
                self._refs[ident] = ref
            else:
                ref.count += 1
                found = self._proxies.get(ident)
            if type(desc) is dict and not ref.desc:
                ref.desc = desc
        if desc is None and not ref.desc:  # described in a message that another thread has yet to read
            ref.desc = ref.ask("describe")
        return ref, found

    def lend(self, obj: Any) -> _Lent:
        """Lend an object, once more or for the first time."""
        with self._tables:
            lent = self._lent_by_obj.get(id(obj))
            if lent is None:
                if len(self._lent) >= _MAX_LENT:
                    raise CannotCross(f"more than {_MAX_LENT} objects are shared between the processes")
                lent = _Lent(int.from_bytes(_urandom(7)) + 1, obj)
                self._lent[lent.ident] = lent
                self._lent_by_obj[id(obj)] = lent
            lent.count += 1
            return lent

    def lent_object(self, ident: Any) -> Any:
        lent = self._lent.get(ident) if type(ident) is int else None
        if lent is None:
            raise ProtocolError("an object was named that was never handed out")
        return lent.obj

    def describe_lent(self, obj: Any, codec: Codec) -> Any:
        """What the other side is told of a lent object."""
        if isinstance(obj, type):
            return describe.class_(
                obj, lambda value: codec.write(value, False), lambda cls: names.class_name(cls) is not None,
                whole=not self.strict,
            )  # fmt: skip
        if self.strict and not isinstance(obj, _DESCRIBED):
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
