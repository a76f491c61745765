"""pytest made ready ahead, since what it does first is much alike for every suite.

A *bare* configuration has pytest's own plugins and no options yet, and serves any suite. A *begun* one
has come to where pytest collects: options are parsed, plugins configured, the session started. It serves
a suite without settings of its own, and is most of what looking at a small suite takes.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import sys
import types
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pytest
from _pytest.config import Config, get_config
from _pytest.config.argparsing import Parser
from _pytest.fixtures import FixtureManager, getfixturemarker

__all__ = ["configured", "fit", "has_settings", "prime"]

_SETTINGS: Final = frozenset(("conftest.py", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg"))
"""Files that may change how pytest is configured."""

_CONFIG: Final = {"asyncio_mode": "auto", "verbosity_assertions": "2"}
"""Settings of a suite that has none: async tests need no mark, and comparisons are shown in full."""

_bare: list[Config] = []
_begun: list[tuple[Config, pytest.Session]] = []
# One of each at most: a process runs pytest once, in a child of the one that has made them.


def has_settings(files: Iterable[str]) -> bool:
    """Tells whether one of a suite's files, by their paths, may change how pytest is configured."""
    return any(path.rpartition("/")[2] in _SETTINGS for path in files)


def prime(root: pathlib.Path, *, whole: bool) -> None:
    """Makes a bare configuration for suites in ``root`` and, if ``whole``, one that has begun.

    pytest's own parts are made quicker as well, for this process and those forked from it.
    """
    os.chdir(root)  # pytest notes where it was started
    _bare[:] = [_make(root)]
    plugins = _bare[0].pluginmanager.get_plugins()
    _remember_parser()
    _skip_modules({one for one in plugins if isinstance(one, types.ModuleType) and not _has_fixtures(one)})
    if whole:
        _begin(root, _make(root))
    _bare[0]._parser._getparser()


def fit(root: pathlib.Path, *, plain: bool) -> None:
    """Keeps what a suite in ``root`` needs. ``plain``: it has no settings, and needs no other plugins."""
    if plain and not _begun:
        _begin(root, _bare.pop())
    if not plain and _begun:
        config, _ = _begun.pop()
        config._ensure_unconfigure()


@contextlib.contextmanager
def configured(root: pathlib.Path, plugins: Sequence[object]) -> Iterator[Config]:
    """Gives the configuration of this process's run of pytest in ``root``, with plugins of ours.

    Raises ``ConftestImportFailure`` and ``pytest.UsageError``.
    """
    if _begun and _begun[0][0].invocation_params.dir == root:
        config, session = _begun.pop()
        _go_on(config, session)
    else:
        config = _bare.pop() if _bare and _bare[0].invocation_params.dir == root else _make(root)
    try:
        if not config._configured:
            config.pluginmanager.register(_Defaults())
        for one in plugins:
            config.pluginmanager.register(one)
        if not config._configured:
            config.pluginmanager.hook.pytest_cmdline_parse(pluginmanager=config.pluginmanager, args=_arguments(root))
        yield config
    finally:
        config._ensure_unconfigure()


def _begin(root: pathlib.Path, config: Config) -> None:
    """Does what pytest does before it collects (``_pytest.main.wrap_session``)."""
    with _silence():
        config.pluginmanager.register(_Defaults())
        config.pluginmanager.hook.pytest_cmdline_parse(pluginmanager=config.pluginmanager, args=_arguments(root))
        session = pytest.Session.from_config(config)
        config._do_configure()
        config.hook.pytest_sessionstart(session=session)
        # It holds this process's descriptors; each child captures its own.
        _capture(config).stop_global_capturing()
    _begun[:] = [(config, session)]


def _go_on(config: Config, session: pytest.Session) -> None:
    """Has pytest find that it has begun."""
    rewriting: Any = config.pluginmanager.rewrite_hook
    sys.meta_path.remove(rewriting)
    sys.meta_path.insert(0, rewriting)  # it comes before what was installed since
    _capture(config).start_global_capturing()
    _capture(config).suspend_global_capture()
    make = pytest.Session.from_config

    def from_config(_: Config) -> pytest.Session:
        pytest.Session.from_config = make  # type: ignore[method-assign]
        return session

    pytest.Session.from_config = from_config  # type: ignore[method-assign, assignment]
    config._do_configure = lambda: None  # type: ignore[method-assign]
    config.hook.pytest_sessionstart = lambda session: []  # type: ignore[attr-defined]


def _capture(config: Config) -> Any:
    return config.pluginmanager.getplugin("capturemanager")


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Points this process's streams at /dev/null, of which pytest makes copies."""
    kept = [os.dup(fd) for fd in (0, 1, 2)]
    null = os.open(os.devnull, os.O_RDWR)
    try:
        for fd in (0, 1, 2):
            os.dup2(null, fd)
        yield
    finally:
        sys.stdout.flush()
        for fd, copy in enumerate(kept):
            os.dup2(copy, fd)
            os.close(copy)
        os.close(null)


def _make(root: pathlib.Path) -> Config:
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # finding plugins by metadata costs 30 ms
    return get_config(_arguments(root), [])


def _arguments(root: pathlib.Path) -> list[str]:
    return [f"--rootdir={root}", f"--confcutdir={root}", "-p", "no:cacheprovider", str(root)]


class _Defaults:
    """Plugin: settings that hold unless the suite's own configuration has them."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        for name, value in _CONFIG.items():
            config.inicfg.setdefault(name, value)


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
