"""Files below ``/tmp`` that a test and the submission both name: each container has a folder of that name.

What the test's own code names there lies in the folder for temporary files that both share (``assay.temporary``).
Before the test looks, the candidate's process copies the file that it has made under that name; a folder, and what the
test changes, it moves, and has a link to it. Pytest and its like keep the tests' own ``/tmp``.
"""

from __future__ import annotations

import builtins
import functools
import io
import os
from collections.abc import Callable, Sequence
from typing import Any, Final

from assay.folder import replace
from assay.importing import when_imported
from assay.stacks import is_of_tests
from assay.temporary import FOLDER, PRIVATE

__all__ = ["Named"]

_OWN: Final = frozenset({"pycache", "hypothesis"})
_LOOKS: Final = ("access", "chdir", "lstat", "readlink", "stat", "statvfs")
_LISTS: Final = ("listdir", "scandir")
_CHANGES: Final = ("chmod", "chown", "mkdir", "mkfifo", "remove", "rmdir", "truncate", "unlink", "utime")
_CHANGES_TWO: Final = ("link", "rename", "replace", "symlink")
_SUPPORTS: Final = ("supports_dir_fd", "supports_effective_ids", "supports_fd", "supports_follow_symlinks")
_FOLDERS: Final = ("dir_fd", "src_dir_fd", "dst_dir_fd")
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT

_getcwd, _lstat = os.getcwd, os.lstat


class Named:
    """The grader's half.

    ``root`` is the tests' folder; ``settle`` has the candidate's process do :func:`assay.temporary.meet` now, and
    ``later`` before it is asked anything else.
    """

    def __init__(
        self, root: str, settle: Callable[[Sequence[str] | None, bool], object], later: Callable[[list[str]], object]
    ) -> None:
        self._root = os.path.join(root, "")
        self._settle, self._later = settle, later
        self._changed: set[str] = set()

    def path(self, given: Any, changes: bool = False, lists: bool = False) -> Any:
        """Where a path of the test's leads to: the same, unless it is one below ``/tmp``."""
        if not isinstance(given, (str, bytes, os.PathLike)):
            return given
        try:
            full = os.fsdecode(given)
            full = os.path.normpath(full if full.startswith("/") else os.path.join(_getcwd(), full))
        except OSError:  # there is no working folder
            return given
        name = full[len(PRIVATE) + 1 :].partition("/")[0]
        if not f"{full}/".startswith(f"{PRIVATE}/") or not (name or lists) or name in _OWN:
            return given
        if not is_of_tests(self._root) or name and _is_there(os.path.join(PRIVATE, name)):
            return given
        self._settle([name] if name else None, changes)
        if changes:
            self._changed.add(name)
            self._later(sorted(self._changed))
        found = FOLDER + full[len(PRIVATE) :]
        return os.fsencode(found) if isinstance(given, bytes) else found

    def install(self) -> None:
        """Have ``open`` and the functions of ``os`` do so."""
        opening = self._opening(builtins.open)
        replace(builtins, "open", opening)
        vars(io)["open"] = opening
        when_imported("sqlite3", self._hook_databases)
        for name in (*_LOOKS, *_LISTS, *_CHANGES):
            self._replace(name, self._leading(getattr(os, name), ("path",), name in _CHANGES, name in _LISTS))
        for name in _CHANGES_TWO:
            self._replace(name, self._leading(getattr(os, name), ("src", "dst"), True))
        self._replace("open", self._os_opening(os.open))

    def _hook_databases(self, sqlite3: Any) -> None:
        sqlite3.connect = sqlite3.dbapi2.connect = self._leading(sqlite3.connect, ("database",))

    def _replace(self, name: str, function: Callable[..., Any]) -> None:
        original = getattr(os, name)
        replace(os, name, function)
        for kind in _SUPPORTS:  # by which shutil chooses what to call
            if original in getattr(os, kind):
                getattr(os, kind).add(function)

    def _leading(
        self, original: Callable[..., Any], names: Sequence[str], changes: bool = False, lists: bool = False
    ) -> Callable[..., Any]:
        """A function whose parameters of these names, the first ones, are paths."""

        @functools.wraps(original)
        def function(*args: Any, **kwargs: Any) -> Any:
            if any(kwargs.get(name) is not None for name in _FOLDERS):
                return original(*args, **kwargs)
            if lists and not args and not kwargs:
                args = (".",)
            found = [self.path(arg, changes, lists) for arg in args[: len(names)]]
            kwargs.update({name: self.path(kwargs[name], changes, lists) for name in names if name in kwargs})
            return original(*found, *args[len(names) :], **kwargs)

        return function

    def _opening(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def open(
            file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, errors: str | None = None,
            newline: str | None = None, closefd: bool = True, opener: Any = None,
        ) -> Any:  # fmt: skip
            found = self.path(file, not {"w", "a", "x", "+"}.isdisjoint(mode))
            return original(found, mode, buffering, encoding, errors, newline, closefd, opener)

        return open

    def _os_opening(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def open(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
            found = path if dir_fd is not None else self.path(path, bool(flags & _WRITES))
            return original(found, flags, mode, dir_fd=dir_fd)  # type: ignore[no-any-return]

        return open


def _is_there(path: str) -> bool:
    try:
        _lstat(path)
    except OSError:
        return False
    return True
