"""PID 1 of a service: starts a server, opens it for this run's two accounts, and watches it.

``python3 -I -m assay.service postgres|redis [--idle S]``. Speaks frames with Go on the
descriptors it was started with as 0 and 1: ``serve`` brings the passwords, ``ready`` says that
clients can connect. It ends when Go closes its end, and when the server ends, whose standard
error is its own. With ``--idle S`` it is of a warm pod and ends when no ``serve`` comes in time.

Nobody but this process and its server is in the container, and the candidate reaches nothing of
it but the server's port on the loopback network. So what protects the server is its passwords.
"""

from __future__ import annotations

import os
import select
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Final, NoReturn, Protocol

from assay import claim, frames

__all__ = ["POSTGRES_PORT", "REDIS_PORT", "main"]

POSTGRES_PORT: Final = 5432
REDIS_PORT: Final = 6379

_DATA: Final = "/data"
_READY_S: Final = 30.0
"""Longest time in which a server has to come up; Go allows a minute for all of the pod."""
_LOOK_S: Final = 0.01
_TAKEN_S: Final = 0.05
"""The pause before a server that starts again tries once more to get its port."""


class _Server(Protocol):
    """How one kind of server is run."""

    def begin(self) -> None:
        """Does what can be done before the passwords are known."""

    def open(self, admin: str, candidate: str) -> None:
        """Returns when clients can connect. Raises ``OSError`` when it does not come to that."""

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """The server's main process."""

    def again(self, status: int) -> bool:
        """Starts the server again after it has ended with a status, if that was asked of it."""


def main() -> NoReturn:
    """Serves one run."""
    into, out = frames.take_streams()
    kinds: dict[str, Callable[[], _Server]] = {"postgres": _Postgres, "redis": _Redis}
    server = kinds[sys.argv[1]]()
    server.begin()
    idle_s = claim.idle_time(sys.argv)
    if idle_s and not select.select([into], [], [], idle_s)[0]:
        os._exit(0)
    message = frames.read(into, "go-to-service")
    if message is None:
        os._exit(0)
    for password in (message["admin"], message["candidate"]):
        if not password.isalnum() or not password.isascii():
            raise ValueError("a password that is not letters and digits")
    server.open(message["admin"], message["candidate"])
    frames.write(out, {"type": "ready", "v": frames.VERSION, "role": sys.argv[1]}, "service-to-go")
    _watch(server, into)


def _watch(server: _Server, into: int) -> NoReturn:
    """Stays until Go closes its end or the server ends; then all processes here end with this one."""
    while True:
        ended = os.pidfd_open(server.process.pid)
        ready = select.select([into, ended], [], [])[0]
        os.close(ended)
        if into in ready:
            os._exit(0)
        status = server.process.wait()
        if not server.again(status):
            how = f"exit status {status}" if status >= 0 else f"signal {-status}"
            print(f"{sys.argv[1]} has ended with {how}", file=sys.stderr)
            os._exit(1)


def _until[T](attempt: Callable[[], T], process: subprocess.Popen[bytes]) -> T:
    """Calls ``attempt`` until it raises no ``OSError``, while the server lives."""
    deadline = time.monotonic() + _READY_S
    while True:
        try:
            return attempt()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
        time.sleep(_LOOK_S)


class _Postgres:
    """Runs on a copy in memory of the cluster that the image holds."""

    def begin(self) -> None:
        subprocess.run(["cp", "-r", "/var/lib/cluster/.", _DATA], check=True)
        self.process = subprocess.Popen(["/usr/lib/postgresql/17/bin/postgres", "-D", _DATA], stdout=2)

    def open(self, admin: str, candidate: str) -> None:
        statements = f"ALTER ROLE admin PASSWORD '{admin}'; ALTER ROLE candidate PASSWORD '{candidate}'"
        _until(lambda: _as_admin(statements), self.process)

    def again(self, status: int) -> bool:
        return False


def _as_admin(statements: str) -> None:
    """Runs SQL over the server's own socket. Raises ``OSError`` where that does not work yet."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(_READY_S)
        link.connect(f"/tmp/.s.PGSQL.{POSTGRES_PORT}")
        start = struct.pack(">I", 3 << 16) + b"user\0admin\0database\0app\0\0"
        link.sendall(struct.pack(">I", len(start) + 4) + start)
        _until_idle(link)
        text = statements.encode() + b"\0"
        link.sendall(b"Q" + struct.pack(">I", len(text) + 4) + text)
        _until_idle(link)


def _until_idle(link: socket.socket) -> None:
    """Reads messages until the server waits for the next query."""
    with link.makefile("rb") as answers:
        while True:
            head = answers.read(5)
            if len(head) < 5:
                raise ConnectionError("the server has closed the connection")
            body = answers.read(struct.unpack(">I", head[1:])[0] - 4)
            if head[:1] == b"E":
                raise ConnectionError(body.replace(b"\0", b" ").decode("utf-8", "replace"))
            if head[:1] == b"Z":
                return


class _Redis:
    """Keeps everything in memory; starts again, empty, when an administrator shuts it down."""

    _again = False

    def begin(self) -> None:
        """Nothing: it starts in a few milliseconds."""

    def open(self, admin: str, candidate: str) -> None:
        self._settings = "\n".join(
            [
                "bind 127.0.0.1",
                f"port {REDIS_PORT}",
                f"dir {_DATA}",
                'save ""',
                "appendonly no",
                "maxmemory 64mb",
                "maxmemory-policy noeviction",
                "loglevel warning",
                "user default off",
                f"user admin on >{admin} ~* &* +@all",
                f"user candidate on >{candidate} ~* &* +@all -@admin -@dangerous +info",
            ]
        ).encode()
        self._start()
        hello = f"AUTH admin {admin}\r\n".encode()  # no candidate runs yet that could pose as the server
        _until(lambda: _greet(hello), self.process)

    def _start(self) -> None:
        self.process = subprocess.Popen(
            ["redis-server", "-"], stdin=subprocess.PIPE, stdout=2, env={**os.environ, "LC_ALL": "C"}
        )
        if self.process.stdin is not None:
            self.process.stdin.write(self._settings)
            self.process.stdin.close()

    def again(self, status: int) -> bool:
        if status == 0:  # as after SHUTDOWN
            self._again = True
        elif status == 1 and self._again:  # the candidate has taken its port meanwhile
            time.sleep(_TAKEN_S)
        else:
            return False
        self._start()
        return True


def _greet(hello: bytes) -> None:
    with socket.create_connection(("127.0.0.1", REDIS_PORT), _READY_S) as link:
        link.sendall(hello)
        if link.recv(100) != b"+OK\r\n":
            raise ConnectionError("the server does not know its administrator")


if __name__ == "__main__":
    main()
