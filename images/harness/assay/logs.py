"""Logging across the proxy: records go to the test's loggers, and levels are the same in both processes.

A logger of the submission decides by its level what it makes a record of, as in one process, also where the test has
set that level: ``caplog.set_level``. What it does make is handed to the test's logger of the same name, whose handlers
(``caplog``, ``assertLogs``) are in the test's process. Handlers and filters of the submission stay in its own.
"""

from __future__ import annotations

import functools
import logging
import re
from os import getpid as _getpid  # whatever a test puts in its place
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assay.peer import Peer

_set_level = logging.Logger.setLevel
_add_level_name = logging.addLevelName
_STANDARD = logging.getLevelNamesMapping()
_NOTHING: dict[str, Any] = {}
_RECORD = frozenset(logging.makeLogRecord({}).__dict__)
_LONGEST_NAME = 1000
_MOST_NAMES = 1000  # of levels
_SHORT = 1000  # characters
_HUGE_FIELD = re.compile(r"%(\([^)]*\))?[^a-zA-Z%]*(\d{4}|\*)")
_PLAIN = (str, int, float, bool, type(None))


# -- both processes ---------------------------------------------------------------------------------------------------


def hook_levels(changed: Callable[[str, int], None]) -> None:
    """Have ``changed`` called with the name and new level of a logger whose level is set."""

    @functools.wraps(_set_level)
    def set_level(self: logging.Logger, level: int | str) -> None:
        _set_level(self, level)
        _theirs.discard(self.name)
        changed(self.name, self.level)

    logging.Logger.setLevel = set_level  # type: ignore[method-assign]


def levels() -> dict[str, int]:
    """The levels that have been set, by the loggers' names."""
    made = logging.root.manager.loggerDict.items()
    known = {name: found.level for name, found in made if isinstance(found, logging.Logger) and found.level}
    return {**known, logging.root.name: logging.root.level}


def take_levels(told: Iterable[tuple[str, int]]) -> None:
    """Set levels as the test has set them."""
    for name, level in told:
        _set_level(logging.getLogger(name), level)


# -- the candidate's process ------------------------------------------------------------------------------------------


class Forwarder(logging.Handler):
    """Stands at the root as pytest's own handlers do: with one there, ``basicConfig`` adds none.

    Whether it is still there or not, records that come as far are handed to the test's loggers, like pytest's handlers,
    which are there anew for each test. A forked child has no way to them.
    """

    def __init__(self, peer: Peer) -> None:
        super().__init__()
        self._peer = peer
        self._pid = _getpid()

    def emit(self, record: logging.LogRecord) -> None:
        """Nothing: :meth:`forward` does it."""

    def install(self) -> None:
        """Have records come here."""
        logging.root.addHandler(self)
        handle = logging.Logger.callHandlers

        forward = self.forward

        def call_handlers(self: logging.Logger, record: logging.LogRecord) -> None:
            at = self
            while at.propagate and at.parent is not None:
                at = at.parent
            if at is not logging.root or self.hasHandlers():  # or its last resort would have it
                handle(self, record)
            if at is logging.root:
                forward(record)

        logging.Logger.callHandlers = call_handlers  # type: ignore[method-assign]

    def forward(self, record: logging.LogRecord) -> None:
        """Hand a record to the test's logger of its name."""
        if _getpid() != self._pid:
            return
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not record.exc_text:
            record.exc_text = _FORMATTER.formatException(record.exc_info)  # type: ignore[arg-type]
        parts = (
            record.name, record.levelno, record.pathname, record.lineno, str(record.msg), _plain_args(record.args),
            record.getMessage(), record.funcName, error, record.exc_text,
            {k: v for k, v in record.__dict__.items() if k not in _RECORD and type(v) in (str, int, float, bool)},
        )  # fmt: skip
        self._peer.ask("log", 0, None, parts, _NOTHING)


_FORMATTER = logging.Formatter()


def _plain_args(args: Any) -> Any:
    if type(args) is dict:
        return args if _are_plain((*args, *args.values())) else None
    return args if isinstance(args, tuple) and _are_plain(args) else None


def _are_plain(values: Iterable[Any]) -> bool:
    return all(type(each) in _PLAIN or type(each) in (list, tuple) and _are_plain(each) for each in values)


def hook_logging(peer: Peer) -> None:
    """Have records and levels told to the tests' process."""
    pid = _getpid()

    def changed(name: str, level: int) -> None:
        if _getpid() == pid:
            peer.ask("level", 0, None, (name, level), _NOTHING)

    @functools.wraps(_add_level_name)
    def add_level_name(level: int, levelName: str) -> None:
        _add_level_name(level, levelName)
        if _getpid() == pid:
            peer.ask("levelname", 0, None, (level, levelName), _NOTHING)

    Forwarder(peer).install()
    hook_levels(changed)
    logging.addLevelName = add_level_name


# -- the tests' process -----------------------------------------------------------------------------------------------


def hear_level(name: Any, level: Any) -> None:
    """Set a level as the candidate has set it, but never of a logger that the test, or a library here, has set up."""
    if type(name) is not str or type(level) is not int:
        raise TypeError("a level that makes no sense")
    logger = logging.getLogger(name[:_LONGEST_NAME])
    root = logger is logging.root  # which has handlers of pytest's, and a level from the start
    own = logger.level != (logging.WARNING if root else logging.NOTSET) and logger.name not in _theirs
    if own or logger.handlers and not root:
        return
    _theirs.add(logger.name)
    _set_level(logger, level)


def hear_level_name(level: Any, name: Any) -> None:
    """Name a level as the candidate has, but let no standard name mean another level."""
    if type(level) is not int or type(name) is not str:
        raise TypeError("the name of a level that makes no sense")
    if _STANDARD.get(name, level) == level and len(logging.getLevelNamesMapping()) < _MOST_NAMES:
        _add_level_name(level, name[:_LONGEST_NAME])


_theirs: set[str] = set()  # names of loggers whose level is the candidate's


def _is_small(msg: str, values: Any) -> bool:
    """Whether values by name, any of which the message may have many times over, make no long text."""
    return type(values) is dict and len(msg) <= _SHORT and len(str(values)) <= 10 * _SHORT


def hear(parts: list[Any]) -> None:
    """Have the test's own logger handle a record of the candidate's, whose logger there has decided to make it."""
    logger_name, level, path, line, msg, values, text, func, error, trace, extra = parts
    if type(level) is not int or not all(type(part) is str for part in (logger_name, path, msg, text)):
        raise TypeError("a log record that makes no sense")
    logger = logging.getLogger(logger_name[:_LONGEST_NAME])
    if logger.disabled or logger.manager.disable >= level:
        return
    if _HUGE_FIELD.search(msg) or type(values) is not tuple and not _is_small(msg, values):
        values = None  # formatted here, it could be a gigabyte
    if type(values) is dict:
        values = (values,)
    exc_info = (type(error), error, None) if isinstance(error, BaseException) else None
    record = logging.LogRecord(
        logger_name, level, path, line, msg if values is not None else text, values, exc_info, func
    )
    if type(trace) is str:
        record.exc_text = trace
    record.__dict__.update({k: v for k, v in extra.items() if k not in record.__dict__})
    logger.handle(record)
