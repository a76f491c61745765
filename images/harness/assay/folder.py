"""The folder in which tests and submission begin, and the submission's files where tests look for them.

In one process both would write ``out.txt`` into one working folder, and find each other's. So the session and the
candidate's process begin in a folder that they share, in which the submission's files lie as well.
The hidden tests do not: what a test reads there by a relative path is found beside the tests instead.

The text of a submitted module is the grader's own copy, whatever lies in the folder by now, and it is text only: what
runs it is ``assay.programs``, in the candidate's process.
"""

from __future__ import annotations

import builtins
import io
import os
import pathlib
import re
import stat as modes
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from assay.begin import HOME
from assay.owners import is_shared
from assay.stacks import is_of_tests
from assay.temporary import PRIVATE

__all__ = ["ALIKE", "PYTHON", "Folder", "replace"]

ALIKE: Final = ("/", PRIVATE)
"""Folders that both sides have, and where nobody but root puts programs or their settings."""
_PLACES: Final = ("", HOME)  # above the tests, and where the candidate's process has them
PYTHON: Final = re.compile(r"python(3(\.\d+)?)?")
type _Path = str | bytes | os.PathLike[Any]


class Folder:
    """The working folder ``path`` of the tests below ``root``, and what was submitted."""

    def __init__(self, path: str, root: str, files: Mapping[str, bytes]) -> None:
        self.path = path
        self.root = root
        self.asked = False  # whether anybody has seen what was submitted
        self.fetch: Callable[[str], Any] | None = None  # what lies at a path, of which only the candidate may read it
        self._led = path
        self._files = files
        self._by_name: dict[str, list[str]] = {}
        for file in files:
            self._by_name.setdefault(os.path.basename(file), []).append(file)

    def lay_out(self) -> None:
        """Make the folder, if it is not there, with what was submitted: modules as links to where they run."""
        try:
            os.mkdir(self.path)
        except FileExistsError:
            return
        os.chmod(self.path, 0o777)
        for file, data in self._files.items():
            target = os.path.join(self.path, file)
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if file.endswith(".py"):
                os.symlink(os.path.join(HOME, file), target)
            else:
                pathlib.Path(target).write_bytes(data)

    def put(self, file: str, data: bytes) -> None:
        """Write one more file, as ``assay.put`` did where the submission lies."""
        target = os.path.join(self.path, file)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if os.path.islink(target):
            os.unlink(target)
        with open(target, "wb") as out:  # whatever is a link leads nowhere but into the shared folder
            out.write(data)

    def lead(self, path: Any) -> None:
        """Follow the submission, whose process has gone to another folder, if both sides share that or have one."""
        shared = os.path.join(os.path.dirname(self.path), "")
        if type(path) is not str or "\0" in path:
            return
        if path in ALIKE:
            _chdir(path)
            self._led = path
            return
        real = os.path.realpath(path)
        if real.startswith(shared) and os.path.isdir(real):
            _chdir(real)
            if os.getcwd().startswith(shared):
                self._led = os.getcwd()
            else:  # a link since
                _chdir(self.path)

    def is_led(self) -> bool:
        """Whether this process is where the submission begins or has led it, and would not have gone by itself."""
        return os.getcwd() in (self.path, self._led)

    def submitted(self, path: Any) -> str | None:
        """The submitted file that a test means by a path: beside the tests, above them, in /work, or here."""
        if not isinstance(path, (str, bytes, os.PathLike)):
            return None
        full = os.path.abspath(os.fsdecode(path))
        found = self._by_name.get(os.path.basename(full), ())
        for file in found if found and is_of_tests(f"{self.root}/") else ():
            if not full.endswith(f"/{file}"):
                continue
            place = full[: -len(file) - 1]
            if place == self.path or place in _PLACES or f"{place}/".startswith(f"{self.root}/"):
                self.asked = True
                return None if place.startswith(self.root) and _stat_is_file(full) else file
        return None

    def in_home(self, path: Any) -> str | None:
        """A path that names a submitted file, as the candidate's process has it."""
        file = self.submitted(path)
        return None if file is None else os.path.join(HOME, file)

    def interpreter(self, path: str) -> list[str]:
        """The words that begin a command whose program is a submitted file, by its first line; none for another."""
        file = self.submitted(path) if "/" in path else None
        if file is None or not self._files[file].startswith(b"#!"):
            return []
        words = self._files[file].partition(b"\n")[0][2:].decode("utf-8", "replace").split()
        words = [word for word in words if os.path.basename(word) != "env" and word != "-S"]
        if words and PYTHON.fullmatch(os.path.basename(words[0])):
            words[0] = "python3"
        return words

    def text(self, path: Any) -> bytes | None:
        """What a test reads at a path, where that is not what lies there."""
        file = self.submitted(path)
        if file is None or not file.endswith(".py") and _stat_is_file(path):
            return None
        return self._files[file]

    def holds(self, text: str) -> bool:
        """Whether a text is one of the submission's, or part of one."""
        wanted = text.strip().encode("utf-8", "replace")
        held = bool(wanted) and any(wanted in data for data in self._files.values())
        self.asked = self.asked or held
        return held

    def beside(self, path: Any) -> str | None:
        """Where a relative path that leads nowhere in the folder leads to beside the tests, if it does there."""
        if not isinstance(path, (str, bytes, os.PathLike)) or os.path.isabs(path):
            return None
        found = os.path.join(self.root, os.fsdecode(path))
        return found if os.path.lexists(found) and os.getcwd() == self.path else None

    def install(self) -> None:
        """Begin in the folder, and have ``open``, ``os.stat`` and listings see the files as said above."""
        os.chdir(self.path)
        opening = _opening(self, vars(builtins)["open"])
        replace(builtins, "open", opening)
        vars(io)["open"] = opening
        replace(os, "stat", _looking(self, os.stat))
        replace(os, "access", _allowing(self, os.access))
        for name in ("listdir", "scandir"):
            replace(os, name, _listing(self, getattr(os, name)))
        replace(os, "chmod", _sharing(os.path.join(os.path.dirname(self.path), ""), os.chmod))
        replace(os, "chdir", _entering(self, self.root, os.chdir))


def replace(module: Any, name: str, function: Callable[..., Any]) -> None:
    """Put a function in the place of a library's, past what watches for patches of tests."""
    function.__module__, function.__name__, function.__qualname__ = module.__name__, name, name
    vars(module)[name] = function


_stat, _chdir = os.stat, os.chdir


def _stat_is_file(path: _Path) -> bool:
    try:
        return modes.S_ISREG(_stat(path).st_mode)
    except (OSError, ValueError):
        return False


def _opening(folder: Folder, original: Callable[..., Any]) -> Callable[..., Any]:
    def open(
        file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, errors: str | None = None,
        newline: str | None = None, closefd: bool = True, opener: Any = None,
    ) -> Any:  # fmt: skip
        rest = (mode, buffering, encoding, errors, newline, closefd, opener)
        if type(file) is int or not {"w", "a", "x", "+"}.isdisjoint(mode):
            return original(file, *rest)
        data = folder.text(file)
        if data is not None:
            return _stream(data, str(file), mode, encoding or "utf-8", errors, newline)
        try:
            return original(file, *rest)
        except FileNotFoundError:
            found = folder.beside(file)
            if found is None:
                raise
            return original(found, *rest)
        except PermissionError:
            if folder.fetch is None or not is_shared(file):
                raise
            data = folder.fetch(os.path.abspath(os.fsdecode(file)))
            if type(data) is not bytes:
                raise
            return _stream(data, str(file), mode, encoding or "utf-8", errors, newline)

    return open


def _stream(data: bytes, name: str, mode: str, encoding: str, errors: str | None, newline: str | None) -> Any:
    raw: Any = io.BytesIO(data)
    raw.name = name
    if "b" in mode:
        return raw
    text: Any = io.TextIOWrapper(raw, encoding, errors, newline)
    text.mode = mode
    return text


def _looking(folder: Folder, original: Callable[..., Any]) -> Callable[..., Any]:
    def stat(path: Any, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> Any:
        if type(path) is int or dir_fd is not None:
            return original(path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)
        data = folder.text(path)
        if data is not None:
            now = time.time()
            return os.stat_result((modes.S_IFREG | _mode(data), 0, 0, 1, 0, 0, len(data), now, now, now))
        try:
            return original(path, follow_symlinks=follow_symlinks)
        except FileNotFoundError:
            found = folder.beside(path)
            if found is None:
                raise
            return original(found, follow_symlinks=follow_symlinks)

    return stat


def _mode(data: bytes) -> int:
    """The permissions of a submitted file."""
    return 0o755 if data.startswith(b"#!") else 0o644


def _allowing(folder: Folder, original: Callable[..., bool]) -> Callable[..., bool]:
    def access(path: Any, mode: int, **kwargs: Any) -> bool:
        data = None if kwargs else folder.text(path)
        return original(path, mode, **kwargs) if data is None else not mode & ~(_mode(data) >> 6)

    return access


def _listing(folder: Folder, original: Callable[..., Any]) -> Callable[..., Any]:
    def listing(path: Any = ".") -> Any:
        if isinstance(path, (str, os.PathLike)) and f"{os.fspath(path)}/".startswith(f"{HOME}/"):
            path = folder.path + os.fspath(path)[len(HOME) :]
        try:
            return original(path)
        except FileNotFoundError:
            found = folder.beside(path)
            if found is None:
                raise
            return original(found)

    return listing


def _sharing(shared: str, original: Callable[..., Any]) -> Callable[..., Any]:
    def chmod(path: Any, mode: int, *, dir_fd: int | None = None, follow_symlinks: bool = True) -> None:
        """What a test may read or write itself in the shared folder, and nobody else, the submission may as well."""
        named = isinstance(path, (str, bytes, os.PathLike)) and os.path.abspath(os.fsdecode(path)).startswith(shared)
        if named and type(mode) is int and not mode & 0o077:
            mode |= mode >> 3 & 0o070 | mode >> 6 & 0o007
        original(path, mode, dir_fd=dir_fd, follow_symlinks=follow_symlinks)

    return chmod


def _entering(folder: Folder, root: str, original: Callable[..., Any]) -> Callable[..., Any]:
    def chdir(path: Any) -> None:
        """The folder of the tests, which nobody may write to, is the working folder to them."""
        aside = isinstance(path, (str, bytes, os.PathLike)) and os.path.abspath(os.fsdecode(path)) in (root, HOME)
        original(folder.path if aside else path)

    return chdir
