"""What stands behind the authors' module: a session's sandbox, or nothing while collecting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from assay.begin import Interpreter
from assay.bounds import Ledger
from assay.control import Control
from assay.errors import HarnessError
from assay.points import Points
from assay.services import Accounts

__all__ = ["Backend", "current", "use"]


class Backend(Protocol):
    """What ``import assay`` in a hidden test asks for."""

    @property
    def control(self) -> Control:
        """The link to the warden."""

    @property
    def bounds(self) -> Ledger:
        """What the running test has measured."""

    @property
    def services(self) -> Mapping[str, Accounts]:
        """The accounts of the services that the exercise asks for."""

    @property
    def points(self) -> Points:
        """What the running test has to show."""

    def probe(self, source: str, values: Mapping[str, object]) -> Any:
        """Runs source in the candidate's process and gives plain data."""

    def restart(self, interpreter: Interpreter = "standard") -> None:
        """Replaces the candidate's process."""

    def submitted(self) -> Mapping[str, bytes]:
        """Gives the submitted files by path."""

    def put(self, path: str, data: bytes) -> None:
        """Writes a file where the submission lies, and where it begins."""


_current: list[Backend] = []


def use(backend: Backend) -> None:
    """Puts a backend behind the authors' module, for the rest of this process."""
    _current[:] = [backend]


def current() -> Backend:
    """Gives the backend. Raises ``HarnessError`` outside a hidden test."""
    if not _current:
        raise HarnessError("the assay module works inside hidden tests only")
    return _current[0]
