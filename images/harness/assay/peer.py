"""One half of the proxy: what this process has lent to the other, and what it has borrowed.

Every object that does not cross by copy is lent under a random number. Lending counts: the other side answers with
how often it received the number when it drops its stand-in, so a message in flight never loses an object.
"""

from __future__ import annotations

import _thread
import collections
import enum
import json
import marshal
import socket
import sys
import threading
import types
import weakref
from os import urandom as _urandom
from collections.abc import Callable
from typing import Any, NoReturn

from assay import describe, names
from assay.errors import CannotCross, ProtocolError
from assay.link import Channel, ChannelClosed
from assay.mirrors import RemoteEnumType, build_class, new_copied, plain_value
from assay.describe import own
from assay.remote import (
    BoundRemote,
    Ref,
    RemoteFunction,
    RemoteModule,
    drive,
    ref_of,
)
from assay.values import _WRITERS, SCALARS, Codec, Tree
from assay.wrong import decode_error, encode_error

_MAX_LENT = 1_000_000
_MAX_NODES = 8_000_000
_MAX_THREADS = 256
_MAX_CACHED = 256
_NAME = 64  # bytes of a thread's name, sent with its channel
_REFUSED = (types.FrameType, types.CodeType, types.CellType)
_FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType)
_DRIVEN = (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)

type Serve = Callable[["Peer", str, Any, Any, list[Any], dict[str, Any]], Any]

_scan_json: Any = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_write_json: Any = json.encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, None, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True
)


class _Lent:
    __slots__ = ("count", "described", "ident", "obj")

    def __init__(self, ident: int, obj: Any) -> None:
        self.ident = ident
        self.obj = obj
        self.count = 0
        self.described = False


class Peer:
    """A process's half. ``strict`` is the grader's: it trusts nothing that arrives.

    ``serve_op`` runs a request of the other side (``assay.ops``).
    """

    special = describe.FORWARDED

    def __init__(self, channel: socket.socket, spawn: socket.socket, serve_op: Serve, strict: bool) -> None:
        self.strict = strict
        self._serve_op = serve_op
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
        self._local = threading.local()
        self._serving = 0
        self._local.channel = Channel(self, channel)
        _set_current(self)

    # -- what a channel needs ---------------------------------------------------------------------------------

    def dumps(self, tree: Any) -> bytes:
        """Serialise for the other side: marshal towards the candidate, JSON from it."""
        return marshal.dumps(tree) if self.strict else "".join(_write_json(tree, 0)).encode()

    def loads(self, body: bytes) -> Any:
        """The reverse of the other side's ``dumps``; on the grader's side, nothing but JSON within limits."""
        if not self.strict:
            return marshal.loads(body)
        if len(body) > 1000 and body.count(b",") + body.count(b"[") + body.count(b"{") > _MAX_NODES:
            raise ProtocolError("a message with too many parts")
        try:
            text = body.decode()
            tree, end = _scan_json(text, 0)
        except (ValueError, RecursionError, StopIteration) as error:
            raise ProtocolError("a message that is not JSON") from error
        if end != len(text):
            raise ProtocolError("a message with more behind it")
        return tree

    def new_codec(self) -> Codec:
        """A codec for one more channel."""
        return Codec(0 if self.strict else 1, self._encode_other, self._decode_other)

    def serve(self, request: Any, codec: Codec) -> Any:
        """Run a request of the other side."""
        if type(request) is not list or len(request) != 5:
            raise ProtocolError("a request with a wrong number of parts")
        op, target, name, args, kwargs = request
        if type(op) is not str or type(kwargs) is not dict or not (name is None or type(name) is str):
            raise ProtocolError("a request that makes no sense")
        obj = self._lent_object(target) if target else None
        values = [codec.decode(tree) for tree in _list(args)]
        keywords = {key: codec.decode(tree) for key, tree in kwargs.items()}
        return self._serve_op(self, op, obj, name, values, keywords)

    def serve_quick(self, request: Any) -> Any:
        """Run a request whose arguments are scalars."""
        if not self.strict:  # from the grader, which is trusted
            op, target, name, args = request
            return self._serve_op(self, op, self._lent[target].obj if target else None, name, args, {})
        if type(request) is not list or len(request) != 4:
            raise ProtocolError("a request with a wrong number of parts")
        op, target, name, args = request
        if type(op) is not str or not (name is None or type(name) is str):
            raise ProtocolError("a request that makes no sense")
        if type(args) is not list or not SCALARS.issuperset(map(type, args)):
            raise ProtocolError("a quick request with more than scalars")
        return self._serve_op(self, op, self._lent_object(target) if target else None, name, args, {})

    def take_orphans(self) -> list[int]:
        """Lent instances that nothing in this process holds any longer but the loan itself."""
        if not self.watched:
            return []
        # the loan's own reference, and getrefcount's argument
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
        taken = []
        while self.dropped:
            taken.append(self.dropped.popleft())
        return taken

    def release(self, releases: Any) -> None:
        """The other side dropped these."""
        for ident, count in _list(releases):
            with self._tables:
                lent = self._lent.get(ident)
                if lent is None or type(count) is not int:
                    raise ProtocolError("a release of something never lent")
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

    def wait_readable(self, sock: socket.socket) -> None:
        """Wait until a socket can be read; the grader's half also moves the candidate's output."""

    def told_environ(self) -> None:
        """The candidate's half: its environment variables are those of the test."""

    def before_message(self) -> None:
        """Something that the other side must know before the next message."""

    def settle_output(self) -> None:
        """Before a message leaves, what was printed must be on its way; the candidate's half flushes."""

    # -- asking -----------------------------------------------------------------------------------------------

    def channel(self) -> Channel:
        """This thread's channel; a thread's first call makes one and hands the other end over."""
        found: Channel | None = getattr(self._local, "channel", None)
        if found is None:
            mine, theirs = socket.socketpair()
            name = threading.current_thread().name.encode()[:_NAME].ljust(_NAME)
            socket.send_fds(self._spawn, [name], [theirs.fileno()])
            theirs.close()
            found = self._local.channel = Channel(self, mine)
        return found

    def ask(self, op: str, target: int, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Have the other process do something, and return or raise what came of it."""
        try:
            try:
                channel = self._local.channel
            except AttributeError:
                channel = self.channel()
            if channel.busy:
                raise RuntimeError("a finaliser cannot call the other process in the middle of a message")
            return channel.request(op, target, name, args, kwargs)
        except ChannelClosed:
            self.lost(None)
        except ProtocolError as error:
            self.lost(error)

    async def await_remote(self, op: str, target: int, name: str | None, args: tuple[Any, ...]) -> Any:
        """The same for something that has to be awaited there."""
        try:
            return await self.channel().await_remote(op, target, name, args)
        except ChannelClosed:
            self.lost(None)
        except ProtocolError as error:
            self.lost(error)

    def lost(self, error: ProtocolError | None) -> NoReturn:
        """The other process is gone, or broke the rules."""
        raise ChannelClosed from error

    def in_transit(self) -> bool:
        """Whether this thread is inside a message, so that a finaliser must not start another."""
        found: Channel | None = getattr(self._local, "channel", None)
        return found is not None and found.busy

    # -- threads ----------------------------------------------------------------------------------------------

    def listen(self) -> None:
        """Serve, each in a thread of its own, the channels that the other side's threads hand over."""
        _thread.start_new_thread(self._listen, ())

    def _listen(self) -> None:
        while True:
            try:
                data, fds, _, _ = socket.recv_fds(self._spawn, _NAME, 1)
            except OSError:
                return
            if not data:
                return
            for fd in fds:
                sock = socket.socket(fileno=fd)
                if self._serving >= _MAX_THREADS:
                    sock.close()
                    continue
                self._serving += 1
                name = data.decode("utf-8", "replace").strip() or None
                threading.Thread(target=self._serve_thread, args=(sock,), name=name, daemon=True).start()

    def _serve_thread(self, sock: socket.socket) -> None:
        channel = self._local.channel = Channel(self, sock)
        try:
            channel.serve_forever()
        except (ChannelClosed, OSError):
            pass
        except ProtocolError as error:
            self.thread_failed(error)
        finally:
            self._serving -= 1
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
        return self._kept.setdefault(id(proxy), (proxy, {}))[1]

    def kept(self, proxy: Any) -> dict[str, Any]:
        """The same, without keeping anything that has none."""
        return self._kept[id(proxy)][1] if id(proxy) in self._kept else {}

    def is_plain(self, value: Any) -> bool:
        """Whether a value is data of this process's own, which crosses by copy."""
        kind = type(value)
        return kind in SCALARS or kind in _WRITERS

    def bind(self, ref: Ref, proxy: Any) -> None:
        """Make ``proxy`` the one stand-in for a reference."""
        self._refs[ref.id] = ref
        self._proxies[ref.id] = proxy

    def remember(self, ident: int, proxy: Any) -> None:
        """Make ``proxy`` what the number stands for from now on, where its type allows a weak reference."""
        try:
            self._proxies[ident] = proxy
        except TypeError:
            pass  # int, tuple, bytes and built-in exceptions: each arrival is a new object

    def cache(self, ident: int, proxy: Any) -> None:
        """Keep a stand-in for as long as the test holds the object, so that weak references to it live as long."""
        self._cached[ident] = proxy
        if len(self._cached) > _MAX_CACHED:
            del self._cached[next(iter(self._cached))]

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

    def _borrow(self, ident: Any, desc: Any) -> tuple[Ref, Any]:
        if type(ident) is not int:
            raise ProtocolError("a reference without a number")
        with self._tables:
            ref = self._refs.get(ident)
            if ref is None:
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

    def _decode_other(self, tag: str, payload: Any, codec: Codec) -> Any:
        reader = _READERS.get(tag)
        if reader is None:
            raise ProtocolError("a value with an unknown tag")
        return reader(self, payload, codec)

    # -- lent -------------------------------------------------------------------------------------------------

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

    def _lent_object(self, ident: Any) -> Any:
        lent = self._lent.get(ident) if type(ident) is int else None
        if lent is None:
            raise ProtocolError("an object was named that was never handed out")
        return lent.obj

    def describe_lent(self, obj: Any, codec: Codec) -> Any:
        """What the other side is told of a lent object."""
        if isinstance(obj, type):
            return describe.class_(
                obj, lambda value: codec._encode(value, False), lambda cls: names.class_name(cls) is not None
            )
        return describe.driven(obj) if isinstance(obj, _DRIVEN) else describe.function(obj)

    def _encode_other(self, value: Any, codec: Codec) -> Tree:
        kind = type(value)
        if kind is BoundRemote:
            args = [codec._encode(arg, True) for arg in value._assay_args]
            return {"mm": [value._assay_ref.id, value._assay_op, value._assay_name, args]}
        ref = ref_of(value)
        if ref is not None:
            return {"m": ref.id}
        if isinstance(kind, RemoteEnumType):
            enum_ref: Ref = own(kind)["_assay_class"]
            return {"em": [enum_ref.id, value._name_, codec._encode(value._value_, False)]}
        if isinstance(value, type):
            name = None if isinstance(value, types.GenericAlias) else names.class_name(value)
            if name is not None:
                return {"g": name}
        elif isinstance(value, enum.Enum):
            return {"e": [codec._encode(kind, False), value._name_, codec._encode(value._value_, False)]}
        elif isinstance(value, BaseException):
            return encode_error(self, value, codec)
        return self._encode_by_kind(value, kind, codec)

    def _encode_by_kind(self, value: Any, kind: type, codec: Codec) -> Tree:
        if isinstance(value, types.GenericAlias):
            return {"ga": [codec._encode(value.__origin__, False), codec.items(list(value.__args__), False)]}
        if isinstance(value, types.UnionType):
            return {"un": codec.items(list(value.__args__), False)}
        if self.strict:
            name = names.stdlib_function(value)
            if name is not None:
                return {"G": name}
        if isinstance(value, types.ModuleType):
            if self.strict:
                return {"G": names.stdlib_module(value)}
            return {"h": [self.lend(value).ident, "M", value.__name__]}
        if isinstance(value, types.TracebackType):
            return {"tb": None}
        if isinstance(value, _REFUSED):
            raise CannotCross(
                f"a {kind.__name__} object cannot cross to the other process; pass plain data taken from it"
            )
        if isinstance(value, _FUNCTIONS) or isinstance(value, _DRIVEN) or isinstance(value, type):
            lent = self.lend(value)
            first, lent.described = not lent.described, True
            tag = "c" if isinstance(value, type) else "d" if isinstance(value, _DRIVEN) else "f"
            return {"h": [lent.ident, tag, self.describe_lent(value, codec) if first else None]}
        base = describe.copied_base(kind)
        if base is None:
            lent = self.lend(value)
            if self.strict and len(self.watched) < _MAX_CACHED:
                self.watched[lent.ident] = lent
            return {"h": [lent.ident, "o", codec._encode(kind, False)]}
        return self._encode_copied(value, base, codec)

    def _encode_copied(self, value: Any, base: type, codec: Codec) -> Tree:
        lent = self.lend(value)
        kind = codec._encode(type(value), False)
        if not issubclass(base, describe.MUTABLE):
            return {"n": [lent.ident, kind, codec._encode(plain_value(value, base), False), 0, None]}
        twin = codec.twins.of(value)
        if twin is not None:
            return {"n": [lent.ident, kind, None, twin.tid, None]}
        twin = codec.twins.new(value)
        payload = codec.contents(value, True)
        twin.settle()
        return {"n": [lent.ident, kind, codec._encode(plain_value(value, base), False), twin.tid, payload]}


def _list(tree: Any) -> list[Any]:
    if type(tree) is not list:
        raise ProtocolError("a list was expected")
    return tree


# -- readers of references ------------------------------------------------------------------------------------


def _read_handle(peer: Peer, payload: Any, codec: Codec) -> Any:
    ident, tag, desc = payload
    if tag == "o":
        kind = codec._decode(desc)
        ref, proxy = peer._borrow(ident, False)
        if proxy is None:
            if not isinstance(kind, type) or not hasattr(kind, "_assay_shadow"):
                kind = _foreign(peer, kind)
            proxy = object.__new__(kind)
            object.__setattr__(proxy, "_assay_ref", ref)
            peer._proxies[ident] = proxy
            if not peer.strict:
                peer.cache(ident, proxy)
        return proxy
    if tag == "M":
        ref, proxy = peer._borrow(ident, False)
        if proxy is None:
            proxy = RemoteModule(desc)
            types.ModuleType.__setattr__(proxy, "_assay_ref", ref)
            peer._proxies[ident] = proxy
        return proxy
    ref, proxy = peer._borrow(ident, desc)
    if proxy is None:
        if tag == "c":
            proxy = build_class(ref, [codec._decode(base) for base in _list(ref.desc["bases"])])
        elif tag == "d":
            proxy = drive(ref)
        elif tag == "f":
            proxy = RemoteFunction(ref)
        else:
            raise ProtocolError("a reference of an unknown kind")
        peer._proxies[ident] = proxy
    return proxy


def _foreign(peer: Peer, kind: Any) -> type:
    """A stand-in class for instances of a class that crosses by name, such as a lock or a path walker."""
    if not isinstance(kind, type) or kind in _WRITERS or kind in SCALARS or issubclass(kind, BaseException):
        raise ProtocolError("an instance of a class whose instances cross by copy")
    found = peer.foreign.get(kind)
    if found is None:
        special = {name for base in kind.__mro__[:-1] for name in own(base)} & describe.FORWARDED
        desc: dict[str, Any] = {
            "name": kind.__name__, "qualname": kind.__qualname__, "module": kind.__module__, "doc": kind.__doc__,
            "members": {}, "special": sorted(special - {"__hash__", "__eq__", "__ne__"}),
        }  # fmt: skip
        ref = Ref(peer, 0, desc)
        extra = {
            "__class__": property(lambda self: kind),
            "__doc__": property(lambda self: self._assay_ref.ask("get", "__doc__")),
        }
        found = peer.foreign[kind] = build_class(ref, [], extra)
        peer.keep_alive.append(ref)
    return found


def _read_mine(peer: Peer, payload: Any, codec: Codec) -> Any:
    return peer._lent_object(payload)


def _read_bound(peer: Peer, payload: Any, codec: Codec) -> Any:
    ident, op, name, args = payload
    obj = peer._lent_object(ident)
    values = [codec._decode(arg) for arg in _list(args)]
    return peer._serve_op(peer, "cget" if op == "cmeth" else "get", obj, name, values, {})


def _read_class(peer: Peer, payload: Any, codec: Codec) -> Any:
    return names.find_class(payload)


def _read_any(peer: Peer, payload: Any, codec: Codec) -> Any:
    if peer.strict:
        raise ProtocolError("something that may not be named")
    return names.find_any(payload)


def _read_member(peer: Peer, payload: Any, codec: Codec) -> Any:
    cls, name, value = payload
    return _member(codec._decode(cls), name, lambda: codec._decode(value))


def _read_my_member(peer: Peer, payload: Any, codec: Codec) -> Any:
    ident, name, value = payload
    return _member(peer._lent_object(ident), name, lambda: codec._decode(value))


def _member(cls: Any, name: Any, value: Callable[[], Any]) -> Any:
    if not isinstance(cls, enum.EnumType):
        raise ProtocolError("a member of something that is no enum")
    member = cls.__members__.get(name)
    by_value: Any = enum.EnumType.__call__
    return member if member is not None else by_value(cls, value())


def _read_copied(peer: Peer, payload: Any, codec: Codec) -> Any:
    ident, kind_tree, value_tree, tid, contents = payload
    kind = codec._decode(kind_tree)
    value = codec._decode(value_tree)
    ref, proxy = peer._borrow(ident, False)
    if tid and contents is None:
        return codec.twins.get(tid).obj
    if not isinstance(kind, type) or describe.copied_base(kind) is None or not hasattr(kind, "_assay_shadow"):
        raise ProtocolError("a copied instance of a class that is not copied")
    if proxy is None or not tid:
        if not tid and proxy is not None:
            return proxy
        proxy = new_copied(kind, value)
        object.__setattr__(proxy, "_assay_ref", ref)
        peer.remember(ident, proxy)
    return codec.receive(proxy, tid, contents) if tid else proxy


def _some_traceback() -> types.TracebackType | None:
    """A traceback that leads nowhere: frames stay in their own process."""
    try:
        raise RuntimeError
    except RuntimeError as error:
        return error.__traceback__


def _read_alias(peer: Peer, payload: Any, codec: Codec) -> Any:
    origin, args = payload
    kind, parts = codec._decode(origin), tuple(codec.untree(args))
    return types.GenericAlias(kind, parts)


def _read_union(peer: Peer, payload: Any, codec: Codec) -> Any:
    first, *rest = codec.untree(payload)
    for kind in rest:
        first = first | kind
    return first


_READERS: dict[str, Callable[[Peer, Any, Codec], Any]] = {
    "h": _read_handle,
    "m": _read_mine,
    "mm": _read_bound,
    "g": _read_class,
    "G": _read_any,
    "e": _read_member,
    "em": _read_my_member,
    "n": _read_copied,
    "ga": _read_alias,
    "un": _read_union,
    "x": decode_error,
    "tb": lambda peer, payload, codec: _some_traceback(),
}

_current: list[Peer] = []


def _set_current(peer: Peer) -> None:
    _current[:] = [peer]


def current() -> Peer:
    """The peer of this process."""
    if not _current:
        raise RuntimeError("no proxy in this process")
    return _current[0]
