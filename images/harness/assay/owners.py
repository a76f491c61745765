"""What the system lets only a file's owner do in the folder that both sides share: the owner's process does it.

Tests and submission are two users. One may set the times of a file that the other has made, or its permissions, as one
process may; a test reads what the submission has kept to itself.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import Any, Final

from assay.errors import ProtocolError

__all__ = ["SHARED", "hook", "is_shared", "serve"]

SHARED: Final = "/scratch/"
_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_MOST: Final = 64 << 20  # bytes that are read

_open, _close, _readlink, _fchmod, _utime, _read, _fstat = (
    os.open, os.close, os.readlink, os.fchmod, os.utime, os.read, os.fstat,
)  # fmt: skip


def _chmod(fd: int, mode: int) -> None:
    _fchmod(fd, mode & 0o777)


def _set_times(fd: int, times: Any = None, ns: Any = None) -> None:
    _utime(fd, times) if ns is None else _utime(fd, ns=ns)


def _contents(fd: int) -> bytes:
    if _fstat(fd).st_size > _MOST:
        raise OSError(f"larger than {_MOST >> 20} MiB")
    parts = []
    while part := _read(fd, 1 << 20):
        parts.append(part)
    return b"".join(parts)


_DONE: Final[dict[str, Callable[..., Any]]] = {"chmod": _chmod, "utime": _set_times, "read": _contents}


def serve(name: Any, path: Any, *args: Any, **kwargs: Any) -> Any:
    """Do it to a file of the shared folder, and to none that a link leads to. Raises ``OSError``."""
    if name not in _DONE or type(path) is not str or "\0" in path:
        raise ProtocolError("something to do to a file that makes no sense")
    fd = _open(path, _FLAGS)
    try:
        if not _readlink(f"/proc/self/fd/{fd}").startswith(SHARED):
            raise PermissionError(f"{path!r} is not in {SHARED}")
        return _DONE[name](fd, *args, **kwargs)
    finally:
        _close(fd)


def is_shared(path: Any) -> bool:
    """Whether a path leads into the shared folder, if no link leads out of it."""
    return isinstance(path, (str, bytes, os.PathLike)) and os.path.abspath(os.fsdecode(path)).startswith(SHARED)


def hook(ask: Callable[..., Any]) -> None:
    """Have ``os.chmod`` and ``os.utime`` ask the other side where this one may not; ``ask`` takes what serve takes."""
    for name in ("chmod", "utime"):
        vars(os)[name] = _asking(name, getattr(os, name), ask)


def _asking(name: str, original: Callable[..., Any], ask: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def function(path: Any, *args: Any, **kwargs: Any) -> None:
        try:
            original(path, *args, **kwargs)
        except PermissionError:
            if not is_shared(path) or kwargs.pop("dir_fd", None) is not None or not kwargs.pop("follow_symlinks", True):
                raise
            ask(name, os.path.abspath(os.fsdecode(path)), *args, **kwargs)

    return function
