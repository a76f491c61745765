"""The candidate's process begins: an interpreter that the warden has forked, or one that it has executed.

Run as ``python3.13t -sP -X gil=0 -m assay.begin CHANNEL SPAWN`` it is the latter, and the arguments are
the descriptors of the proxy's two sockets.
"""

from __future__ import annotations

import os
import socket
import sys
import types
from typing import Final, Literal, NoReturn

__all__ = ["ENVIRONMENT", "FREE_THREADED", "HOME", "Interpreter", "command", "look_plain", "main"]

HOME: Final = "/work"
"""Folder of the submission."""

Interpreter = Literal["standard", "free-threaded"]
"""What runs the submission: the image's ``python3``, or CPython without the GIL."""

FREE_THREADED: Final = "/usr/local/bin/python3.13t"
"""The second one, in images that have it."""

ENVIRONMENT: Final = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
}
"""All environment variables of a candidate's process."""

_ISOLATED: Final = "-sP"  # as the warden is started, with which all have one hash seed (ADR 0021)
_OPTIONS: Final = (_ISOLATED, "-X", "gil=0")  # not PYTHON_GIL, with which the standard interpreter would not start
_SEED: Final = "PYTHONHASHSEED"
_NO_CACHE: Final = "/nonexistent"


def command(channel: int, spawn: int) -> list[str]:
    """Gives the arguments, the program's name first, that begin a process without the GIL."""
    return [FREE_THREADED, *_OPTIONS, "-m", "assay.begin", str(channel), str(spawn)]


def environment() -> dict[str, str]:
    """Gives the environment with which that process begins: its own, and the hash seed of this one."""
    return ENVIRONMENT | {name: value for name, value in os.environ.items() if name == _SEED}


def look_plain(options: tuple[str, ...] = (_ISOLATED,)) -> None:
    """Makes this interpreter look as if it had been started with these options in HOME.

    A forked one has the warden's hash seed, which is the grader's too (ADR 0021). ``random`` seeds itself anew
    after a fork.
    """
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    sys.path[:0] = [HOME, f"{HOME}/src"] if os.path.isdir(f"{HOME}/src") else [HOME]
    sys.argv = [""]
    sys.orig_argv = [sys.executable, *options]
    sys.dont_write_bytecode = True
    # A submitted __pycache__ is not looked at: what runs is the source.
    sys.pycache_prefix = _NO_CACHE
    # Processes that multiprocessing spawns import __main__ again, if it has a file.
    main = types.ModuleType("__main__")
    main.__dict__["__builtins__"] = __builtins__
    sys.modules["__main__"] = main


def main() -> NoReturn:
    """Becomes the candidate's process on the descriptors named by the arguments."""
    sockets = [socket.socket(fileno=int(number)) for number in sys.argv[1:3]]
    for sock in sockets:
        sock.set_inheritable(False)
    from assay import apart  # noqa: F401 - first: it holds for what is imported from here on
    from assay import agent

    look_plain(_OPTIONS)
    agent.serve(*sockets)


if __name__ == "__main__":
    main()
