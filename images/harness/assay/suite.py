"""The session: a process that runs the hidden tests against one candidate process.

It collects for real, matches what it finds with the expected tests, and runs those that are
still due one after the other. For each it writes ``start`` and ``result`` to the supervisor.
It ends when the candidate's process is gone; the supervisor then starts another session for
the rest.

Events are frames with JSON objects on a pipe: ``collected``, ``start``, ``result``,
``unusable`` (the submission cannot be imported: says so for every test that is left) and
``end``.
"""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import os
import pathlib
import socket
import sys
import tempfile
import time
from os import getpid as _getpid  # whatever a test puts in its place
from collections.abc import Generator, Mapping, Sequence
from typing import Any, Final, NoReturn

import pytest
from _pytest.tmpdir import _mk_tmp

from assay import backend, frames, guards, judging, owners, pytests, temporary
from assay.begin import Interpreter
from assay.bounds import Ledger
from assay.control import Control, Reading
from assay.errors import CandidateGone
from assay.folder import Folder
from assay.handing import Handing
from assay.job import Expected, Job, submission_modules
from assay.outcomes import Phase, Stopped, Verdict, fold, gone_outcome, lacking, shorten
from assay.points import Points
from assay.named import Named
from assay.programs import Programs
from assay.remote import ref_of
from assay.session import Session
from assay.skips import is_the_tests_own

__all__ = ["SHOWN", "Assignment", "serve"]

SHOWN: Final = 128 << 10
"""How much of each of the candidate's streams is kept for the report, in bytes."""

_SCRATCH: Final = pathlib.Path("/scratch")
_SHARED: Final = "/scratch/"
_FOLDER: Final = "/scratch/work"


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Assignment:
    """What one session has to do."""

    job: Job
    tests: Sequence[Expected]
    done: frozenset[int]
    """Indices into ``tests`` that have a result."""
    output_left: int
    """Bytes that the candidate may still write."""
    ahead: bool
    """A candidate process has been asked for on the link."""


def serve(task: Assignment, link: socket.socket, events: int, root: pathlib.Path = pytests.TESTS) -> NoReturn:
    """Runs the tests that are due and ends this process."""
    control = Control(link, memory_limit=task.job.memory_bytes, ahead=task.ahead)
    names = submission_modules(task.job.submission, task.job.files)
    session = Session(
        start=control.start,
        kill=control.kill,
        explain=control.explain,
        modules=sorted(names),
        output_limit=task.output_left,
        scratch=str(_SCRATCH),
    )
    pytests.prepare(root)
    temporary.lay_out()
    temporary.share(tempfile)
    sys.addaudithook(_refuse_way_out)
    session.install()
    folder = Folder(_FOLDER, str(root), task.job.submission)
    handing = Handing(str(root), task.job.files, lambda path, data, tests: sandbox.hand_over(path, data, tests))
    session.handing = handing if handing else None
    session.lead = folder.lead
    named = Named(str(root), session.meet, lambda names: session.world.changed("named", names))
    programs = Programs(folder, named.path, str(_SCRATCH), sorted(names), session.run, handing.note)
    guards.install(str(root), str(_SCRATCH), names, programs.execute)
    folder.lay_out()
    folder.fetch = lambda path: session.own("read", path)
    folder.install()
    owners.hook(session.own)
    named.install()
    programs.install()
    session.show_sources(task.job.submission)
    sandbox = _Sandbox(control, session, task.job, folder)
    backend.use(sandbox)
    os.register_at_fork(after_in_child=control.close)  # two readers would steal each other's answers
    judge = _Judge(task, names, control, session, sandbox, _Events(events))
    judge.limit()
    # The alarm may go off anywhere while pytest starts.
    with judge.catching(), contextlib.suppress(CandidateGone):
        pytests.run(task.job, judge, root)
    judge.finish()
    os._exit(0)


class _Events:
    """Writes events, from this process only."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._pid = _getpid()

    def send(self, event: str, **fields: Any) -> None:
        self.end_child()
        frames.write_body(self._fd, frames.pack({"event": event, **fields}))

    def end_child(self) -> None:
        """Ends this process if it is a child that a test has forked and let return: it has no say."""
        if _getpid() != self._pid:
            os._exit(70)


class _Sandbox:
    """What stands behind the authors' module."""

    def __init__(self, control: Control, session: Session, job: Job, folder: Folder) -> None:
        self.control = control
        self._folder = folder
        self.bounds = Ledger()
        self.points = Points()
        self._session = session
        self._job = job
        self.services = job.services

    def probe(self, source: str, values: Mapping[str, object]) -> Any:
        return self._session.probe(source, values)

    def restart(self, interpreter: Interpreter = "standard") -> None:
        self._session.restart(interpreter)

    def submitted(self) -> Mapping[str, bytes]:
        return self._job.submission

    def put(self, path: str, data: bytes) -> None:
        self.control.put(path, data)
        self._folder.put(path, data)

    def hand_over(self, path: str, data: bytes, tests: bool) -> None:
        """Has the candidate read a data file of the suite, where the tests have it or where both begin."""
        if tests:
            self.control.put(path, data, tests=True)
        else:
            self._folder.put(path, data)


class _Judge(pytests.Problems):
    """Plugin: runs the expected tests and reports on each."""

    def __init__(
        self,
        task: Assignment,
        names: frozenset[str],
        control: Control,
        session: Session,
        made: _Sandbox,
        events: _Events,
    ) -> None:
        super().__init__(names)
        self._task = task
        self._names = names
        self._control = control
        self._session = session
        self._bounds = made.bounds
        self._points = made.points
        self._events = events
        self._phases: list[Phase] = []
        self._sent = {"stdout": 0, "stderr": 0}
        self._looped = False
        self._mark: int | None = None  # of the last test's end
        self._before: Reading
        self._home = os.open(pytests.TESTS, os.O_PATH)

    # Limits

    def limit(self) -> None:
        """From now on the test's time limit runs."""
        self._session.set_deadline(time.monotonic() + self._task.job.test_s)

    def _unlimit(self) -> None:
        while True:
            # The alarm may go off right here, as long as it has not been turned off.
            with contextlib.suppress(CandidateGone):
                self._session.set_deadline(None)
                return

    # Collecting

    def finish(self) -> None:
        """Reports on tests that pytest did not get to, because it could not even start."""
        self._unlimit()
        if self._looped:
            return
        problem = next(iter(self.found.values()), None)
        gone = self._session.gone
        if gone is not None:
            self._unusable(gone)
        elif problem is not None:
            message = lacking(problem, self._names, self._task.job.feedback)
            self._events.send("unusable", outcome="error", message=message, **self._output())
        else:
            message = shorten(f"pytest could not run the tests: {self.internal}")
            self._events.send("unusable", outcome="error", message=message, **self._output())

    def _unusable(self, gone: CandidateGone) -> None:
        message = f"importing the submission: {gone.message}"
        if gone.kind == "timeout":
            message = f"importing the submission did not end within {self._task.job.test_s:g} s"
        self._events.send(
            "unusable", outcome=gone_outcome(gone), message=message, gone=gone.kind, **self._output()
        )

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        _share_tmp_path(config)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._looped = True
        self._unlimit()
        if self._session.gone is not None:
            self._unusable(self._session.gone)
            return True
        self._events.send("collected")
        due = self._due(session.items)
        for position, (index, cases) in enumerate(due):
            following = due[position + 1][1][0] if position + 1 < len(due) else None
            self._run(index, cases, following)
            if self._session.gone is not None:
                break
        self._events.send("end")
        return True

    def _due(self, items: Sequence[pytest.Item]) -> list[tuple[int, list[pytest.Item]]]:
        """Matches items with the tests that are due, by place among those of one function; each has at least one."""
        real: dict[str, list[pytest.Item]] = {}
        for item in items:
            real.setdefault(pytests.base_of(item), []).append(item)
        wanted: dict[str, list[int]] = {}
        for index, test in enumerate(self._task.tests):
            wanted.setdefault(test.base, []).append(index)
        due = []
        for base, indices in wanted.items():
            found = real.get(base, [])
            for place, index in enumerate(indices):
                if index in self._task.done or self._task.tests[index].skipped:
                    continue
                if self._task.tests[index].all_cases and found:
                    due.append((index, found))
                elif len(found) == len(indices):
                    due.append((index, [found[place]]))
                else:
                    self._absent(index)
        return sorted(due, key=lambda pair: pair[0])

    def _absent(self, index: int) -> None:
        """Reports on a test that did not come up with this submission."""
        test = self._task.tests[index]
        problem = next((p for p in self.found.values() if _within(test.id, p.where)), None)
        if problem is not None:
            message = lacking(problem, self._names, self._task.job.feedback)
        elif self._task.job.feedback == "verdict":
            message = ""
        else:
            reason = next((why for where, why in self.left_out.items() if _within(test.id, where)), "")
            message = f"the test is not there with this submission{': ' * bool(reason)}{reason}"
        self._result(index, Verdict(outcome="error", message=message), 0.0, None)

    # Running

    def _run(self, index: int, cases: Sequence[pytest.Item], following: pytest.Item | None) -> None:
        """Runs the cases of a test, of which most have one, and reports on the first that did not pass."""
        self._bounds.take()
        self._points.take()
        self._events.send("start", test=index)
        if self._mark is None:
            self._mark, self._before = self._control.mark()
        verdict, wall_s = Verdict(outcome="passed", message=""), 0.0
        for item, next_item in itertools.pairwise([*cases, following]):
            assert item is not None
            began = time.perf_counter()
            self._protocol(item, next_item)
            wall_s += time.perf_counter() - began
            self._session.drain()
            found = self._case(item, self._task.tests[index].all_cases)
            if verdict.outcome == "passed" or self._session.gone is not None:
                verdict = found
                if self._task.tests[index].all_cases and found.message:
                    verdict = Verdict(outcome=found.outcome, message=shorten(f"{item.name}: {found.message}"))
            if self._session.gone is not None:
                break
        before = self._before
        self._mark, self._before = self._control.mark(ends=self._mark)
        if verdict.outcome in ("failed", "error") and self._before.oom_kills > before.oom_kills:
            verdict = self._out_of_memory(verdict)
        self._result(index, verdict, wall_s, (before, self._before))

    def _protocol(self, item: pytest.Item, following: pytest.Item | None) -> None:
        self._phases = []
        self._session.completed.clear()
        self._session.unheard.clear()
        self._session.asked = False
        judging.forget()
        try:
            self.limit()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        except CandidateGone:
            pass  # the alarm went off between two phases; session.gone says so
        finally:
            self._events.end_child()
            self._unlimit()

    def _case(self, item: pytest.Item, counted: bool) -> Verdict:
        """Judges a case that has just run; ``counted`` if it is one of as many as the submission makes it."""
        skip = next((phase.error for phase in self._phases if phase.report.skipped), None)
        own_skip = not counted and not self._session.asked and is_the_tests_own(item, skip)
        verdict = fold(
            self._phases,
            self._session.gone,
            skips_allowed=self._task.job.skips_allowed or own_skip,
            feedback=self._task.job.feedback,
        )
        if verdict.outcome == "passed" and self._left_out(item):
            verdict = Verdict(outcome="failed", message="the submission's decorator did not run the test")
        return self._unheard(verdict) if verdict.outcome == "passed" else verdict

    def _left_out(self, item: pytest.Item) -> bool:
        """Tells whether a test was decorated by the submission, which then never ran the test's own function."""
        function = getattr(item, "function", None)
        name = getattr(item, "originalname", None) or item.name
        return ref_of(function) is not None and name not in self._session.completed

    def _unheard(self, verdict: Verdict) -> Verdict:
        """Fails a test that passed because the submission kept from it what it should have seen."""
        problem = self._session.unheard.problem()
        self._session.unheard.clear()
        if not problem:
            return verdict
        words = {"full": problem, "messages": problem.partition(": ")[0], "verdict": ""}
        return Verdict(outcome="failed", message=shorten(words[self._task.job.feedback]))

    def _out_of_memory(self, verdict: Verdict) -> Verdict:
        """The kernel ended a child of the candidate's, and the test failed of that."""
        if self._task.job.feedback == "verdict":
            return Verdict(outcome="out_of_memory", message="")
        limit = self._task.job.memory_bytes / (1 << 20)
        why = f"a process of the submission was ended at the memory limit of {limit:g} MiB"
        return Verdict(outcome="out_of_memory", message=shorten(f"{why}\n{verdict.message}"))

    def _result(
        self, index: int, verdict: Verdict, wall_s: float, readings: tuple[Reading, Reading] | None
    ) -> None:
        cpu_s = readings[1].cpu_s - readings[0].cpu_s if readings else 0.0
        self._events.send(
            "result",
            test=index,
            outcome=verdict.outcome,
            message=verdict.message,
            wall_s=wall_s,
            cpu_s=max(cpu_s, 0.0),
            memory_bytes=readings[1].memory_peak_bytes if readings else 0,
            bounds=self._bounds.take() if readings else [],
            shown=self._points.take(),
            gone=self._session.gone.kind if self._session.gone else "",
            **self._output(),
        )

    def _output(self) -> dict[str, Any]:
        """Gives what the candidate wrote since the last event, as far as it is shown, and how much in all."""
        parts: dict[str, Any] = {}
        output = self._session.output
        for name, data in (("stdout", output.stdout), ("stderr", output.stderr)):
            parts[name] = bytes(data[self._sent[name] : SHOWN])
            parts[f"{name}_total"] = len(data) + output.dropped[name]
            self._sent[name] = min(len(data), SHOWN)
        return parts

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        yield from _not_stopping()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None, None, None]:
        yield from _not_stopping()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, None, None]:
        yield from _not_stopping()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        here = os.open(".", os.O_PATH)  # it may have been removed
        try:
            os.fchdir(self._home)  # from where pytest was started it names files in short
            report = yield
        finally:
            os.fchdir(here)
            os.close(here)
        self._session.redirected.restore()
        error = None if call.excinfo is None else call.excinfo.value
        self._phases.append(Phase(report=report, error=error))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Only plugins that report on parts of a test get here."""
        self._phases.append(Phase(report=report, error=None))


def _within(node: str, parent: str) -> bool:
    return parent in ("", ".") or node.startswith((f"{parent}/", f"{parent}::"))


def _not_stopping() -> Generator[None, None, None]:
    """What would stop all of pytest fails the test that raised it."""
    try:
        return (yield)
    except (KeyboardInterrupt, pytest.exit.Exception) as error:
        raise Stopped(f"{type(error).__name__}: {error}") from error


def _refuse_way_out(event: str, args: tuple[object, ...]) -> None:
    """Opening a file in the shared folder does not follow a link that leads out of it.

    Else a candidate could leave a link where a test will read its output, and the test would
    read its own expected data instead.
    """
    if event not in ("open", "sqlite3.connect") or not isinstance(args[0], str | bytes):
        return
    name = os.fsdecode(args[0])
    path = os.path.abspath(name)
    if not path.startswith(_SHARED):
        return
    if not os.path.realpath(path).startswith(_SHARED):
        raise PermissionError(f"{path} is a link that leads out of {_SCRATCH}")
    if event == "sqlite3.connect":
        temporary.share_database(name)


def _share_tmp_path(config: pytest.Config) -> None:
    """Puts ``tmp_path`` below the folder that the candidate sees too, open to its user."""
    factory = config._tmp_path_factory  # type: ignore[attr-defined]
    make = factory.mktemp

    def mktemp(basename: str, numbered: bool = True) -> pathlib.Path:
        if sys._getframe(1).f_code is _mk_tmp.__code__:
            basename = "test"  # for tmp_path: its name would tell the test's, with the values in its brackets
        path: pathlib.Path = make(basename, numbered)
        path.chmod(0o777)
        return path

    base = pathlib.Path(tempfile.mkdtemp(prefix="tests-", dir=_SCRATCH))
    base.chmod(0o755)
    factory._basetemp = base
    factory.mktemp = mktemp
