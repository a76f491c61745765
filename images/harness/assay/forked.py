"""What a process that a test or the submission forks asks of the other side: by way of its parent.

It has its parent's channels, and must not speak on them. A thread of the parent's asks for it, over a socket of theirs.
What crosses there is pickled: plain data, exceptions, functions, and what stood for objects of the other side before
the fork. All such processes share the one process of the other side.
"""

from __future__ import annotations

import io
import socket
import threading
from _pickle import Pickler, Unpickler  # a test's are guarded
from collections.abc import Callable
from typing import Any, NoReturn

from assay.errors import CandidateGone, CannotCross
from assay.functions import RemoteFunction
from assay.peer import Peer, current
from assay.remote import ref_of
from assay.wrong import make_error

__all__ = ["Forks"]

_UNABLE = "cannot cross from a forked process, or to it; use plain data there, or threads"


class _Writer(Pickler):
    def __init__(self, file: io.BytesIO) -> None:
        super().__init__(file, protocol=5)
        self.written: list[Any] = []  # stand-ins and errors of the other side

    def persistent_id(self, obj: Any) -> Any:
        ref = None if isinstance(obj, BaseException) else ref_of(obj)
        if ref is None:
            return None
        self.written.append(obj)
        return ref.id, ref.desc if type(obj) is RemoteFunction else None

    def reducer_override(self, obj: Any) -> Any:
        """Errors that the other side has raised, as they are here: they are its own to make."""
        ref = vars(obj).get("_assay_ref") if isinstance(obj, BaseException) else None
        if ref is None:
            return NotImplemented
        self.written.append(obj)
        return _error, (type(obj), obj.args, {**vars(obj), "_assay_ref": None}, ref.id)


class _Reader(Unpickler):
    def __init__(self, file: Any, peer: Peer) -> None:
        super().__init__(file)
        self._peer = peer

    def persistent_load(self, told: Any) -> Any:
        ident, desc = told
        found = self._peer.stand_in(ident)
        if found is None and desc is None:
            raise CannotCross(f"an object that is new since then {_UNABLE}")
        if found is None:
            ref, _ = self._peer.borrow(ident, desc)
            found = RemoteFunction(ref)
            self._peer.bind(ref, found)
        return found


def _error(cls: Any, args: tuple[Any, ...], attributes: dict[str, Any], ident: int) -> Any:
    error = make_error(cls, args)
    vars(error).update(attributes, _assay_ref=current().borrow(ident, False)[0])
    return error


def _written(value: Any, kept: list[Any]) -> bytes:
    """A pickle, and in ``kept`` what must last as long as it is of use."""
    out = io.BytesIO()
    writer = _Writer(out)
    writer.dump(value)
    kept += writer.written
    return out.getvalue()


class Forks:
    """Makes a way from each process that is forked to this one's ``present`` peer, if there is one."""

    def __init__(self, present: Callable[[], Peer | None]) -> None:
        self._present = present
        self._ends: tuple[Peer, socket.socket, socket.socket] | None = None
        self._asks: Peer | None = None  # in a process that was forked: by way of the one that did it

    def before(self) -> None:
        """A process is about to be forked."""
        peer = self._present()
        self._ends = None if peer is None else (peer, *socket.socketpair())

    def in_parent(self) -> None:
        """It has been."""
        if self._ends is None:
            return
        (peer, ours, theirs), self._ends = self._ends, None
        theirs.close()
        thread = threading.Thread(target=_serve, args=(peer, ours), name="forked", daemon=True)
        vars(thread)["_assay_serves"] = True
        try:
            thread.start()
        except RuntimeError:  # the kernel's limit: the other process finds that nobody answers
            ours.close()

    def in_child(self) -> bool:
        """This is it. Whether it can ask the other side."""
        if self._ends is None:
            if self._asks is not None:  # the way is of the process that forked this one
                vars(self._asks).pop("ask")
                self._asks = None
            return False
        (peer, theirs, ours), self._ends = self._ends, None
        theirs.close()
        vars(peer).update(ask=_Child(peer, ours).ask, await_remote=_refuse)
        self._asks = peer
        self._present = lambda: None  # those that it forks have none
        return True


class _Child:
    """The forked process's end."""

    def __init__(self, peer: Peer, end: socket.socket) -> None:
        self._peer = peer
        self._file: Any = end.makefile("rwb")
        self._lock = threading.Lock()

    def ask(self, *request: Any) -> Any:
        """As ``Peer.ask``."""
        try:
            data = _written(request, [])
        except Exception as error:
            raise CannotCross(f"an argument {_UNABLE} ({error})") from None
        with self._lock:
            try:
                self._file.write(data)
                self._file.flush()
                value, failure = _Reader(self._file, self._peer).load()
            except (OSError, EOFError):
                raise CannotCross("the process that forked this one has ended") from None
        if failure is not None:
            raise failure
        return value


async def _refuse(*request: Any) -> NoReturn:
    raise CannotCross(f"what is awaited {_UNABLE}")


def _serve(peer: Peer, end: socket.socket) -> None:
    kept: list[Any] = []  # as long as there is the other process, which has them as well
    with end, end.makefile("rwb") as file:
        while True:
            try:
                answer = _answer(peer, _Reader(file, peer))
            except (OSError, EOFError):
                return
            try:
                data = _written(answer, kept)
            except Exception:
                data = _written((None, CannotCross(f"{type(answer[0] or answer[1]).__name__!r} {_UNABLE}")), kept)
            try:
                file.write(data)
                file.flush()
            except OSError:
                return


def _answer(peer: Peer, reader: _Reader) -> tuple[Any, BaseException | None]:
    """Ask what the other end wants to know: the value, or what was raised. EOFError once that has ended."""
    try:
        request = reader.load()
    except CannotCross as error:
        return None, error
    try:
        return peer.ask(*request), None
    except CandidateGone as error:
        return None, CannotCross(str(error))
    except Exception as error:
        return None, error
