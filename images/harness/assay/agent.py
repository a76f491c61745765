"""The candidate's half of the proxy: serves the grader's requests in the candidate's process."""

from __future__ import annotations

import builtins
import functools
import io
import itertools
import os
import socket
import sys
import threading
import types
import warnings
from os import getpid as _getpid  # whatever a test puts in its place
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from assay import ops, owners, temporary
from assay.errors import ProtocolError
from assay.forked import Forks
from assay.importing import when_imported
from assay.handlers import OfCandidate
from assay.logs import hook_logging
from assay.orders import began
from assay.peer import Peer
from assay.remote import ref_of
from assay.stream import ChannelClosed
from assay.world import hook_environ, hook_weakref

_NOTHING: dict[str, Any] = {}


class AgentPeer(Peer):
    """The candidate process's half."""

    def __init__(self, channel: socket.socket, spawn: socket.socket) -> None:
        self._pid = _getpid()
        self._environ: Any = os.environ  # the submission may put another in its place
        self._env: Any = dict(self._environ._data)
        self._out: Any = sys.stdout
        self._err: Any = sys.stderr
        self._out_told: Any = None  # what the submission has put in its place
        self._env_set = False  # since the test was last told of it
        self._under_way = False  # what somebody is telling the test just now
        self._telling = threading.local()
        self._news = threading.RLock()  # guards what follows; a finaliser may come back in
        self._watched: dict[tuple[str, str], tuple[dict[str, Any], Any]] = {}
        self._unmoved: list[Callable[[], bool]] = []  # the same: whether some of them are as they were
        super().__init__(channel, spawn, ops.serve, strict=False)
        requests: dict[str, Any] = {"serve": Peer.serve, "serve_quick": Peer.serve_quick}
        self.handlers = OfCandidate(AgentPeer.ask.__code__, requests, self)
        self._signals_put_off = self.handlers.put_off

    def ask(self, op: str, target: int, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """As :meth:`Peer.ask`; a forked process has another (``assay.forked``)."""
        if _getpid() != self._pid:
            raise RuntimeError("an object of the test cannot be used in this process; use plain data there, or threads")
        if self.in_transit():
            return self._ask_aside(op, target, name, args, kwargs)
        try:
            return super().ask(op, target, name, args, kwargs)
        finally:
            if self._signals_put_off:
                self.handlers.catch_up()

    def _ask_aside(self, *request: Any) -> Any:
        """Has a thread of its own ask for a finaliser that runs while this thread is in the middle of a message.

        Without the GIL that is usual: what other threads have dropped ends here, once a request has arrived.
        """
        outcome: list[Any] = []

        def run() -> None:
            self._telling.now = True  # whoever tells news may be waiting for this
            try:
                outcome.append(super(AgentPeer, self).ask(*request))
            except BaseException as error:
                outcome.extend((None, error))

        thread = threading.Thread(target=run, name="finaliser")
        thread.start()
        thread.join()
        if len(outcome) > 1:
            raise outcome[1]
        return outcome[0]

    def drop(self, ident: int, count: int) -> None:
        if _getpid() == self._pid:
            super().drop(ident, count)

    def settle_output(self) -> None:
        """Flush what was printed, so that it arrives before the message that follows."""
        try:
            self._out.flush()
        except (OSError, ValueError):
            pass  # closed by the candidate
        try:
            self._err.flush()
        except (OSError, ValueError):
            pass
        if getattr(sys, "stdout", None) is not self._out or getattr(sys, "stderr", None) is not self._err:
            self._settle_others()

    def _settle_others(self) -> None:
        """The same for what the candidate has put there, if that is a stream; anything else would run its own code."""
        for stream in (getattr(sys, "stdout", None), getattr(sys, "stderr", None)):
            if type(stream) is io.TextIOWrapper:
                try:
                    stream.flush()
                except (OSError, ValueError):
                    pass

    def thread_failed(self, error: ProtocolError) -> None:
        self.lost(error)

    def told_environ(self, keys: Iterable[str]) -> None:
        """These variables are as the test has them."""
        with self._news:
            for key in map(os.fsencode, keys):
                value = self._environ._data.get(key)
                if value is None:
                    self._env.pop(key, None)
                else:
                    self._env[key] = value

    def told_handlers(self, rows: Any) -> None:
        self.handlers.take(rows)

    def signal(self, signum: int, final: bool = False) -> None:
        self.handlers.send(signum, final)

    def environ_set(self) -> None:
        """A variable was set or removed."""
        self._env_set = True

    def is_clear(self) -> bool:
        """Flush what was printed; say whether no definitions were replaced and no environment variables set."""
        self.settle_output()
        return not self._has_news()

    def _has_news(self) -> bool:
        if self._env_set or self._under_way or self._output() is not self._out_told:
            return True
        try:
            for unmoved in self._unmoved:
                if not unmoved():
                    return True
        except NameError:
            return True
        return False

    def tell_news(self) -> None:
        """Tell the test of them.

        Another thread waits meanwhile: what it has set itself may be under way, and must arrive before its answer and
        before what it sets next.
        """
        if not self._has_news() or getattr(self._telling, "now", False):
            return
        with self._news:
            self._under_way = True
            try:
                self._tell_all()
            finally:
                self._under_way = False

    def _output(self) -> Any:
        """What stands for standard output now, if that has been exchanged, or the way it is written to."""
        out = getattr(sys, "stdout", None)
        return None if out is self._out and "write" not in vars(out) else out

    def _tell_all(self) -> None:
        if (out := self._output()) is not self._out_told:
            self._out_told = out
            self._tell("output", out)
        moved = [key for key, (names, value) in list(self._watched.items()) if names.get(key[1]) is not value]
        for key in moved:
            self._watched.pop(key, None)
        self._line_up()
        self._env_set = False
        was, now = self._env, dict(self._environ._data)
        self._env = now
        changed = {os.fsdecode(k): os.fsdecode(v) for k, v in now.items() if was.get(k) != v}
        removed = [os.fsdecode(key) for key in was if key not in now]
        if moved:
            self._tell("stale", *moved)
        if changed or removed:
            self._tell("environ", changed, removed)

    def _line_up(self) -> None:
        namespaces: dict[int, list[tuple[dict[str, Any], str, Any]]] = {}
        for (_, name), (namespace, value) in self._watched.items():
            namespaces.setdefault(id(namespace), []).append((namespace, name, value))
        self._unmoved = [
            _unmoved(rows) for found in namespaces.values() for rows in itertools.batched(found, _AT_ONCE)
        ]

    def _tell(self, op: str, *args: Any) -> None:
        self._telling.now = True
        try:
            self.ask(op, 0, None, args, _NOTHING)
        finally:
            self._telling.now = False

    def watch_module(self, module: Any, name: str, value: Any) -> None:
        """From now on the grader does not ask what this name means; tell it when that changes."""
        with self._news:
            self._watched[module.__name__, name] = (vars(module), value)
            self._line_up()

    def lost(self, error: ProtocolError | None) -> NoReturn:
        """The grader is gone, or nothing can be understood any longer: there is nobody left to serve."""
        os._exit(70)


_AT_ONCE = 8  # definitions looked at by one function
_LOOK_SOURCE = (
    f"lambda {', '.join(f'value{i}' for i in range(_AT_ONCE))}: True if "
    + " and ".join(f"name{i} is value{i}" for i in range(_AT_ONCE))
    + " else False"
)
_LOOK = eval(compile(_LOOK_SOURCE, __file__, "eval")).__code__


def _unmoved(rows: Sequence[tuple[dict[str, Any], str, Any]]) -> Callable[[], bool]:
    """Whether definitions of one namespace are as they were, as fast as names are looked up; NameError without one."""
    rows = (*rows, *[rows[-1]] * (_AT_ONCE - len(rows)))
    code = _LOOK.replace(co_names=tuple(name for _, name, _ in rows))
    return types.FunctionType(code, rows[0][0], argdefs=tuple(value for _, _, value in rows))


class _Stdin(io.TextIOBase):
    """Standard input: whatever the test's own ``sys.stdin`` gives."""

    def __init__(self, peer: AgentPeer) -> None:
        self._peer = peer

    def _ask(self, name: str, *args: Any) -> Any:
        return self._peer.ask("stdin", 0, name, args, _NOTHING)

    def read(self, size: int | None = -1) -> str:
        return str(self._ask("read", -1 if size is None else size))

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        return str(self._ask("readline"))

    def readlines(self, hint: int = -1) -> list[str]:  # type: ignore[override]
        return list(self._ask("readlines"))

    def __next__(self) -> str:  # type: ignore[override]
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def isatty(self) -> bool:
        return False

    def readable(self) -> bool:
        return True


def _hook(peer: AgentPeer) -> None:
    def ask_input(prompt: object = "", /) -> str:
        return str(peer.ask("input", 0, None, (str(prompt),) if prompt != "" else (), _NOTHING))

    builtins.input = ask_input
    hook_weakref()
    temporary.bridge()
    owners.hook(lambda name, *args, **kwargs: peer.ask("own", 0, name, args, kwargs))
    when_imported("tempfile", temporary.share)
    when_imported("sqlite3", temporary.share_databases)
    hook_environ(peer.environ_set)
    when_imported("typing", _hook_hints)
    peer.handlers.install()
    sys.stdin = _Stdin(peer)
    hook_logging(peer)
    _hook_chdir(peer)
    forks = Forks(lambda: peer if peer.borrows() else None)
    os.register_at_fork(before=forks.before, after_in_parent=forks.in_parent, after_in_child=forks.in_child)

    def show(message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None) -> None:
        peer.ask("warn", 0, None, (message, category, filename, lineno), _NOTHING)

    warnings.simplefilter("always")
    warnings.showwarning = show


def _hook_chdir(peer: AgentPeer) -> None:
    """Have the tests' process follow to another folder."""
    original, pid = os.chdir, _getpid()

    @functools.wraps(original)
    def chdir(path: Any) -> None:
        original(path)
        if _getpid() == pid:
            peer.ask("folder", 0, None, (os.getcwd(),), _NOTHING)

    os.chdir = chdir


def _hook_hints(typing: Any) -> None:
    """Have names in the annotations of what is the test's looked up there."""
    original = typing.get_type_hints

    def get_type_hints(obj: Any, globalns: Any = None, localns: Any = None, include_extras: bool = False) -> Any:
        ref = ref_of(obj)
        if ref is None or globalns is not None or localns is not None:
            return original(obj, globalns, localns, include_extras)
        return ref.ask("hints", None, (include_extras,))

    typing.get_type_hints = functools.wraps(original)(get_type_hints)


def serve(channel: socket.socket, spawn: socket.socket) -> NoReturn:
    """Serve the grader until it closes the channel, then end this process at once."""
    began()
    peer = AgentPeer(channel, spawn)
    _hook(peer)
    peer.listen()
    try:
        peer.channel().serve_forever()
    except ChannelClosed:
        os._exit(0)
    except ProtocolError as error:
        os.write(2, f"assay: {error}\n".encode())
    os._exit(70)
