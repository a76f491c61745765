"""What Go asks the grader to judge, and which names tests import from the submission."""

from __future__ import annotations

import ast
import dataclasses
import importlib.machinery
import os
import pathlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from assay.services import Accounts, accounts_from

__all__ = ["Expected", "Job", "job_from", "mistaken_module", "submission_modules", "write_tests"]

Feedback = Literal["full", "messages", "verdict"]


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Job:
    """One suite to run against one submission."""

    files: Mapping[str, bytes]
    """The hidden tests by path."""
    submission: Mapping[str, bytes]
    """The submitted files by path, to be read as text only."""
    wall_s: float
    test_s: float
    memory_bytes: int
    output_bytes: int
    skips_allowed: bool
    feedback: Feedback
    services: Mapping[str, Accounts] = dataclasses.field(default_factory=dict)
    memo: str = ""
    """What an earlier grader has found in this suite, "" if nothing is known."""

    def mentions(self, word: bytes) -> bool:
        """Tells whether any file of the hidden tests has the word in it."""
        return any(word in data for data in self.files.values())


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Expected:
    """A test that was collected without the candidate."""

    id: str
    """Pytest's node id, unique in the suite."""
    base: str
    """The node id without parameters, which may come out differently with real values."""
    skipped: bool
    """The suite itself marks it as skipped: it is collected, but not expected."""
    all_cases: bool = False
    """How many cases the function has depends on the submission: this is all of them, and at least one."""


def job_from(suite: Mapping[str, Any]) -> Job:
    """Gives the job of a ``suite`` message. Raises ``ValueError`` for a word that is not known."""
    feedback = suite["feedback"]
    if feedback not in ("full", "messages", "verdict"):
        raise ValueError(f"feedback {feedback!r}")
    if suite["runtime_skips"] not in ("forbid", "allow"):
        raise ValueError(f"runtime_skips {suite['runtime_skips']!r}")
    limits = suite["limits"]
    return Job(
        files={file["path"]: file["data"] for file in suite["files"]},
        submission={file["path"]: file["data"] for file in suite["submission"]},
        wall_s=limits["wall_s"],
        test_s=limits["test_s"],
        memory_bytes=limits["memory_bytes"],
        output_bytes=limits["output_bytes"],
        skips_allowed=suite["runtime_skips"] == "allow",
        feedback=feedback,
        services=accounts_from(suite["services"]),
        memo=suite["memo"],
    )


def write_tests(root: pathlib.Path, files: Mapping[str, bytes]) -> None:
    """Writes the hidden tests below root, files 0444 and folders 0555. Raises ``ValueError``, ``OSError``."""
    folders = {root}
    for path, data in files.items():
        parts = path.split("/")
        if "\0" in path or any(part in ("", ".", "..") for part in parts):
            raise ValueError(f"not a relative path: {path!r}")
        target = root.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        folders.update(parent for parent in target.parents if root in parent.parents)
        target.write_bytes(data)
        target.chmod(0o444)
    for folder in sorted(folders, reverse=True):
        if os.stat(folder).st_uid == os.geteuid():
            folder.chmod(0o555)


def submission_modules(submission: Iterable[str], tests: Iterable[str]) -> frozenset[str]:
    """Gives the top-level names that tests import from the submission.

    What lies in its folder ``src`` is imported from there, too. Not among the names: modules that
    lie beside the tests, and modules that are installed here. Otherwise a submission could replace
    what its judge relies on by adding a file.
    """
    return frozenset(name for name in _submitted(submission, tests) if not _installed(name))


def _submitted(submission: Iterable[str], tests: Iterable[str]) -> set[str]:
    """Gives the submission's modules, but for those that lie beside the tests."""
    names = {_top_level(path.removeprefix(src)) for path in submission for src in ("", "src/")} - {""}
    paths = list(tests)
    own = {_top_level(p.removeprefix(folder)) for folder in _roots(paths) for p in paths if p.startswith(folder)}
    return names - own


def mistaken_module(submission: Iterable[str], tests: Mapping[str, bytes]) -> str:
    """Gives the module that tests mean to import from the submission, and would import from here; "" if there is none.

    Tests that import any other module of the submission mean the one that is installed.
    """
    names = _submitted(submission, tests)
    taken = {name for name in names if _installed(name)}
    imported = {name for data in tests.values() for name in _imported(data)} if taken else set()
    return "" if imported & (names - taken) else min(imported & taken, default="")


def _imported(data: bytes) -> Iterator[str]:
    """Gives the top-level names that a test file imports; none of one that is no Python."""
    try:
        nodes = list(ast.walk(ast.parse(data)))
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def _top_level(path: str) -> str:
    """Gives the name under which a file can be imported from its folder, "" if it is no module."""
    first, slash, _ = path.partition("/")
    name = first if slash and path.endswith(".py") else first.removesuffix(".py") if first.endswith(".py") else ""
    return name if name.isidentifier() else ""


def _roots(tests: Iterable[str]) -> set[str]:
    """Gives the folders, "" or ending in a slash, that pytest puts on the path for these files."""
    paths = set(tests)
    roots = {""}
    for path in paths:
        folder, _, name = path.rpartition("/")
        if not (name.startswith("test_") or name.endswith("_test.py") or name == "conftest.py"):
            continue
        while folder and f"{folder}/__init__.py" in paths:
            folder = folder.rpartition("/")[0]
        roots.add(f"{folder}/" if folder else "")
    return roots


def _installed(name: str) -> bool:
    if name in sys.stdlib_module_names:
        return True
    return importlib.machinery.PathFinder.find_spec(name) is not None
