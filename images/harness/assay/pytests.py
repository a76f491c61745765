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
from _pytest.config import Config, ConftestImportFailure, default_plugins, get_config
from _pytest.config.argparsing import Parser
from _pytest.fixtures import FixtureManager, getfixturemarker

from assay import forks
from assay.job import Job

__all__ = ["TESTS", "Problem", "Problems", "base_of", "cause_of", "preload", "prepare", "run", "warm"]

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

_CONFIG: Final = {"asyncio_mode": "auto", "verbosity_assertions": "2"}
"""Settings of a suite that has none: async tests need no mark, and comparisons are shown in full."""


_primed: list[Config] = []


def preload() -> None:
    """Imports pytest's own plugins, and what they import, or every forked process would do that again."""
    for name in (*(f"_pytest.{plugin}" for plugin in default_plugins), *_LATE):
        importlib.import_module(name)


def prime() -> None:
    """Does what pytest does first, and alike for every suite, for the processes forked from this one.

    That is to register its own plugins, to make a parser of their options, and to look for
    fixtures in them: together more than half of what it takes to collect a small suite.
    """
    os.chdir(TESTS)  # pytest notes where it was started
    config = get_config(_arguments(TESTS), [])
    _primed[:] = [config]
    modules = [plugin for plugin in config.pluginmanager.get_plugins() if isinstance(plugin, types.ModuleType)]
    _remember_parser()
    _skip_modules({module for module in modules if not _has_fixtures(module)})
    config._parser._getparser()


def _remember_parser() -> None:
    """Has pytest make a parser of options only if there are others than the last time; it asks five times."""
    make = Parser._getparser

    def remembered(self: Parser) -> Any:
        groups = [*self._groups, self._anonymous]
        options = [len(groups), *(len(group.options) for group in groups)]
        made = self.__dict__.get("_assay_made")
        if made is None or made[0] != options:
            made = self.__dict__["_assay_made"] = (options, make(self))
        return made[1]

    Parser._getparser = remembered  # type: ignore[method-assign]


def _skip_modules(bare: set[types.ModuleType]) -> None:
    """Keeps pytest from looking for fixtures where there are none."""
    look = FixtureManager.parsefactories

    def parsefactories(self: FixtureManager, holder: Any, *nodeid: Any) -> None:
        if not (isinstance(holder, types.ModuleType) and holder in bare):
            look(self, holder, *nodeid)

    FixtureManager.parsefactories = parsefactories  # type: ignore[method-assign, assignment]


def _has_fixtures(module: types.ModuleType) -> bool:
    return any(getfixturemarker(value) is not None for value in vars(module).values())


def _arguments(root: pathlib.Path) -> list[str]:
    return [f"--rootdir={root}", f"--confcutdir={root}", "-p", "no:cacheprovider", str(root)]


def warm(job: Job) -> None:
    """Imports what the suite will need, so that the processes forked from this one have it."""
    for name in _plugins(job):
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
    arguments = _arguments(root)
    plugins = [_Defaults(), plugin, *(importlib.import_module(name) for name in _plugins(job))]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # finding plugins by metadata costs 30 ms
    # A primed one serves once: this process does not run pytest twice, and its parent never does.
    config = _primed.pop() if _primed and root == TESTS else get_config(arguments, [])
    try:
        for one in plugins:
            config.pluginmanager.register(one)
        config.pluginmanager.hook.pytest_cmdline_parse(pluginmanager=config.pluginmanager, args=arguments)
        config.hook.pytest_cmdline_main(config=config)
    finally:
        config._ensure_unconfigure()


class _Defaults:
    """Plugin: settings that hold unless the suite's own configuration has them."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        for name, value in _CONFIG.items():
            config.inicfg.setdefault(name, value)


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
