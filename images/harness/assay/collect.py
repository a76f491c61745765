"""The expected tests, fixed before any code of the candidate has started.

The suite is collected in a child process in which the submission's modules are ghosts. As
long as nothing needed a ghost's *value*, the tests found are those of every submission. Else
they are collected again with contrasting values. What all agree on is fixed; a function that
only has more cases with some than with others is one test, however many they are; and a
suite whose tests would depend on the submission otherwise is broken.
"""

from __future__ import annotations

import ast
import dataclasses
import json
import pathlib
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import pytest
from _pytest.compat import NOTSET
from _pytest.mark.structures import ParameterSet
from _pytest.python import IdMaker
from _pytest.skipping import evaluate_skip_marks, evaluate_xfail_marks

from assay import backend, guards, pytests
from assay.begin import Interpreter
from assay.bounds import Ledger
from assay.control import Control
from assay.folder import Folder
from assay.ghosts import CONTRASTS, Answers, Ghost, GhostFinder, Policy
from assay.job import Expected, Job, submission_modules
from assay.points import Points
from assay.programs import Programs
from assay.services import Accounts

__all__ = ["Broken", "Found", "Report", "collect", "look", "recall"]

_MOST_MISSING: Final = 20
_DETAIL: Final = 20_000
_LINE: Final = 1_000
_OF_PLACEHOLDERS: Final = ("TypeError", "ValueError", "AttributeError")
"""What Python says where a placeholder will not do."""
_LONGEST_MEMO: Final = 256 << 10
_MISSING_SKIP: Final = re.compile(r"could not import '(\w+)[\w.]*'")

type Child = Callable[[Callable[[], bytes]], bytes | None]
"""Runs a function in a child process and gives what it returned, None if it took too long or died."""


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Broken:
    """The suite cannot be collected, or not without knowing the submission."""

    message: str
    detail: str


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The suite's tests in order, and the modules it skips as a whole."""

    tests: tuple[Expected, ...]
    modules_left_out: tuple[str, ...]
    imports: bool
    """The tests import the submission before any of them runs."""
    general: bool
    """The same is found with every submission that has files of these names."""

    def memo(self) -> str:
        """Gives this as text for :func:`recall`, "" where it may be otherwise another time, or is too long."""
        text = json.dumps(dataclasses.asdict(self), separators=(",", ":"))
        return text if self.general and len(text) <= _LONGEST_MEMO else ""


@dataclasses.dataclass(kw_only=True, slots=True)
class Report:
    """What one look at the suite has found."""

    tests: list[dict[str, Any]] = dataclasses.field(default_factory=list)  # as of Expected
    without_cases: list[str] = dataclasses.field(default_factory=list)
    """Functions that are among the tests though their parameters are none."""
    left_out: dict[str, str] = dataclasses.field(default_factory=dict)
    problems: list[dict[str, str]] = dataclasses.field(default_factory=list)
    needed: list[str] = dataclasses.field(default_factory=list)
    imports: bool = False
    """The suite has imported the submission."""
    asked: bool = False
    """The suite has asked for what may be otherwise in another run."""

    def functions(self) -> dict[str, list[bool]]:
        """Gives all tests without their parameters' names, and whether each of their cases is skipped."""
        functions: dict[str, list[bool]] = {test["base"]: [] for test in self.tests}
        for test in self.tests:
            if test["base"] not in self.without_cases:
                functions[test["base"]].append(test["skipped"])
        return functions

    def missing(self) -> set[str]:
        """Modules that do not exist, where that keeps tests from being collected."""
        names = {problem["missing"] for problem in self.problems}
        if not self.tests:
            names.update(name for reason in self.left_out.values() for name in _MISSING_SKIP.findall(reason))
        return names - {""}


def collect(job: Job, in_child: Child, root: pathlib.Path = pytests.TESTS) -> Found | Broken:
    """Finds the expected tests, or says in one sentence what is wrong with the suite."""
    names = submission_modules(job.submission, job.files)
    reports: list[Report] = []
    for answers in CONTRASTS:
        report = _report(job, in_child, names, answers, root)
        # A submission may lack a module that the tests import. That fails the tests, not the suite.
        for _ in range(_MOST_MISSING):
            if report is None or not (missing := report.missing() - names):
                break
            names |= missing
            report = _report(job, in_child, names, answers, root)
        if report is None:
            return Broken(message="the tests take too long to collect, or end the process that does", detail="")
        reports.append(report)
        if not report.needed:
            break
    return _agreed(reports)


def recall(memo: str) -> Found:
    """Gives what was found before. Raises ``ValueError``, ``TypeError`` or ``KeyError`` for no memo of ours."""
    found = json.loads(memo)
    return Found(
        tests=tuple(Expected(**test) for test in found["tests"]),
        modules_left_out=tuple(found["modules_left_out"]),
        imports=bool(found["imports"]),
        general=True,
    )


def _report(
    job: Job, in_child: Child, names: frozenset[str], answers: Answers, root: pathlib.Path
) -> Report | None:
    text = in_child(lambda: json.dumps(dataclasses.asdict(look(job, names, answers, root))).encode())
    return None if not text else Report(**json.loads(text))


def _agreed(reports: list[Report]) -> Found | Broken:
    complete = [report for report in reports if not report.problems]
    if not complete:
        problem = reports[0].problems[0]
        message = f"{problem['where']} cannot be collected: {problem['message']}"[:_LINE]
        if reports[0].imports and problem["message"].startswith(_OF_PLACEHOLDERS):
            message += "; the submission does not run yet: what needs a value of it belongs in a test or a fixture"
        return Broken(message=message, detail=problem["text"][-_DETAIL:])
    first = complete[0]
    varying = _varying([report.functions() for report in complete])
    if varying is None:
        return Broken(
            message="which tests there are depends on values of the submission, needed at "
            f"{'; '.join(first.needed[:3])}: move that into a test or a fixture",
            detail="\n".join(first.needed),
        )
    if not first.tests:
        return Broken(
            message="the suite has no tests",
            detail="\n".join(f"{where}: {reason}" for where, reason in first.left_out.items()),
        )
    tests = list(_tests(first, varying))
    general = not any(report.asked for report in reports)
    return Found(
        tests=tuple(_unique(tests)),
        modules_left_out=tuple(first.left_out),
        imports=any(report.imports for report in reports),
        general=general,
    )


def _varying(looks: list[dict[str, list[bool]]]) -> set[str] | None:
    """Gives the functions whose number of cases differs from look to look; None if more than that differs.

    One that never has any may be picky about them: nothing of a ghost is a property, say.
    """
    first, *others = looks
    if not others:
        return set()
    if any(other.keys() != first.keys() for other in others):
        return None
    varying = {base for base, cases in first.items() if not cases or any(other[base] != cases for other in others)}
    return None if any(any(look[base]) for look in looks for base in varying) else varying


def _tests(report: Report, varying: set[str]) -> Iterator[Expected]:
    whole = set()
    for test in report.tests:
        base = test["base"]
        if base not in varying:
            yield Expected(**test)
        elif base not in whole:
            whole.add(base)
            yield Expected(id=base, base=base, skipped=False, all_cases=True)


def _unique(tests: list[Expected]) -> list[Expected]:
    """Numbers what has the same id twice, as happens when a file is collected twice."""
    seen: dict[str, int] = {}
    unique = []
    for test in tests:
        seen[test.id] = seen.get(test.id, 0) + 1
        unique.append(test if seen[test.id] == 1 else dataclasses.replace(test, id=f"{test.id}#{seen[test.id]}"))
    return unique


def look(job: Job, names: frozenset[str], answers: Answers, root: pathlib.Path) -> Report:
    """Collects the suite once, in this process, with ghosts for the named modules."""
    policy = Policy(answers, str(root))
    sys.meta_path.insert(0, GhostFinder(names, policy))
    ghosts = _GhostBackend(job, policy)
    backend.use(ghosts)
    _suit_parameters()
    plugin = _Looker(names)
    pytests.prepare(root)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as path:
        folder = Folder(path, str(root), job.submission)
        _stay_away(folder, names, policy, str(root))
        with plugin.catching():
            pytests.run(job, plugin, root)
    asked = ghosts.asked or folder.asked
    report = Report(
        tests=plugin.tests,
        without_cases=plugin.without_cases,
        left_out=plugin.left_out,
        needed=policy.needed,
        imports=policy.imported,
        asked=asked,
    )
    for problem in plugin.found.values():
        report.problems.append(
            {"where": problem.where, "message": problem.message, "missing": problem.missing, "text": problem.text}
        )
    if plugin.internal is not None:
        last = plugin.internal.strip().rpartition("\n")[2]
        report.problems.append({"where": "the suite", "message": last, "missing": "", "text": plugin.internal})
    return report


def _stay_away(folder: Folder, names: frozenset[str], policy: Policy, root: str) -> None:
    """Has what would run a submitted file give a placeholder, as its modules are."""
    programs = Programs(
        folder, lambda path: path, folder.path, sorted(names),
        lambda source, **values: Ghost("a program", policy), lambda words: None,
    )  # fmt: skip

    def execute(text: str, globals: dict[str, Any], locals: Any) -> bool:
        if not folder.holds(text):
            return False
        locals.update({name: Ghost(name, policy, named=True) for name in _defined(text)})
        return True

    guards.install(root, folder.path, names, execute)
    folder.install()
    programs.install()


def _suit_parameters() -> None:
    """Has a ghost give as many parameters as a test takes, where it stands for several, and keep its own name."""
    make: Any = ParameterSet._for_parametrize

    def spread(argnames: Any, argvalues: Any, *rest: Any, **named: Any) -> Any:
        count = len([n for n in argnames.split(",") if n.strip()] if isinstance(argnames, str) else argnames)
        if count > 1 and not isinstance(argvalues, str):
            argvalues = [(value,) * count if type(value) is Ghost else value for value in argvalues]
        return make(argnames, argvalues, *rest, **named)

    name = IdMaker._idval_from_function

    def plainly(self: IdMaker, val: object, argname: str, idx: int) -> str | None:
        return None if type(val) is Ghost or val is NOTSET else name(self, val, argname, idx)

    ParameterSet._for_parametrize = spread  # type: ignore[method-assign]
    IdMaker._idval_from_function = plainly  # type: ignore[method-assign]


def _defined(text: str) -> set[str]:
    """The names that a text defines."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return set()
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return found | {node.name for node in tree.body if isinstance(node, kinds)}


class _Looker(pytests.Problems):
    """Plugin: lists the tests and runs none."""

    def __init__(self, submission: frozenset[str]) -> None:
        super().__init__(submission)
        self.tests: list[dict[str, Any]] = []
        self.without_cases: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for item in session.items:
            test = Expected(id=item.nodeid, base=pytests.base_of(item), skipped=_is_skipped(item))
            self.tests.append(dataclasses.asdict(test))
            parameters = getattr(getattr(item, "callspec", None), "params", {})
            if any(value is NOTSET for value in parameters.values()):
                self.without_cases.append(test.base)
        return True


def _is_skipped(item: pytest.Item) -> bool:
    """Tells whether the suite itself leaves this test out, by marks that can be read now."""
    for holder in (item, item.parent):
        if getattr(getattr(holder, "obj", None), "__unittest_skip__", False):
            return True
    try:
        if evaluate_skip_marks(item) is not None:
            return True
        xfailed = evaluate_xfail_marks(item)
    except (Exception, pytest.fail.Exception):
        return False  # a condition that cannot be evaluated is that test's error when it runs
    return xfailed is not None and not xfailed.run


class _GhostBackend:
    """The authors' module while collecting: there is no sandbox to ask yet."""

    def __init__(self, job: Job, policy: Policy) -> None:
        self._job = job
        self._policy = policy
        self.asked = False

    @property
    def control(self) -> Control:
        return Ghost("assay", self._policy)  # type: ignore[return-value]

    @property
    def bounds(self) -> Ledger:
        return Ledger()

    @property
    def services(self) -> Mapping[str, Accounts]:
        self.asked = True  # passwords are of one run
        return self._job.services

    @property
    def points(self) -> Points:
        return Points()

    def probe(self, source: str, values: Mapping[str, object]) -> Any:
        return Ghost("assay.probe()", self._policy)

    def restart(self, interpreter: Interpreter = "standard") -> None:
        """Nothing runs."""

    def submitted(self) -> Mapping[str, bytes]:
        self.asked = True
        return self._job.submission

    def put(self, path: str, data: bytes) -> None:
        """Nothing lies anywhere yet."""
