"""What the proxy costs beside a bare two-process socket ping-pong, measured side by side in one run.

Prints one table: medians and 95th percentiles of rounds that alternate with the ping-pong's. Run in a container of the
python image, on one core: ``make bench-proxy``. On two cores the table shows mostly how soon the scheduler wakes the
other one.
"""

from __future__ import annotations

import json
import marshal
import os
import pathlib
import select
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from assay.begin import Interpreter
from assay.control import Candidate
from assay.errors import CandidateGone
from assay.session import Session

ROUNDS = 15
CALLS = 400  # in a round
SOLUTION = """
class Point:
    kind = "point"
    def __init__(self, x): self.x = x
    def moved(self, by): return self.x + by
    def __len__(self): return 3
def add(a, b): return a + b
def echo(value): return value
def count(n):
    for i in range(n): yield i
def numbers(n): return list(range(n))
def call(f, n):
    for i in range(n): f(i)
"""


def ping_pong(size: int) -> Callable[[], None]:
    """A function that sends and receives ``size`` bytes each way, the other end being another process."""
    mine, theirs = socket.socketpair()
    if os.fork() == 0:
        mine.close()
        while data := theirs.recv(1 << 16):
            theirs.sendall(data)
        os._exit(0)
    theirs.close()
    message = b"x" * size

    def once() -> None:
        mine.sendall(message)
        mine.recv(1 << 16)

    return once


def least_call() -> Callable[[], None]:
    """A call stripped of everything but what the design asks of it, as two loops written out by hand.

    Towards the candidate a framed ``marshal`` tuple; there two flushed streams, one function call and a framed JSON
    answer; here a wait that also watches two pipes, a length check, strict JSON and a type check.
    """
    theirs, writing = os.pipe()
    reading, their_writing = os.pipe()
    head = struct.Struct(">IB")
    if os.fork() == 0:
        os.close(writing)
        table = {7: lambda a, b: a + b}
        while data := os.read(theirs, 1 << 16):
            _, target, _, args = marshal.loads(data[5:])
            value = table[target](*args)
            sys.stdout.flush()
            sys.stderr.flush()
            body = b"%d" % value
            os.write(their_writing, head.pack(len(body) + 1, 86) + body)
        os._exit(0)
    poller = select.poll()
    for fd in (reading, os.pipe()[0], os.pipe()[0]):
        poller.register(fd, select.POLLIN)
    scan = json.JSONDecoder().scan_once  # type: ignore[attr-defined]

    def once() -> None:
        body = marshal.dumps(("call", 7, None, (1, 2)))
        os.write(writing, head.pack(len(body) + 1, 81) + body)
        poller.poll()
        data = os.read(reading, 1 << 16)
        if int.from_bytes(data[:4]) != len(data) - 4 or type(scan(data[5:].decode(), 0)[0]) is not int:
            raise AssertionError("not an answer")

    return once


def start_candidate(folder: str) -> Callable[[Interpreter], Candidate]:
    """A way to start a candidate process without a warden; the code in ``folder`` is this file's own."""

    def start(interpreter: Interpreter) -> Candidate:
        channel, channel_there = socket.socketpair()
        spawn, spawn_there = socket.socketpair()
        out, err = os.pipe(), os.pipe()
        fds = channel_there.fileno(), spawn_there.fileno()
        program = (
            f"import os, socket, sys; os.chdir({folder!r}); sys.path.insert(0, {folder!r}); from assay import agent;"
            f"agent.serve(socket.socket(fileno={fds[0]}), socket.socket(fileno={fds[1]}))"
        )
        subprocess.Popen(
            [sys.executable, "-I", "-c", program], pass_fds=fds, stdin=subprocess.DEVNULL, stdout=out[1], stderr=err[1]
        )
        for end in (channel_there, spawn_there):
            end.close()
        os.close(out[1])
        os.close(err[1])
        return Candidate(channel=channel, spawn=spawn, stdout=out[0], stderr=err[0])

    return start


def timed(work: Callable[[], object], times: int) -> float:
    """Microseconds for each of ``times`` calls."""
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) / times * 1e6


def main() -> None:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "benched.py").write_text(SOLUTION)
        ping = ping_pong(60)
        session = Session(
            start=start_candidate(folder),
            kill=lambda: None,
            explain=lambda: CandidateGone("crashed", "the benchmark's own process ended"),
            modules=["benched"],
            output_limit=1 << 20,
            scratch=folder,
        )
        session.install()
        began = time.perf_counter()
        import benched  # type: ignore[import-not-found]

        first = (time.perf_counter() - began) * 1e3
        report(ping, cases(benched))
        print(f"\nstart of a candidate process and import of its module, once: {first:.1f} ms")


def cases(benched: object) -> dict[str, tuple[Callable[[], object], int]]:
    """What is measured, and how many calls make a round."""
    module: object = benched
    add, echo, count, numbers, call = (getattr(module, n) for n in ("add", "echo", "count", "numbers", "call"))
    point = getattr(module, "Point")(1)  # noqa: B009 - the module's type is object here
    kind = getattr(module, "Point")  # noqa: B009
    small = {"name": "x", "tags": ["a", "b"], "size": 3}
    return {
        "the least that a call needs, by hand": (least_call(), CALLS),
        "add(1, 2)": (lambda: add(1, 2), CALLS),
        "module attribute and call": (lambda: module.add(1, 2), CALLS),  # type: ignore[attr-defined]
        "echo of a small dict": (lambda: echo(small), CALLS),
        "point.moved(2)": (lambda: point.moved(2), CALLS),
        "point.x": (lambda: point.x, CALLS),
        "len(point)": (lambda: len(point), CALLS),
        "isinstance(point, Point)": (lambda: isinstance(point, kind), CALLS),
        "Point(1)": (lambda: kind(1), CALLS),
        "one item of a generator": (_item(count), CALLS),
        "one callback of 100": (_hundredth(lambda: call(lambda i: None, 100)), 400),
        "list of 1e6 ints": (lambda: numbers(1_000_000), 1),
    }


def _item(count: Callable[[int], object]) -> Callable[[], object]:
    items = iter(count(10**9))  # type: ignore[call-overload]
    return lambda: next(items)


def _hundredth(work: Callable[[], object]) -> Callable[[], object]:
    turn = iter(range(1 << 60))
    return lambda: work() if next(turn) % 100 == 0 else None


def report(ping: Callable[[], None], measured: dict[str, tuple[Callable[[], object], int]]) -> None:
    """Measure in alternating rounds and print a Markdown table."""
    print("| what | median µs | p95 µs | × ping-pong |\n|---|---:|---:|---:|")
    bare: list[float] = []
    rows = []
    for name, (work, times) in measured.items():
        timed(work, max(times // 10, 1))
        ours, theirs = [], []
        for _ in range(ROUNDS if times > 1 else 5):
            theirs.append(timed(ping, CALLS))
            ours.append(timed(work, times))
        bare += theirs
        ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
        rows.append((name, ours, ratio))
    rows.insert(0, ("bare ping-pong of 60 bytes", bare, 1.0))
    for name, times_us, ratio in rows:
        p95 = sorted(times_us)[int(len(times_us) * 0.95)]
        print(f"| {name} | {statistics.median(times_us):.1f} | {p95:.1f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
