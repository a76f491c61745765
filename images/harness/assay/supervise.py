"""Runs sessions until every expected test has a result, and tells Go.

A session is a forked process that may hang or die with the code it talks to. This is the
process that cannot: it decodes nothing of a candidate's, waits for nothing without a limit,
and ends a session, with its candidate, when a limit is reached.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NoReturn

from assay import forks, frames
from assay.control import Control, WardenError, start_ahead
from assay.job import Expected, Job
from assay.kernel import Kernel
from assay.outcomes import Outcome
from assay.suite import SHOWN, Assignment

__all__ = ["GoIsGone", "Serve", "Supervisor"]

_GRACE_S: Final = 2.0
"""A session reports a test's time limit itself; only after this much longer it is taken for hung."""
_BETWEEN_S: Final = 20.0
"""Longest time from one event to the next outside a test."""
_LONGEST_EVENT: Final = 8 << 20
_USAGE: Final = ("cpu_s", "memory_peak_bytes", "memory_bytes", "pids", "pids_peak", "oom_kills")

type Serve = Callable[[Assignment, socket.socket, int], NoReturn]
"""Becomes a session: ``assay.suite.serve``."""


class GoIsGone(Exception):
    """Nobody waits for the results any longer."""


class Supervisor:
    """One run. ``into`` and ``out`` are the descriptors of Go's link, ``kernel`` reads this container's numbers.

    ``alone`` says that every other process of the container, but PID 1, is of this run, ``ahead``
    that the tests import the submission before any of them runs.
    """

    def __init__(
        self,
        job: Job,
        tests: Sequence[Expected],
        control: Control,
        into: int,
        out: int,
        serve: Serve,
        kernel: Kernel,
        *,
        alone: bool,
        ahead: bool,
    ) -> None:
        self._job = job
        self._tests = tests
        self._control = control
        self._into = into
        self._out = out
        self._serve = serve
        self._kernel = kernel
        self._alone = alone
        self._ahead = ahead
        self._said = False  # that the run is done
        # Go knows the expected tests by their place among those that are not skipped.
        expected = [index for index, test in enumerate(tests) if not test.skipped]
        self._number: Final = {index: number for number, index in enumerate(expected)}
        self._left = dict.fromkeys(expected)  # in order, without those that have a result
        self._running: int | None = None
        self._since = 0.0  # monotonic time at which the running test began
        self._began = 0.0
        self._stopped = ""
        self._reason = ""
        self._shown = {"stdout": bytearray(), "stderr": bytearray()}
        self._written = {"stdout": 0, "stderr": 0}  # by the candidates of earlier sessions
        self._writes = {"stdout": 0, "stderr": 0}  # by this session's

    def run(self) -> None:
        """Runs all tests and says ``done``. Raises ``GoIsGone``, and ``forks.Killed`` when a session was."""
        self._began = time.monotonic()
        while self._left and not self._stopped:
            left = len(self._left)
            self._session()
            if len(self._left) == left and not self._stopped:
                self._give_all("error", "the tests could not be run: the process that runs them ended at once")
        for index in list(self._left):
            self._give(index, "not_run", self._reason)
        if not self._said:
            self._done()

    # Sessions

    def _session(self) -> None:
        oom_kills = self._kernel.oom_kills()
        try:
            pid, events = self._fork()
        except (WardenError, OSError) as error:
            self._give_all("crashed", f"no session can be started: {error}")
            return
        try:
            if not self._follow(events) and forks.was_killed(pid) and self._kernel.oom_kills() == oom_kills:
                # No submission can do that, so none is judged by it.
                raise forks.Killed("the process that ran the tests was ended by SIGKILL, from outside or by a test")
            for name, written in self._writes.items():
                self._written[name] += written
                self._writes[name] = 0
            if not self._left:
                self._done()  # which does not wait for the end of those processes
        finally:
            os.close(events)
            code = forks.end(pid)
            if self._alone:
                forks.end_all()  # what hidden tests have started and left behind
        if select.select([self._control], [], [], 0)[0]:
            self._give_all("crashed", "the sandbox has ended")
        if self._running is not None:
            how = f"exit status {code}" if code >= 0 else f"signal {-code}"
            self._give(self._running, "error", f"the process that ran the test ended while it did ({how})")
        self._running = None
        try:
            self._control.kill()
        except WardenError:
            self._give_all("crashed", "the sandbox has ended")

    def _fork(self) -> tuple[int, int]:
        """Starts a session; gives its pid and the descriptor of its events."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            self._control.attach(theirs)
            theirs.close()
            if self._ahead:
                start_ahead(ours)
            reader, writer = os.pipe()
            written = sum(self._written.values())
            task = Assignment(
                job=self._job,
                tests=self._tests,
                done=frozenset(self._number.keys() - self._left.keys()),
                output_left=max(self._job.output_bytes - written, 0),
                ahead=self._ahead,
            )
            pid = os.fork()
            if pid == 0:
                try:
                    os.setpgid(0, 0)
                    for fd in (reader, self._into, self._out):
                        os.close(fd)
                    self._control.close()
                    signal.signal(signal.SIGTERM, signal.SIG_DFL)
                    self._serve(task, ours, writer)
                finally:
                    os._exit(70)
            os.close(writer)
            return pid, reader

    def _follow(self, events: int) -> bool:
        """Takes the session's events until it ends or a limit is reached; False says that it just fell silent."""
        poller = select.poll()
        for fd in (events, self._into, self._control.fileno()):
            poller.register(fd, select.POLLIN)
        deadline = time.monotonic() + self._job.test_s + _GRACE_S + _BETWEEN_S  # to collect
        run_deadline = self._began + self._job.wall_s
        while self._left:
            rest = min(deadline, run_deadline) - time.monotonic()
            ready = {fd for fd, _ in poller.poll(max(rest, 0) * 1000)}
            if self._into in ready:
                raise GoIsGone
            if events in ready:
                body = frames.read_body(events, _LONGEST_EVENT)
                if body is None:
                    return False
                if not self._take(frames.unpack(body)):
                    return True
                limit = self._job.test_s + _GRACE_S if self._running is not None else _BETWEEN_S
                deadline = time.monotonic() + limit
            elif self._control.fileno() in ready:
                return True  # nothing was asked, so this is the end of the sandbox
            elif time.monotonic() >= run_deadline:
                self._out_of_time()
                return True
            elif time.monotonic() >= deadline:
                self._overrun()
                return True
        return True

    def _out_of_time(self) -> None:
        wall_s = time.monotonic() - self._began
        self._stopped = "timeout"
        self._reason = f"the run took {wall_s:.1f} s; its limit is {self._job.wall_s:g} s"
        if self._running is not None:
            self._give(self._running, "timeout", self._reason)

    def _overrun(self) -> None:
        """The session has passed a limit that it should have kept itself."""
        message = f"the test did not end within {self._job.test_s:g} s"
        if self._running is not None:
            self._give(self._running, "timeout", message)
        else:
            self._give_all("timeout", f"importing the submission did not end within {self._job.test_s:g} s")

    # Events

    def _take(self, event: Mapping[str, Any]) -> bool:
        """Acts on an event; False says that the session is over."""
        kind = event["event"]
        if kind == "start":
            self._running = event["test"]
            self._since = time.monotonic()
            self._tell("start", test=self._number[event["test"]])
        elif kind == "result":
            self._take_output(event)
            self._running = None
            self._give(event["test"], event["outcome"], event["message"], event)
            self._check_output(event["gone"])
        elif kind == "unusable":
            self._take_output(event)
            self._check_output(event.get("gone", ""))
            if not self._stopped:
                self._give_all(event["outcome"], event["message"])
        return kind in ("start", "result", "collected") and not self._stopped

    def _take_output(self, event: Mapping[str, Any]) -> None:
        for name, shown in self._shown.items():
            data = frames.from_base64(name, event[name])
            shown += data[: SHOWN - len(shown)]
            self._writes[name] = event[f"{name}_total"]

    def _check_output(self, gone: str) -> None:
        if gone == "output_limit":
            self._stopped = "output_limit"
            self._reason = f"the submission wrote more than the {self._job.output_bytes} bytes that it may"

    # Results

    def _give_all(self, outcome: Outcome, message: str) -> None:
        for index in list(self._left):
            self._give(index, outcome, message)

    def _give(self, index: int, outcome: Outcome, message: str, event: Mapping[str, Any] | None = None) -> None:
        """Reports on a test, once."""
        if index not in self._left:
            return
        del self._left[index]
        wall_s = time.monotonic() - self._since if index == self._running else 0.0
        if event and self._job.feedback == "full" and any(event["shown"].values()):
            self._tell("points", test=self._number[index], **event["shown"])
        self._tell(
            "result",
            test=self._number[index],
            outcome=outcome,
            message=message if self._job.feedback != "verdict" else "",
            wall_s=event["wall_s"] if event else wall_s,
            cpu_s=event["cpu_s"] if event else 0.0,
            memory_bytes=event["memory_bytes"] if event else 0,
            bounds=event["bounds"] if event and self._job.feedback == "full" else [],
        )
        if index == self._running:
            self._running = None

    def _done(self) -> None:
        self._said = True
        try:
            usage = self._control.usage().raw
        except WardenError:
            usage = {name: {"value": 0, "method": "none"} for name in _USAGE}
        texts = {name: shown.decode("utf-8", "replace") for name, shown in self._shown.items()}
        if self._job.feedback == "verdict":  # what a submission prints can be what it was called with
            texts, self._written = dict.fromkeys(texts, ""), dict.fromkeys(texts, 0)
        while True:
            outputs = {
                name: {"text": text, "dropped_bytes": max(self._written[name] - len(text.encode()), 0)}
                for name, text in texts.items()
            }
            try:
                self._tell("done", stopped=self._stopped, reason=self._reason, usage=usage, **outputs)
                return
            except frames.FrameError:
                # Control characters take six bytes each in JSON.
                texts = {name: text[: len(text) // 2] for name, text in texts.items()}

    def _tell(self, kind: str, **fields: Any) -> None:
        try:
            frames.write(self._out, {"type": kind, **fields}, "grader-to-go")
        except BrokenPipeError as error:
            raise GoIsGone from error
