"""Temporary files, which tests and submission exchange: in one folder, where either may read and remove the other's."""

from __future__ import annotations

import contextlib
import errno
import functools
import os
from collections.abc import Collection
from typing import Any, Final

__all__ = ["FOLDER", "PRIVATE", "bridge", "lay_out", "meet", "share", "share_database", "share_databases"]

_SHARED: Final = "/scratch/"
FOLDER: Final = "/scratch/tmp"
PRIVATE: Final = "/tmp"  # each container has its own


def lay_out() -> None:
    """Make the folder, if it is not there."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(FOLDER)
        os.chmod(FOLDER, 0o777)


def share(tempfile: Any) -> None:
    """Have ``tempfile`` make its files and folders there, for both users; it would make them for one alone.

    Also those for which ``dir="/tmp"`` was given.
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

    tempfile.mkdtemp, tempfile._mkstemp_inner, tempfile.tempdir = mkdtemp, mkstemp_inner, FOLDER


def _shared(folder: Any) -> Any:
    if isinstance(folder, (str, bytes, os.PathLike)) and os.path.normpath(os.fsdecode(folder)) == PRIVATE:
        return FOLDER.encode() if isinstance(folder, bytes) else FOLDER
    return folder


def bridge() -> None:
    """Have renaming work between the two folders in which temporary files of the candidate's may be."""
    for name in ("rename", "replace"):
        _set_renaming(name, getattr(os, name))


def _set_renaming(name: str, original: Any) -> None:
    @functools.wraps(original)
    def rename(src: Any, dst: Any, **kwargs: Any) -> None:
        try:
            original(src, dst, **kwargs)
        except OSError as error:
            if error.errno != errno.EXDEV or kwargs:
                raise
            import shutil

            if _isdir(src):
                shutil.copytree(src, dst, symlinks=True)
            else:
                shutil.copy2(src, dst, follow_symlinks=False)
            _remove(os.fsdecode(src))

    setattr(os, name, rename)


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


_lexists, _islink, _isdir, _isfile = os.path.lexists, os.path.islink, os.path.isdir, os.path.isfile
_symlink, _unlink, _readlink, _listdir = os.symlink, os.unlink, os.readlink, os.listdir
_met: set[str] = set()


def meet(names: Collection[str] | None, take: bool) -> None:
    """The candidate's half: have what either side has made under these names of ``/tmp`` be the other's as well.

    Without names, under all there are. ``take``: move a file that is there, which the test is about to change.
    """
    for name in {*_listdir(PRIVATE), *_listdir(FOLDER)} if names is None else names:
        ours, shared = os.path.join(PRIVATE, name), os.path.join(FOLDER, name)
        with contextlib.suppress(OSError):  # something else is there, or has been
            if _islink(ours) and _readlink(ours) == shared:
                if not _lexists(shared):
                    _unlink(ours)
            elif _lexists(ours):
                _bring(ours, shared, take)
                _met.add(name)
            elif name in _met:
                _remove(shared)
                _met.discard(name)
            elif names is not None and _lexists(shared):
                _symlink(shared, ours)
                _met.add(name)


def _bring(ours: str, shared: str, take: bool) -> None:
    import shutil  # which only this needs

    if take or _isdir(ours):
        _remove(shared)
        shutil.move(ours, shared)
        _symlink(shared, ours)
    elif _isfile(ours):  # which may be open
        shutil.copy2(ours, shared)


def _remove(path: str) -> None:
    import shutil

    if _isdir(path) and not _islink(path):
        shutil.rmtree(path)
    elif _lexists(path):
        _unlink(path)
