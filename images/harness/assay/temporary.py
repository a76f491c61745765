"""Temporary files, which tests and submission exchange: in one folder, where either may read and remove the other's."""

from __future__ import annotations

import contextlib
import functools
import os
from typing import Any, Final

__all__ = ["lay_out", "share", "share_database", "share_databases"]

_SHARED: Final = "/scratch/"
_FOLDER: Final = "/scratch/tmp"
_PRIVATE: Final = "/tmp"  # each container has its own


def lay_out() -> None:
    """Make the folder, if it is not there."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(_FOLDER)
        os.chmod(_FOLDER, 0o777)


def share(tempfile: Any) -> None:
    """Have ``tempfile`` make its files and folders there, for both users; it would make them for one alone.

    Also those for which ``dir="/tmp"`` was given, as one would where both have one folder of that name.
    """
    make_folder, make_file = tempfile.mkdtemp, tempfile._mkstemp_inner

    def mkdtemp(suffix: Any = None, prefix: Any = None, dir: Any = None) -> Any:
        path = make_folder(suffix, prefix, _shared(dir))
        os.chmod(path, 0o777)
        return path

    def mkstemp_inner(dir: Any, *rest: Any) -> Any:
        fd, path = make_file(_shared(dir), *rest)
        os.fchmod(fd, 0o666)
        return fd, path

    tempfile.mkdtemp, tempfile._mkstemp_inner, tempfile.tempdir = mkdtemp, mkstemp_inner, _FOLDER


def _shared(folder: Any) -> Any:
    if isinstance(folder, (str, bytes, os.PathLike)) and os.path.normpath(os.fsdecode(folder)) == _PRIVATE:
        return _FOLDER.encode() if isinstance(folder, bytes) else _FOLDER
    return folder


def share_database(database: object) -> None:
    """Make the file that SQLite is to connect to, if it is in the shared folder: it would be for one user to write."""
    if not isinstance(database, (str, bytes, os.PathLike)):
        return
    name = os.fsdecode(database)
    path = os.path.abspath(name)
    if name and not name.startswith((":memory:", "file:")) and path.startswith(_SHARED):
        with contextlib.suppress(OSError):  # it is there, or SQLite says why it cannot be
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666))


def share_databases(sqlite3: Any) -> None:
    """Have ``sqlite3`` do so for each database that is connected to."""
    original = sqlite3.connect

    @functools.wraps(original)
    def connect(database: Any, *args: Any, **kwargs: Any) -> Any:
        share_database(database)
        return original(database, *args, **kwargs)

    sqlite3.connect = sqlite3.dbapi2.connect = connect
