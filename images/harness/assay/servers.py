"""The programs that a test has started as the candidate, and the last words of each."""

from __future__ import annotations

import dataclasses
import os
import select
from collections.abc import Mapping, Sequence
from typing import Any, Final

from assay import jail

__all__ = ["Servers"]

_LOG_BYTES: Final = 256 << 10
_CHUNK: Final = 1 << 16


@dataclasses.dataclass(slots=True)
class _Server:
    pid: int
    output: int  # read end of its streams, -1 once they have ended
    tail: bytearray
    status: int | None = None  # wait status once it has ended


class Servers:
    """Servers by number. Their streams are watched by ``poll``, which calls ``read``."""

    def __init__(self, poll: select.poll) -> None:
        self._poll = poll
        self._servers: dict[int, _Server] = {}

    def spawn(self, argv: Sequence[str], env: Mapping[str, str], cwd: str) -> int:
        """Starts a program and gives its number. Raises ``jail.Refused``."""
        if not argv:
            raise jail.Refused("spawn takes at least the program's name")
        with jail.as_candidate():
            output, output_in = os.pipe()
        try:
            pid = jail.run_program(argv, env, cwd, output_in)
        except jail.Refused:
            os.close(output)
            raise
        finally:
            os.close(output_in)
        os.set_blocking(output, False)
        self._poll.register(output, select.POLLIN)
        number = len(self._servers) + 1
        self._servers[number] = _Server(pid=pid, output=output, tail=bytearray())
        return number

    def forget(self) -> None:
        """Drops all servers, which have ended."""
        for server in self._servers.values():
            if server.output >= 0:
                self._poll.unregister(server.output)
                os.close(server.output)
        self._servers.clear()

    def any_runs(self) -> bool:
        """Tells whether any server has not ended."""
        return any(server.status is None for server in self._servers.values())

    def note_ends(self, ended: Mapping[int, int]) -> None:
        """Takes the wait status of processes by pid."""
        for server in self._servers.values():
            if server.status is None:
                server.status = ended.get(server.pid)

    def end(self, number: int) -> dict[str, Any] | None:
        """Gives how a server has ended, ``None`` if it has not. Raises ``jail.Refused``."""
        status = self._get(number).status
        if status is None:
            return None
        code = os.waitstatus_to_exitcode(status)
        return {"status": code if code >= 0 else None, "signal": -code if code < 0 else None}

    def signal(self, number: int, signum: int) -> bool:
        """Signals a server's main process; False if it has ended. Raises ``jail.Refused``."""
        server = self._get(number)
        if server.status is not None:
            return False
        os.kill(server.pid, signum)
        return True

    def log(self, number: int) -> str:
        """Gives the end of what a server wrote. Raises ``jail.Refused``."""
        server = self._get(number)
        self._drain(server)
        return server.tail.decode("utf-8", "replace")

    def read(self, fd: int) -> None:
        """Takes what has arrived on a descriptor that ``poll`` found readable."""
        for server in self._servers.values():
            if server.output == fd:
                self._drain(server)

    def _get(self, number: int) -> _Server:
        if number not in self._servers:
            raise jail.Refused(f"no server has number {number}")
        return self._servers[number]

    def _drain(self, server: _Server) -> None:
        """Takes at most one pipe's worth, so that a flood cannot keep the warden busy."""
        if server.output < 0:
            return
        try:
            part = os.read(server.output, _CHUNK)
        except BlockingIOError:
            return
        if not part:
            self._poll.unregister(server.output)
            os.close(server.output)
            server.output = -1
            return
        server.tail += part
        del server.tail[:-_LOG_BYTES]
