"""Signal handlers, as they would be in one process.

What either side sets is set in both, and a signal that reaches the process whose turn it is not goes on to the other:

- A handler of the submission, for a signal that the test sends to itself: the test's process has one in its place that
  raises the signal in the candidate's process. While that computes, a thread asks for it.
- A handler of the submission, for an alarm that goes off while the candidate's process waits, since the test runs: it
  is put off until the next request, and the test's process is interrupted to make one, so that what the handler raises
  ends what the test does. Only in a call or a context manager of the submission's: it has no say over the rest.
- A handler of the test, for a signal in the candidate's process: called back, now or in the same way.

One of the test that raises while the test waits for the candidate ends the candidate's process with the call, since
what it waits for may never come. No frame is handed to a handler across the two. What Assay itself does with a signal
stays as it is while there is no handler.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import traceback
import types
from collections.abc import Callable, Iterable, Mapping
from enum import Enum, auto
from signal import pthread_kill, raise_signal  # whatever a test puts in their places
from threading import Thread, current_thread, main_thread
from time import sleep
from typing import Any, NoReturn, Protocol

from assay.errors import CandidateGone, ProtocolError
from assay.judging import is_inside
from assay.link import Channel
from assay.orders import ORDERS
from assay.remote import ref_of
from assay.stacks import is_own

_LIBRARY = os.path.dirname(os.__file__) + os.sep
_PACKAGES = os.sep + "dist-packages" + os.sep
_AGAIN_S = 0.001  # until a signal that came in the middle of something of Assay's own is sent again

SHARED = frozenset(
    (
        signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM,
        signal.SIGVTALRM, signal.SIGPROF, signal.SIGCONT, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU,
        signal.SIGWINCH,
    )
)  # fmt: skip
"""The signals that this is about; the others are about the process that they reach."""

_set, _get = signal.signal, signal.getsignal

type Handler = Any


class Turn(Enum):
    """What a process does when a signal reaches it."""

    RUNS = auto()  # code of its side
    WAITS = auto()  # for an answer of the other side
    OURS = auto()  # code of Assay's, on behalf of its side
    IDLE = auto()


class Peer(Protocol):
    """What is asked of the other side (``assay.peer.Peer``)."""

    main: Channel

    def ask(self, op: str, target: int, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any], /) -> Any: ...


def aside(ask: Callable[[], object]) -> None:
    """Ask in a thread of its own, whatever comes of it: this one is in the middle of something."""

    def run() -> None:
        try:
            ask()
        except (CandidateGone, RuntimeError):
            pass  # nobody is left to handle it

    Thread(target=run, name="signal", daemon=True).start()


class _Set:
    """What is set in place of a handler."""

    def __init__(self, handler: Handler, call: Callable[[Handler, int, types.FrameType | None], object]) -> None:
        self.handler, self._call = handler, call

    def __call__(self, signum: int, frame: types.FrameType | None) -> None:
        self._call(self.handler, signum, frame)


class Handlers:
    """One side's half."""

    unshared: tuple[str, ...] = ("asyncio.runners",)
    """Modules whose handlers are about their own process."""

    def __init__(self, waiting: types.CodeType) -> None:
        self._waiting = waiting  # the code of what asks the other side

    def install(self) -> None:
        """Have ``signal.signal`` and ``signal.getsignal`` do so."""

        def replaced(signalnum: int, handler: Handler) -> Handler:
            """Set the action for a signal; gives the former one."""
            before = self.set(signalnum, handler)
            if signalnum in SHARED and sys._getframe(1).f_globals.get("__name__") not in self.unshared:
                self.tell(int(signalnum), handler)
            return before

        def getsignal(signalnum: int) -> Handler:
            """The present action for a signal."""
            return _original(_get(signalnum))

        replaced.__name__ = replaced.__qualname__ = "signal"
        vars(signal).update(signal=replaced, getsignal=getsignal)  # not a patch of the test's

    def set(self, signum: int, handler: Handler) -> Handler:
        """Set it in this process; gives the former one."""
        return _original(_set(signum, _Set(handler, self.call) if callable(handler) else handler))

    def tell(self, signum: int, handler: Handler) -> None:
        """Have the other side set what this one has set."""

    def call(self, handler: Handler, signum: int, frame: types.FrameType | None) -> None:
        """A signal has come."""

    def turn(self, frame: types.FrameType | None) -> Turn:
        """What this process does."""
        ours = False
        while frame is not None:
            path = frame.f_code.co_filename
            if frame.f_code is self._waiting:
                return Turn.WAITS
            if is_own(path):
                ours = True
            elif not path.startswith((_LIBRARY, "<frozen")) and _PACKAGES not in path:
                return Turn.OURS if ours else Turn.RUNS
            frame = frame.f_back
        return Turn.IDLE


def _original(handler: Handler) -> Handler:
    return handler.handler if type(handler) is _Set else handler


class OfTests(Handlers):
    """The test's half.

    ``present`` gives the other half, if this thread can ask it something now, ``current`` gives it in any case;
    ``ended`` takes what a handler of the test raised while that waited for the candidate, and ``changed`` what a fresh
    candidate's process must be told.
    """

    unshared = ("asyncio.runners", "asyncio.unix_events")

    def __init__(
        self, waiting: types.CodeType, present: Callable[[], Peer | None], current: Callable[[], Peer],
        ended: Callable[[BaseException], object], changed: Callable[[str, Any], None],
    ) -> None:  # fmt: skip
        super().__init__(waiting)
        self._present, self._current, self._ended, self._changed = present, current, ended, changed
        self._first: dict[int, Handler] = {}  # of this process, before there was any other
        self._own: dict[int, Handler] = {}  # that the test has set
        self.put_off: set[int] = set()  # signals that the candidate handles when it is asked
        self._soon: set[int] = set()  # signals that are about to be sent again

    def set(self, signum: int, handler: Handler) -> Handler:
        self._first.setdefault(signum, _get(signum))
        if _as_said(signum, handler) is None:
            return _original(_set(signum, self._first[signum]))
        return super().set(signum, handler)

    def tell(self, signum: int, handler: Handler) -> None:
        self._own[signum] = _as_said(signum, handler)
        if (peer := self._present()) is not None:
            peer.ask("world", 0, None, (), {"handlers": [[signum, self._own[signum]]]})

    def fresh(self) -> None:
        """A new candidate's process has none yet."""
        self.put_off.clear()
        for signum, first in self._first.items():
            if signum not in self._own and self._is_theirs(_original(_get(signum))):
                _set(signum, first)
        if self._own:
            self._changed("handlers", [[signum, handler] for signum, handler in self._own.items()])

    def hear(self, signum: Any, handler: Any) -> None:
        """The submission has set one. ``ProtocolError`` if it makes no sense."""
        if type(signum) is not int or signum not in SHARED:
            raise ProtocolError("a handler of a signal that is not shared")
        if not callable(handler) and type(handler) is not signal.Handlers and handler is not None:
            raise ProtocolError("a signal handler that is none")
        self._own.pop(signum, None)
        self.set(signum, handler)

    def send(self, signum: Any) -> None:
        """The candidate's process has put off the handling of a signal until it is asked something."""
        if type(signum) is not int or signum not in SHARED:
            raise ProtocolError("a signal that is not shared")
        self.put_off.add(signum)
        self._interrupt(signum)

    def resume(self) -> None:
        """The test goes on; signals put off may have come while it waited."""
        for signum in tuple(self.put_off):
            self._interrupt_soon(signum)

    def _interrupt(self, signum: int, after_s: float = 0) -> None:
        sleep(after_s)
        self._soon.discard(signum)
        if type(_get(signum)) is _Set:
            pthread_kill(main_thread().ident or 0, signum)
        else:
            self.put_off.discard(signum)

    def _interrupt_soon(self, signum: int) -> None:
        if signum not in self._soon:
            self._soon.add(signum)
            aside(lambda: self._interrupt(signum, _AGAIN_S))

    def call(self, handler: Handler, signum: int, frame: types.FrameType | None) -> None:
        turn = self.turn(frame)
        put_off = signum in self.put_off
        if not put_off and not self._is_theirs(handler):
            self._call_own(handler, signum, frame, turn)
        elif turn is Turn.OURS:
            self._interrupt_soon(signum)
        elif put_off:
            self._ask_for(signum, turn)
        elif turn is Turn.RUNS and (peer := self._present()) is not None:
            peer.ask("signal", 0, None, (signum,), {})
        else:
            aside(lambda: self._current().ask("signal", 0, None, (signum, turn is Turn.IDLE), {}))

    def _ask_for(self, signum: int, turn: Turn) -> None:
        """Have the candidate do what it has put off, if the test can ask now: see :meth:`resume`.

        What its handler raises may end what a call or a context manager of the submission's is about, and nothing else.
        """
        if turn is Turn.WAITS:
            return
        self.put_off.discard(signum)
        if turn is Turn.RUNS and (peer := self._present()) is not None and (peer.main.under_way or is_inside()):
            peer.ask("signal", 0, None, (0,), {})

    def _call_own(self, handler: Handler, signum: int, frame: types.FrameType | None, turn: Turn) -> None:
        try:
            handler(signum, frame)
        except BaseException as error:
            if turn is Turn.WAITS:
                self._ended(error)
            raise

    def _is_theirs(self, handler: Handler) -> bool:
        """Whether a handler is to be called in the candidate's process."""
        if type(handler) is types.MethodType:
            handler = handler.__self__
        return callable(handler) and (ref_of(handler) is not None or _is_of_asyncio(handler))


class OfCandidate(Handlers):
    """The candidate's half. ``serving`` are the peer's methods that run the test's requests."""

    def __init__(self, waiting: types.CodeType, serving: Mapping[str, Callable[..., Any]], peer: Peer) -> None:
        super().__init__(waiting)
        self._requests, self._peer, self._pid = serving, peer, os.getpid()
        self._raising = False  # a signal, on behalf of the test
        self._final: set[int] = set()  # signals that are handled at once, whatever this process does
        self.put_off: list[tuple[Handler, int]] = []  # until the other side asks or answers

    def tell(self, signum: int, handler: Handler) -> None:
        if os.getpid() == self._pid:
            self._peer.ask("handler", 0, None, (signum, _as_said(signum, handler)), {})

    def take(self, rows: Iterable[tuple[int, Handler]]) -> None:
        """The test has set these."""
        if current_thread() is main_thread():
            for signum, handler in rows:
                self.set(signum, _default(signum) if handler is None else handler)

    def send(self, signum: int, final: bool = False) -> None:
        """A signal of the test's process is to be handled here; 0: what was put off is."""
        if final:
            self._final.add(signum)
        main = main_thread()
        if not signum:
            self.catch_up()
        elif main is current_thread():
            self._raising = True
            try:
                raise_signal(signum)
            finally:
                self._raising = False
        else:
            pthread_kill(main.ident or 0, signum)

    def catch_up(self) -> None:
        """Handle what was put off. Raises what a handler raises."""
        if current_thread() is main_thread():
            for name in self._requests:
                vars(self._peer).pop(name, None)
            while self.put_off:
                handler, signum = self.put_off.pop(0)
                handler(signum, None)

    def _put_off(self, handler: Handler, signum: int) -> None:
        self.put_off.append((handler, signum))
        for name, serve in self._requests.items():
            vars(self._peer)[name] = functools.partial(self._caught_up, serve)

    def _caught_up(self, serve: Callable[..., Any], request: Any, *rest: Any) -> Any:
        """Serve a request after what was put off, unless it is of the grader's own."""
        if request[0] not in ORDERS:
            self.catch_up()
        return serve(self._peer, request, *rest)

    def turn(self, frame: types.FrameType | None) -> Turn:
        if self._raising:
            return Turn.RUNS
        while frame is not None:
            if frame.f_code is self._waiting:
                return Turn.WAITS
            path = frame.f_code.co_filename
            if not (is_own(path) or path.startswith((_LIBRARY, "<frozen"))):
                return Turn.RUNS
            frame = frame.f_back
        return Turn.IDLE

    def call(self, handler: Handler, signum: int, frame: types.FrameType | None) -> None:
        turn = Turn.RUNS if os.getpid() != self._pid else self.turn(frame)
        if ref_of(handler) is not None:
            frame = None
        final = signum in self._final
        self._final.discard(signum)
        if turn is Turn.RUNS:
            handler(signum, frame)
            return
        if signum in SHARED and not final and not _is_of_asyncio(handler):
            self._put_off(handler, signum)
            aside(lambda: self._peer.ask("signal", 0, None, (signum,), {}))
            return
        try:
            handler(signum, frame)
        except BaseException as error:
            if turn is Turn.WAITS:
                self._put_off(functools.partial(_raise, error), signum)
            else:  # nothing is under way that it could end
                traceback.print_exception(error)


def _raise(error: BaseException, signum: int, frame: None) -> NoReturn:
    raise error


def _default(signum: int) -> Handler:
    return signal.default_int_handler if signum == signal.SIGINT else signal.SIG_DFL


def _as_said(signum: int, handler: Handler) -> Handler:
    """A handler as the other side is told of it: None if it is what a process begins with."""
    if type(handler) is int and handler in (signal.SIG_DFL, signal.SIG_IGN):
        handler = signal.Handlers(handler)
    return None if handler is _default(signum) else handler


def _is_of_asyncio(handler: Handler) -> bool:
    return str(getattr(handler, "__module__", "")).startswith("asyncio.")
