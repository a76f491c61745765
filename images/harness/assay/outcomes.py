"""From what pytest reports on one test to its outcome and the message the candidate may see."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator, Sequence
from typing import Final, Literal

import pytest
from _pytest._code.code import ExceptionChainRepr, ReprExceptionInfo

from assay import pytests
from assay.errors import CandidateGone, CannotCross, GoneKind, HarnessError
from assay.job import Feedback

__all__ = ["Outcome", "Phase", "Stopped", "Verdict", "describe_error", "fold", "gone_outcome", "lacking", "shorten"]

Outcome = Literal["passed", "failed", "error", "timeout", "out_of_memory", "crashed", "not_run"]

_LONGEST: Final = 16_000
_MOST_FRAMES: Final = 10
_HOME: Final = "/work/"  # of the submission, in the sandbox
_TESTS: Final = "/tests/"
_GONE: Final[dict[GoneKind, Outcome]] = {
    "timeout": "timeout",
    "crashed": "crashed",
    "out_of_memory": "out_of_memory",
    "output_limit": "error",
    "protocol": "crashed",
}


class Stopped(Exception):
    """A test raised what would stop all of pytest, such as KeyboardInterrupt."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Phase:
    """One of a test's phases, or one of its subtests."""

    report: pytest.TestReport
    error: BaseException | None


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What became of a test."""

    outcome: Outcome
    message: str  # empty when it passed


def gone_outcome(gone: CandidateGone) -> Outcome:
    """Gives the outcome of a test during which the candidate process was lost."""
    return _GONE[gone.kind]


def fold(
    phases: Sequence[Phase], gone: CandidateGone | None, *, skips_allowed: bool, feedback: Feedback
) -> Verdict:
    """Decides a test: it passed only if every phase did and the candidate was there all along.

    An expected failure (``xfail``) counts as pytest's exit status counts it.
    """
    if gone is not None:
        at = next((p for p in phases if isinstance(p.error, CandidateGone)), None)
        return Verdict(outcome=gone_outcome(gone), message=_message(gone.message, at, feedback))
    for phase in phases:
        if phase.report.failed:
            outcome: Outcome = "failed" if phase.report.when == "call" else "error"
            if isinstance(phase.error, CannotCross | HarnessError):
                outcome = "error"
            return Verdict(outcome=outcome, message=_message(_summary(phase, feedback), phase, feedback))
    for phase in phases:
        if phase.report.skipped and not hasattr(phase.report, "wasxfail") and not skips_allowed:
            reason = f"the test was skipped while it ran: {_skip_reason(phase.report)}"
            return Verdict(outcome="failed", message=_message(reason, None, feedback))
    if not any(phase.report.when == "call" for phase in phases) and not any(p.report.skipped for p in phases):
        return Verdict(outcome="error", message=_message("the test did not come to its end", None, feedback))
    return Verdict(outcome="passed", message="")


def _message(summary: str, phase: Phase | None, feedback: Feedback) -> str:
    if feedback == "verdict":
        return ""
    parts = [summary]
    if phase is not None:
        parts += _withheld_file(phase.error)
        parts += _candidate_frames(phase.error)
    if feedback == "full" and phase is not None and phase.report.longreprtext:
        parts += ["", phase.report.longreprtext]
    return shorten("\n".join(parts))


def _summary(phase: Phase, feedback: Feedback) -> str:
    """Gives the exception in a line or few, without the test's source unless feedback is full."""
    where = "" if phase.report.when == "call" else f"{phase.report.when} of the test: "
    error = phase.error
    if error is None:
        return where + (phase.report.longreprtext.strip().partition("\n")[0] or "it failed")
    if feedback == "full":
        crash = phase.report.longrepr
        if isinstance(crash, ReprExceptionInfo | ExceptionChainRepr) and crash.reprcrash is not None:
            return where + crash.reprcrash.message.partition("\n")[0]
        return where + describe_error(error)
    if isinstance(error, AssertionError):
        return where + _authors_words(error)
    return where + describe_error(error)


def _authors_words(error: AssertionError) -> str:
    """Gives what the author wrote for the reader, without the values that pytest or unittest put beside it."""
    text = str(error)
    if _raised_in_unittest(error):
        _, colon, words = text.rpartition(" : ")
        text = words if colon else ""
    elif text.startswith("assert "):
        text = ""
    else:
        text = text.partition("\nassert ")[0]
    return text.strip() or "an assertion did not hold"


def _raised_in_unittest(error: BaseException) -> bool:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return frame is not None and frame.tb_frame.f_code.co_filename.endswith(os.path.join("unittest", "case.py"))


def describe_error(error: BaseException) -> str:
    """Gives an exception as Python's last traceback line does, with the place of a syntax error."""
    if isinstance(error, pytest.fail.Exception | Stopped | CannotCross | HarnessError):
        return str(error)
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg} ({_local(str(error.filename))}, line {error.lineno})"
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def lacking(problem: pytests.Problem, submission: frozenset[str], feedback: Feedback) -> str:
    """Says why a test module could not be imported with this submission."""
    error = problem.error
    if isinstance(error, ModuleNotFoundError) and error.name and not _candidate_frames(error):
        summary = f"the submission has no module named {error.name!r}"
    elif isinstance(error, ImportError) and not _candidate_frames(error) and _is_of(error.name, submission):
        summary = f"importing from the submission failed: {error}"
    elif error is not None and _candidate_frames(error) or isinstance(error, SyntaxError):
        summary = f"importing the submission failed: {describe_error(error)}"
    else:
        summary = f"{problem.where} could not be imported with this submission: {problem.message}"
    if feedback == "verdict":
        return ""
    return shorten("\n".join([summary, *_candidate_frames(error)]))


def _is_of(module: str | None, submission: frozenset[str]) -> bool:
    return module is not None and module.partition(".")[0] in submission


def _candidate_frames(error: BaseException | None) -> list[str]:
    """Gives the candidate's own traceback, the innermost calls last."""
    for link in _chain(error):
        frames = link.__dict__.get("_assay_frames") or []
        own = [place for place, frame in enumerate(frames) if frame[0].startswith(_HOME)]
        if own:  # what called the submission is the import machinery or ours
            frames = frames[own[0] :][-_MOST_FRAMES:]
            return [f"  {_local(file)}:{line} in {name}" for file, line, name in frames]
    return []


def _withheld_file(error: BaseException | None) -> list[str]:
    """Says so if the candidate wanted a file from beside the tests. Any name there gives it: none is told to exist."""
    for link in _chain(error):
        own = type(link) is FileNotFoundError and "_assay_frames" in link.__dict__
        name = link.filename if own else None  # type: ignore[attr-defined]
        if type(name) is str and name.startswith(_TESTS):
            text = "is where only the tests can read: they hand over the file's content, or a copy made with assay.put"
            return [f"{name!r} {text}"]
    return []


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _local(path: str) -> str:
    return path.removeprefix(_HOME).removeprefix(_TESTS)


def _skip_reason(report: pytest.TestReport) -> str:
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return report.longreprtext


def shorten(text: str) -> str:
    """Leaves out the middle of a text that is too long for a message."""
    if len(text) <= _LONGEST:
        return text
    head = _LONGEST * 2 // 3
    return f"{text[:head]}\n… {len(text) - _LONGEST} characters left out …\n{text[head - _LONGEST :]}"
