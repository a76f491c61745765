"""The services that an exercise asks for, as its hidden tests see them.

``assay.postgres`` and ``assay.redis`` are the objects of this module. What they give are plain
texts, to be used with whatever client the tests like. The administrator's is for the tests alone:
never hand it, or a client made with it, to the submission.
"""

from __future__ import annotations

import dataclasses
import socket
import time
from collections.abc import Iterable, Mapping
from typing import Final

from assay.errors import HarnessError

__all__ = ["Accounts", "Postgres", "Redis", "accounts_from", "postgres", "redis"]

_HOST: Final = "127.0.0.1"
_POSTGRES_PORT: Final = 5432
_REDIS_PORT: Final = 6379
_SERVICE_UID: Final = 10002
_ANSWER_S: Final = 10.0
_UP_S: Final = 5.0
_LISTENS: Final = "0A"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Accounts:
    """The passwords of one service in this run."""

    admin: str
    candidate: str


def accounts_from(services: Iterable[Mapping[str, str]]) -> dict[str, Accounts]:
    """Gives the accounts by service, of what a ``suite`` message says."""
    return {s["name"]: Accounts(admin=s["admin"], candidate=s["candidate"]) for s in services}


class Postgres:
    """PostgreSQL 17 with one database, empty at the start of each run."""

    @property
    def admin(self) -> str:
        """The DSN of its superuser, for the tests."""
        # A server that somebody else has put in its place does not get to see the password.
        return f"postgresql://admin:{_accounts('postgres').admin}@{self._place}?require_auth=scram-sha-256"

    @property
    def dsn(self) -> str:
        """The DSN of the candidate's account.

        It may use what it is granted, and create tables in the schema ``candidate``, which
        comes first on its search path.
        """
        return f"postgresql://candidate:{_accounts('postgres').candidate}@{self._place}"

    _place = f"{_HOST}:{_POSTGRES_PORT}/app"


class Redis:
    """Redis 8, empty at the start of each run."""

    @property
    def admin(self) -> str:
        """The URL of an account that may do anything, for the tests."""
        return f"redis://admin:{_accounts('redis').admin}@{_HOST}:{_REDIS_PORT}/0"

    @property
    def url(self) -> str:
        """The URL of the candidate's account: all keys, but no command that Redis calls dangerous, save INFO."""
        return f"redis://candidate:{_accounts('redis').candidate}@{_HOST}:{_REDIS_PORT}/0"

    def restart(self, down: float = 0.0) -> None:
        """Restarts the server, which forgets everything; returns when it answers again.

        Its port is closed for at least ``down`` seconds. Every connection is cut, the test's own
        included. Use none of the administrator's meanwhile. Raises ``RuntimeError`` if it does not
        come back, which is so where the submission has taken its port.
        """
        password = _accounts("redis").admin
        if _owner(_REDIS_PORT) != _SERVICE_UID:
            raise RuntimeError(f"port {_REDIS_PORT} is not the service's")
        with socket.create_connection((_HOST, _REDIS_PORT), _ANSWER_S) as link:
            for command in (f"AUTH admin {password}", "CONFIG SET port 0", "CLIENT KILL SKIPME yes"):
                _order(link, command)
            time.sleep(down)
            link.sendall(b"SHUTDOWN NOSAVE NOW FORCE\r\n")
            while link.recv(1 << 10):
                pass
        deadline = time.monotonic() + _UP_S
        # Not by asking: the submission could answer, and would be told the password.
        while _owner(_REDIS_PORT) != _SERVICE_UID:
            if time.monotonic() > deadline:
                raise RuntimeError(f"Redis did not start again within {_UP_S:g} s")
            time.sleep(0.01)


postgres: Final = Postgres()
redis: Final = Redis()


def _accounts(name: str) -> Accounts:
    from assay import backend

    found = backend.current().services.get(name)
    if found is None:
        raise HarnessError(f"there is no service {name!r}: exercise.yaml must say `services: [{name}]`")
    return found


def _order(link: socket.socket, command: str) -> None:
    """Sends a command and reads its answer of one line."""
    link.sendall(command.encode() + b"\r\n")
    answer = b""
    while not answer.endswith(b"\r\n"):
        part = link.recv(1 << 10)
        if not part:
            raise RuntimeError(f"Redis has closed the connection at {command.split()[0]}")
        answer += part
    if answer.startswith(b"-"):
        raise RuntimeError(f"Redis refuses {command.split()[0]}: {answer.decode('utf-8', 'replace').strip()}")


def _owner(port: int) -> int | None:
    """Gives the user whose socket listens at a port of the loopback network, as the kernel says."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        next(table)
        for line in table:
            _, local, _, state, _, _, _, uid, *_ = line.split()
            if state == _LISTENS and local.endswith(f":{port:04X}"):
                return int(uid)
    return None
