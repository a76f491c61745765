"""How pytest runs in here: same plugins, options and folders for collecting and for testing."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import pathlib
import sys
import types
from collections.abc import Generator, Iterator, Sequence
from typing import Any, Final

import pytest
from _pytest.config import ConftestImportFailure, default_plugins

from assay import forks, primed
from assay.job import Job

__all__ = ["TESTS", "Problem", "Problems", "base_of", "cause_of", "hide_frames", "preload", "prepare", "run", "warm"]

TESTS: Final = pathlib.Path("/tests")
"""Folder of the hidden tests: rootdir and working directory of pytest."""

_PLUGINS: Final = {
    b"async": "pytest_asyncio.plugin",
    b"hypothesis": "_hypothesis_pytestplugin",
    b"anyio": "anyio.pytest_plugin",
    b"mocker": "pytest_mock",
    b"subtests": "pytest_subtests.plugin",
}
"""Plugins by a word that a suite which needs them has in it. Each costs time to import."""

_LATE: Final = ("_pytest._argcomplete", "faulthandler", "pdb")
"""What pytest imports when it is configured."""


def preload(*, whole: bool) -> None:
    """Imports pytest's own plugins, and has pytest begin, or every forked process would do that again.

    Whoever has time begins ``whole``, before any suite is known.
    """
    for name in (*(f"_pytest.{plugin}" for plugin in default_plugins), *_LATE):
        importlib.import_module(name)
    primed.prime(TESTS, whole=whole)


def hide_frames() -> None:
    """Has pytest leave the frames of this package out of what it shows, in all processes forked from this one."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "assay":
            module.__dict__["__tracebackhide__"] = True


def warm(job: Job) -> None:
    """Does what the suite will need, so that the processes forked from this one have it done."""
    plugins = _plugins(job)
    primed.fit(TESTS, plain=not plugins and not primed.has_settings(job.files))
    for name in plugins:
        importlib.import_module(name)
    if job.mentions(b"hypothesis") and importlib.util.find_spec("hypothesis"):
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = "/tmp/hypothesis"
        from hypothesis import HealthCheck, settings

        # The same examples for everybody, and no verdict that depends on how busy the machine is.
        settings.register_profile(
            "assay",
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow],
        )
        settings.load_profile("assay")


def _plugins(job: Job) -> list[str]:
    names = [name for word, name in _PLUGINS.items() if job.mentions(word)]
    return [name for name in names if importlib.util.find_spec(name.partition(".")[0])]


def run(job: Job, plugin: object, root: pathlib.Path = TESTS) -> None:
    """Runs pytest on the hidden tests with a plugin of ours; raises what pytest would only print.

    That is ``ConftestImportFailure`` and ``pytest.UsageError``.
    """
    plugins = [plugin, *(importlib.import_module(name) for name in _plugins(job))]
    with primed.configured(root, plugins) as config:
        config.hook.pytest_cmdline_main(config=config)


class Problem:
    """A module or folder that could not be collected."""

    def __init__(self, where: str, error: BaseException | None, text: str) -> None:
        self.where: Final = where
        self.error: Final = error
        self.text: Final = text

    @property
    def missing(self) -> str:
        """Top-level name of the module whose absence is the reason, "" if that is not the reason."""
        if isinstance(self.error, ModuleNotFoundError) and self.error.name:
            return self.error.name.partition(".")[0]
        return ""

    @property
    def message(self) -> str:
        """One line that says what is wrong."""
        error = self.error
        if error is None:
            lines = [line for line in self.text.splitlines() if line.strip()]
            return lines[-1].removeprefix("E").strip() if lines else "no reason given"
        if isinstance(error, SyntaxError):
            name = os.path.basename(error.filename or "")
            return f"{type(error).__name__}: {error.msg} ({name}, line {error.lineno})"
        return f"{type(error).__name__}: {error}"


class Problems:
    """Plugin: notes what cannot be collected and what the suite leaves out, module by module."""

    def __init__(self, submission: frozenset[str]) -> None:
        self.found: dict[str, Problem] = {}
        self.left_out: dict[str, str] = {}  # reason by node id
        self.internal: str | None = None
        self._submission = submission
        self._errors: dict[str, BaseException] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_pycollect_makeitem(self, collector: object, name: str, obj: object) -> list[Any] | None:
        """A name imported from the submission is never a test, whatever it is called."""
        module = getattr(obj, "__module__", None)
        if isinstance(obj, types.ModuleType) or not isinstance(module, str):
            return None
        return [] if module.partition(".")[0] in self._submission else None

    def pytest_exception_interact(self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[Any]) -> None:
        """Keeps the exception; a report has only its text."""
        if isinstance(node, pytest.Collector) and call.excinfo is not None:
            self._errors[node.nodeid] = cause_of(call.excinfo.value)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """SystemExit and KeyboardInterrupt raised by an import are errors of that import."""
        try:
            return (yield)
        except (SystemExit, KeyboardInterrupt) as error:
            self._errors[collector.nodeid] = error
            text = f"{type(error).__name__}: {error}"
            return pytest.CollectReport(collector.nodeid, "failed", text, [])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Sorts what was not collected."""
        if report.failed:
            self.found[report.nodeid] = Problem(report.nodeid, self._errors.get(report.nodeid), report.longreprtext)
        elif report.skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
            self.left_out[report.nodeid] = str(reason)

    def pytest_internalerror(self, excrepr: object) -> None:
        """A hook of the suite's conftest.py raised."""
        self.internal = str(excrepr)

    @contextlib.contextmanager
    def catching(self) -> Iterator[None]:
        """Notes what keeps pytest from starting at all."""
        try:
            yield
        except ConftestImportFailure as failure:
            where = os.path.relpath(failure.path, TESTS)
            self.found[where] = Problem(where, cause_of(failure.cause), str(failure))
        except (pytest.UsageError, pytest.exit.Exception, SystemExit) as error:
            self.internal = str(error)


def cause_of(error: BaseException) -> BaseException:
    """Gives the exception of the code that was imported, below what pytest wraps round it."""
    while isinstance(error, pytest.Collector.CollectError) and error.__cause__ is not None:
        error = error.__cause__
    return error


def base_of(item: pytest.Item) -> str:
    """Gives an item's node id without its parameters."""
    callspec = getattr(item, "callspec", None)
    return item.nodeid if callspec is None else item.nodeid.removesuffix(f"[{callspec.id}]")


def quiet() -> None:
    """Points this process's own output at /dev/null; what matters leaves by other ways."""
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.close(null)


def prepare(root: pathlib.Path, arguments: Sequence[str] = ("pytest",)) -> None:
    """Makes this process one that runs the hidden tests."""
    forks.keep_apart(False)  # tests look at their own /proc
    quiet()
    os.umask(0)
    os.chdir(root)
    sys.argv = list(arguments)
