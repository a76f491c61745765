"""The failures that harness modules and hidden tests speak of."""

from __future__ import annotations

from typing import Literal

__all__ = ["CandidateGone", "CannotCross", "GoneKind", "HarnessError", "ProtocolError"]

GoneKind = Literal["timeout", "crashed", "out_of_memory", "output_limit", "protocol"]
"""Why a candidate process is of no more use.

``timeout``: it did not answer in time; ``crashed``: it ended; ``out_of_memory``: the kernel
ended it at the memory limit; ``output_limit``: it wrote more than it may; ``protocol``: it
broke the rules of the channel.
"""


class CandidateGone(BaseException):
    """The candidate process that a test was talking to is gone.

    Not an ``Exception``, so that a test's ``except Exception`` does not hide it.
    The running test has the outcome that ``kind`` names, whatever it does next.
    """

    def __init__(self, kind: GoneKind, message: str) -> None:
        super().__init__(message)
        self.kind: GoneKind = kind
        self.message = message

    def again(self) -> BaseException:
        """A copy to raise once more, without the traceback of the last time."""
        copy = CandidateGone(self.kind, self.message)
        copy.__cause__ = self.__cause__
        return copy


class CannotCross(Exception):
    """A value cannot be handed to, or fetched from, the candidate's process.

    The test's author has to change the test. The message is one sentence: which
    value, why, and what to write instead.
    """


class HarnessError(Exception):
    """Assay itself broke: a peer of ours is missing or answered nonsense."""


class ProtocolError(Exception):
    """The peer sent something that the protocol does not allow."""
