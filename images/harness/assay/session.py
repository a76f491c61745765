"""The grader's half of the proxy: one candidate process at a time, and the rules for when it is gone."""

from __future__ import annotations

import asyncio
import codecs
import io
import linecache
import os
import select
import sys
import threading
import time
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NoReturn, get_args

from assay import importing, ops
from assay.begin import FREE_THREADED, Interpreter
from assay.control import Candidate
from assay.deadline import Deadline
from assay.errors import CandidateGone, CannotCross, ProtocolError
from assay.forked import Forks
from assay.handing import Handing
from assay.handlers import OfTests
from assay.link import Channel
from assay.peer import Peer
from assay.modules import RemoteModule
from assay.redirected import Redirected
from assay.refs import Ref
from assay.stream import ChannelClosed
from assay.unheard import Unheard
from assay.values import Codec
from assay.world import World

_NOTHING: dict[str, Any] = {}
_CHUNK = 1 << 16


class Output:
    """What the candidate wrote on its two streams, kept up to ``limit`` bytes in all."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.stdout = bytearray()
        self.stderr = bytearray()
        self.dropped = {"stdout": 0, "stderr": 0}
        self.total = 0

    def add(self, stream: str, data: bytes) -> None:
        """Keep what fits, count the rest."""
        room = max(self.limit - self.total, 0)
        self.total += len(data)
        kept: bytearray = getattr(self, stream)
        kept += data[:room]
        self.dropped[stream] += max(len(data) - room, 0)


class _Forked(CandidateGone):
    """In a process that a test forked: calls fail, as an ordinary exception, which a pool hands to the test."""

    def again(self) -> Exception:
        return CannotCross(self.message)


class GraderPeer(Peer):
    """The proxy's grader half for one candidate process."""

    def __init__(self, session: Session, candidate: Candidate) -> None:
        self._session = session
        self._candidate = candidate
        self._pipes = {candidate.stdout: "stdout", candidate.stderr: "stderr"}
        self._decoders = {fd: codecs.getincrementaldecoder("utf-8")("replace") for fd in self._pipes}
        self._pollers: dict[int, select.poll] = {}
        self._draining = threading.Lock()
        for fd in self._pipes:
            os.set_blocking(fd, False)
        self.stale = False
        super().__init__(candidate.channel, candidate.spawn, ops.serve, strict=True)

    def ask(self, op: str, target: int, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """As :meth:`Peer.ask`, after the candidate has been told of changes to the test's world."""
        session = self._session
        session.asked = True
        if self.ordered and op != "weigh":
            self.ordered.pop(target, None)
        if session.gone is not None:
            raise session.gone.again()
        if self.stale:
            raise CannotCross(
                "an object made before assay.restart() went with its process; make it again after the restart"
            )
        if session.handing is not None and (args or kwargs):
            session.handing.note((*args, *kwargs.values()))
        world = session.world
        moved = sys.argv != world.argv or len(sys.path) != world.paths
        if (moved or world.stirred or world.decimal_told is not None or world.remade) and world.news():
            if session.handing is not None:
                session.handing.note(sys.argv)
            world.tell(super().ask)
        # As Peer.ask does, without one more call.
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
        except StopIteration as error:
            if op in ("call", "meth") and name != "__next__":
                session.unheard.stopped(error)
            raise
        except asyncio.CancelledError as error:
            session.unheard.cancelled(error)
            raise
        finally:
            if session.handlers.put_off:
                session.handlers.resume()
            if session.redirected.by is not None and not self.channel().under_way:
                session.redirected.returned(name)

    async def await_remote(self, op: str, target: int, name: str | None, args: tuple[Any, ...]) -> Any:
        """As :meth:`Peer.await_remote`."""
        self._session.asked = True
        if self._session.gone is not None:
            raise self._session.gone.again()
        if self._session.handing is not None:
            self._session.handing.note(args)
        try:
            return await super().await_remote(op, target, name, args)
        except asyncio.CancelledError as error:
            self._session.unheard.cancelled(error)
            raise
        finally:
            if self._session.redirected.by is not None:
                self._session.redirected.returned(name)

    def encode_error(self, error: BaseException, codec: Codec) -> Any:
        """As :meth:`Peer.encode_error`, of what a function of the test raised."""
        self._session.unheard.told(error)
        return super().encode_error(error, codec)

    def decode_error(self, tree: Any, codec: Codec) -> BaseException:
        """As :meth:`Peer.decode_error`."""
        error = super().decode_error(tree, codec)
        self._session.unheard.heard(error)
        return error

    def lost(self, error: ProtocolError | None) -> NoReturn:
        """Raise why the candidate process is gone."""
        gone = self._session.lost(error)
        raise gone from gone.__cause__  # how the channel noticed is no news

    def thread_failed(self, error: ProtocolError) -> None:
        self._session.lost(error)

    def library(self, name: Any, parts: list[Any]) -> types.ModuleType | None:
        return self._session.world.library(name, parts)

    def heard_folder(self, path: Any) -> None:
        self._session.lead(path)

    def heard_output(self, stream: Any) -> None:
        self._session.redirected.hear(stream)

    def heard_handler(self, signum: Any, handler: Any) -> None:
        self._session.handlers.hear(signum, handler)

    def signal(self, signum: Any, final: bool = False) -> None:
        self._session.handlers.send(signum)

    def heard_environ(self, changed: Mapping[str, str], removed: Iterable[str]) -> None:
        self._session.world.heard_environ(changed, removed)

    def completed(self, function: types.FunctionType) -> None:
        self._session.completed.add(function.__name__)
        self._session.unheard.completed(function)

    def poller(self, fd: int) -> Callable[[], object]:
        poller = self._pollers[fd] = select.poll()
        for each in (fd, *self._pipes):
            poller.register(each, select.POLLIN)
        return poller.poll

    def wait_readable(self, fd: int) -> None:
        """Wait for a frame, moving the candidate's output meanwhile."""
        poller = self._pollers[fd]
        while True:
            ready = False
            found_fds = poller.poll()
            if len(found_fds) == 1 and found_fds[0][0] == fd and self._session.gone is None:
                return
            for found, _ in found_fds:
                if found == fd:
                    ready = True
                elif not self.drain(found):
                    poller.unregister(found)
            if self._session.gone is not None:
                raise self._session.gone.again()
            if ready:
                return

    def drain(self, fd: int) -> bool:
        """Move what is in one pipe to the test's own stream; False once the pipe has ended."""
        name = self._pipes[fd]
        with self._draining:
            while self._session.output.total <= self._session.output.limit:  # or a flood would keep this busy
                try:
                    data = os.read(fd, _CHUNK)
                except BlockingIOError:
                    return True
                if not data:
                    return False
                self._session.printed(name, data, self._decoders[fd].decode(data))
            return True

    def drain_all(self) -> None:
        """Move all output that has arrived."""
        for fd in self._pipes:
            self.drain(fd)

    def close(self) -> None:
        """Close the descriptors; nothing of this process can be asked any longer."""
        self.stale = True
        self.main.close()
        self._candidate.channel.close()
        self._candidate.spawn.close()
        for fd in self._pipes:
            os.close(fd)


class Session:
    """Runs candidate processes for one suite.

    ``start`` starts one under an interpreter, ``kill`` ends it, ``explain`` says why one that closed its channel is
    gone. ``modules`` are the names that tests import from the submission.
    """

    def __init__(
        self,
        start: Callable[[Interpreter], Candidate],
        kill: Callable[[], None],
        explain: Callable[[], CandidateGone],
        modules: Sequence[str],
        output_limit: int,
        scratch: str = "/scratch",
    ) -> None:
        self._start, self._kill, self._explain = start, kill, explain
        self.modules = list(modules)
        self.output = Output(output_limit)
        self.gone: CandidateGone | None = None
        self.imported: set[str] = set()  # modules of the submission
        self.completed: set[str] = set()  # names of the tests' functions that the candidate called to their end
        self.unheard = Unheard()
        self.asked = False  # whether the test has asked the submission anything
        self.handing: Handing | None = None  # if the suite has data files
        self.lead: Callable[[str], None] = lambda path: None  # the submission's process is in that folder now
        self.world = World(scratch)
        self.redirected = Redirected()
        self.handlers = OfTests(
            GraderPeer.ask.__code__, self.present, lambda: self.peer, self._alarmed, self.world.changed
        )
        self._paths: set[str] = set()  # of what was submitted
        self._peer: GraderPeer | None = None
        self._interpreter: Interpreter = "standard"  # of the next process
        self._limit_s: float | None = None
        self._lock = threading.RLock()

    def show_sources(self, files: Mapping[str, bytes]) -> None:
        """Let ``inspect.getsource`` find what was submitted, by the paths it has in the candidate's process."""
        self._paths = set(files)
        for path, data in files.items():
            lines = data.decode("utf-8", "replace").splitlines(keepends=True)
            linecache.cache[f"/work/{path}"] = (len(data), None, lines, f"/work/{path}")

    def origin(self, module: str) -> str:
        """The path of a module of the submission in the candidate's process."""
        name = module.replace(".", "/")
        paths = (f"{folder}{name}{end}" for folder in ("", "src/") for end in (".py", "/__init__.py"))
        return next((f"/work/{path}" for path in paths if path in self._paths), "submission")

    def install(self) -> None:
        """Answer imports of the submission's modules, and follow what tests patch."""
        importing.install(self)
        self.world.install(self)
        self._deadline = Deadline(self._too_late)
        self.handlers.install()
        forks = Forks(self.present)
        os.register_at_fork(
            before=forks.before, after_in_parent=forks.in_parent, after_in_child=lambda: self._in_child(forks)
        )

    def _in_child(self, forks: Forks) -> None:
        """A process that a test forks shares the channel's descriptors, and must not speak on them."""
        if not forks.in_child():
            self.gone = _Forked("protocol", "a process forked by the test cannot call the submission; use threads")

    @property
    def peer(self) -> GraderPeer:
        """The present candidate process's half, started when first needed."""
        with self._lock:
            if self._peer is None:
                if self.gone is not None:
                    raise self.gone.again()
                self._peer = GraderPeer(self, self._start(self._interpreter))
                self._peer.listen()
                self.world.fresh()
                self.handlers.fresh()
            return self._peer

    def present(self) -> GraderPeer | None:
        """The half of a candidate process that can be asked something now, if there is one."""
        peer = self._peer
        return None if peer is None or self.gone is not None or peer.stale or peer.in_transit() else peer

    # -- limits -----------------------------------------------------------------------------------------------

    def set_deadline(self, at: float | None) -> None:
        """From ``time.monotonic() == at`` on, whatever the test does raises CandidateGone. None: no limit."""
        if at is not None:
            self._limit_s = max(at - time.monotonic(), 0.001)
        self._deadline.set(at)

    def _too_late(self) -> None:
        if self.gone is None:
            self.gone = CandidateGone("timeout", f"the test did not end within {self._limit_s or 0:.3g} s")
        raise self.gone

    def _alarmed(self, error: BaseException) -> None:
        """A signal handler of the test raised this while the test waits for the candidate, which still computes."""
        if self.gone is None:
            self.gone = CandidateGone("timeout", f"a signal handler of the test ended its call with {error!r}")

    def printed(self, stream: str, data: bytes, text: str) -> None:
        """The candidate wrote something: keep it, and write it to the test's own stream."""
        self.output.add(stream, data)
        if self.output.total > self.output.limit:
            if self.gone is None:
                self.gone = CandidateGone(
                    "output_limit", f"the submission wrote more than {self.output.limit} bytes of output"
                )
            return
        target = self.redirected.own() if stream == "stdout" else sys.stderr
        if target is None:  # as print does then
            return
        try:
            binary = getattr(target, "buffer", None)
            if binary is None or isinstance(target, io.StringIO):
                target.write(text)
            else:
                target.flush()
                binary.write(data)
                binary.flush()
        except Exception as error:  # in the middle of a message, whose answer must not be lost
            self.unheard.unwritten(error)

    def lost(self, error: ProtocolError | None) -> CandidateGone:
        """Work out, once, why the candidate process is of no more use."""
        with self._lock:
            if self.gone is None:
                if error is not None:
                    self.gone = CandidateGone("protocol", f"the submission's process broke the protocol: {error}")
                    self.gone.__cause__ = error
                    self._kill()
                else:
                    self.gone = self._explain()
            return self.gone

    def drain(self) -> None:
        """Move the output that has arrived so far."""
        if self._peer is not None and not self._peer.stale:
            self._peer.drain_all()

    # -- the candidate's process ------------------------------------------------------------------------------

    def ask(self, op: str, name: str | None = None, *args: Any, **kwargs: Any) -> Any:
        """Ask the candidate's process for something that concerns no object."""
        return self.peer.ask(op, 0, name, args, kwargs)

    def probe(self, source: str, values: Any) -> Any:
        """Run a snippet in the candidate's process."""
        return self.peer.ask("probe", 0, None, (source,), dict(values))

    def run(self, source: str, /, **values: Any) -> Any:
        """As :meth:`probe`."""
        return self.probe(source, values)

    def flush(self) -> None:
        """Have dropped references and changed containers take effect there now, as a measurement wants."""
        if self._peer is not None and self.gone is None:
            self._peer.ask("ping", 0, None, (), _NOTHING)

    def meet(self, names: Sequence[str] | None, take: bool) -> None:
        """Have the candidate's process exchange files below ``/tmp`` with this one (``assay.temporary.meet``)."""
        peer = self.present()
        if peer is not None:
            peer.ask("meet", 0, None, (names, take), _NOTHING)

    def own(self, name: str, path: str, *args: Any, **kwargs: Any) -> Any:
        """Have the candidate's process do something to a file that it has made (``assay.owners``)."""
        return self.peer.ask("own", 0, name, (path, *args), kwargs)

    def restart(self, interpreter: Interpreter = "standard") -> None:
        """End the candidate's process and start a fresh one; imported modules, classes and functions move over."""
        if interpreter not in get_args(Interpreter):
            raise ValueError(f"interpreter must be one of {get_args(Interpreter)}, not {interpreter!r}")
        # The tests' container is of the same image as the candidate's.
        if interpreter == "free-threaded" and not os.access(FREE_THREADED, os.X_OK):
            raise CannotCross(
                "the image of this exercise has no free-threaded interpreter; "
                'write "image: freethreaded" in exercise.yaml'
            )
        self._interpreter = interpreter
        old = self._peer
        if old is None:
            return
        self.drain()
        self._peer = None
        self._kill()
        old.close()
        movable = [(ref, proxy) for ref, proxy in old.borrowed() if _origin(ref, proxy, self.modules)]
        movable.sort(key=lambda pair: _order(pair[1]))
        for ref, proxy in movable:
            self._move(ref, proxy)

    def _move(self, ref: Ref, proxy: Any) -> None:
        module, path = _origin(ref, proxy, self.modules) or ("", "")
        peer = self.peer
        fresh = peer.ask("resolve", 0, module, (path,), _NOTHING)
        peer.take_over(ref, proxy, fresh)


def _origin(ref: Ref, proxy: Any, modules: Sequence[str]) -> tuple[str, str] | None:
    """Where an object can be found again in a fresh process: module and qualified name."""
    if isinstance(proxy, RemoteModule):
        return proxy.__name__, ""
    module, name = ref.desc.get("module"), ref.desc.get("qualname")
    if type(module) is not str or type(name) is not str or "<" in name or ref.desc.get("bound"):
        return None
    return (module, name) if module.partition(".")[0] in modules else None


def _order(proxy: Any) -> int:
    if isinstance(proxy, RemoteModule):
        return 0
    return len(proxy.__mro__) if isinstance(proxy, type) else 1000


__all__ = ["Channel", "GraderPeer", "Output", "Session"]
