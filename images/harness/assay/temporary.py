"""Temporary files, which tests and submission exchange: in one folder, where either may read and remove the other's."""

from __future__ import annotations

import contextlib
import os
from typing import Any, Final

__all__ = ["lay_out", "share"]

_FOLDER: Final = "/scratch/tmp"


def lay_out() -> None:
    """Make the folder, if it is not there."""
    with contextlib.suppress(FileExistsError):
        os.mkdir(_FOLDER)
        os.chmod(_FOLDER, 0o777)


def share(tempfile: Any) -> None:
    """Have ``tempfile`` make its files and folders there, for both users; it would make them for one alone."""
    make_folder, make_file = tempfile.mkdtemp, tempfile._mkstemp_inner

    def mkdtemp(*args: Any, **kwargs: Any) -> Any:
        path = make_folder(*args, **kwargs)
        os.chmod(path, 0o777)
        return path

    def mkstemp_inner(*args: Any, **kwargs: Any) -> Any:
        fd, path = make_file(*args, **kwargs)
        os.fchmod(fd, 0o666)
        return fd, path

    tempfile.mkdtemp, tempfile._mkstemp_inner, tempfile.tempdir = mkdtemp, mkstemp_inner, _FOLDER
