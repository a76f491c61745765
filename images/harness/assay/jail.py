"""Processes that run as the candidate: how they begin.

The warden is PID 1 and root with SETUID, SETGID and KILL only. It has no CHOWN and no
DAC_OVERRIDE, so whatever shall belong to the candidate is made while the warden's effective
ids are the candidate's (``as_candidate``).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NoReturn

from assay.begin import ENVIRONMENT, FREE_THREADED, HOME, Interpreter, command, environment, look_plain

__all__ = ["UID", "Refused", "as_candidate", "change_user", "run_agent", "run_program", "write_file"]

UID: Final = 10001
"""User and group of every candidate process, unless the sandbox is shared."""
_SHARED_UIDS: Final = 20000
"""Below the users of a shared sandbox's submissions, one for each."""

TESTS: Final = "/tests"
"""Where the tests have their files, and the candidate those of them that they have named in a call."""

_PR_SET_DUMPABLE: Final = 4

# A process that forks gets these; loaded while the warden starts, not while a candidate does.
_libc: Final = ctypes.CDLL(None, use_errno=True)

_uid = UID


class Refused(Exception):
    """A request that cannot be done; the message says why."""


def change_user() -> None:
    """Gives the next submission of a shared sandbox a user of its own, that nobody had before."""
    global _uid
    if _uid == UID:
        if not os.stat(HOME).st_mode & 0o002:
            with as_candidate():  # who owns the folder, and will not be used again
                os.chmod(HOME, 0o777)
        _uid = _SHARED_UIDS
    _uid += 1


@contextlib.contextmanager
def as_candidate() -> Iterator[None]:
    """Runs the block with the candidate's effective user and group, and no capability.

    A process cannot signal or trace the warden meanwhile: its real and saved ids stay root's.
    """
    os.setegid(_uid)
    os.seteuid(_uid)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


def _parts(path: str) -> list[str]:
    parts = path.split("/")
    if "\0" in path or any(part in ("", ".", "..") for part in parts):
        raise Refused(f"not a relative path: {path!r}")
    return parts


def write_file(path: str, data: bytes) -> None:
    """Writes a file below HOME as the candidate. Raises ``Refused``.

    Never follows a link out and never waits, whatever the candidate has put there.
    """
    parts = _parts(path)
    flags = os.O_NOFOLLOW | os.O_CLOEXEC
    with as_candidate(), contextlib.ExitStack() as opened:
        try:
            folder = os.open(HOME, os.O_RDONLY | os.O_DIRECTORY | flags)
            opened.callback(os.close, folder)
            for part in parts[:-1]:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(part, 0o777, dir_fd=folder)
                folder = os.open(part, os.O_RDONLY | os.O_DIRECTORY | flags, dir_fd=folder)
                opened.callback(os.close, folder)
            with contextlib.suppress(FileNotFoundError):
                os.unlink(parts[-1], dir_fd=folder)
            fd = os.open(parts[-1], os.O_WRONLY | os.O_CREAT | os.O_EXCL | flags, 0o666, dir_fd=folder)
            opened.callback(os.close, fd)
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(fd, rest) :]
        except OSError as error:
            raise Refused(f"cannot write {path!r}: {error.strerror}") from error


def hand_over(path: str, data: bytes) -> None:
    """Writes a file of the tests where they have it, for the candidate to read. Raises ``Refused``."""
    target = os.path.join(TESTS, *_parts(path))
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as out:  # nobody else can write there
            out.write(data)
    except OSError as error:
        raise Refused(f"cannot write {target!r}: {error.strerror}") from error


def run_agent(
    channel: socket.socket, spawn: socket.socket, stdout: int, stderr: int, interpreter: Interpreter
) -> int:
    """Forks a process that becomes the candidate's interpreter; gives its pid.

    Raises ``Refused`` when no process can be had, or the image lacks that interpreter.
    """
    if interpreter != "standard" and not os.access(FREE_THREADED, os.X_OK):
        raise Refused(f"this image has no {interpreter} interpreter")

    def become() -> NoReturn:
        _enter(stdout, stderr, keep=[channel.fileno(), spawn.fileno()])
        if interpreter != "standard":
            channel.set_inheritable(True)
            spawn.set_inheritable(True)
            os.execve(FREE_THREADED, command(channel.fileno(), spawn.fileno()), environment())
        look_plain()
        from assay import agent

        agent.serve(channel, spawn)

    return _fork(become)


def run_program(argv: Sequence[str], env: Mapping[str, str], cwd: str, output: int) -> int:
    """Forks a process that becomes a program of the candidate's; gives its pid.

    Raises ``Refused`` when no process can be had. A program that cannot be executed
    ends with status 127 and says why on its output.
    """

    def become() -> NoReturn:
        _enter(output, output, keep=[])
        try:
            os.chdir(os.path.join(HOME, cwd))
            os.execvpe(argv[0], list(argv), {**ENVIRONMENT, **env})
        except (OSError, ValueError) as error:
            os.write(2, f"cannot start {argv[0]!r}: {error}\n".encode())
            os._exit(127)

    return _fork(become)


def _fork(become: Callable[[], NoReturn]) -> int:
    try:
        pid = os.fork()
    except OSError as error:
        raise Refused(f"no process can be started: {error.strerror}") from error
    if pid == 0:
        try:
            become()
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(70)
    return pid


def _enter(stdout: int, stderr: int, keep: Sequence[int]) -> None:
    """Makes this fresh child a process of the candidate's, with nothing of the warden's."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    os.setsid()
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as score:
        score.write("1000")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    first = 3
    for fd in sorted(keep):
        os.closerange(first, fd)
        first = fd + 1
    os.closerange(first, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.setgroups([])
    os.setresgid(_uid, _uid, _uid)
    os.setresuid(_uid, _uid, _uid)
    # Changing ids hides /proc/self from its own process; a plain interpreter can read it.
    _libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0)
    # Files that tests and candidate exchange in /scratch are written by both.
    os.umask(0)
    os.chdir(HOME)
