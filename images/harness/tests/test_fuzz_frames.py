"""A candidate's process that sends anything at any time: fuzz of the grader's half of the proxy.

The hostile frames lie in the pipe before the grader asks, and the other end is closed behind them, so no case waits
for anything. Whatever they are, asking gives a value or raises, soon, and what the tests keep to themselves stays here.
The numbers of lent objects, otherwise random, are made to count up: a candidate knows those that it was given.
"""

from __future__ import annotations

import contextlib
import functools
import json
import multiprocessing
import os
import pathlib
import random
import socket
import struct
import threading
import time
import unittest
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest

from assay import loans, ops, peer, references, stream
from assay.control import Candidate
from assay.errors import CandidateGone, CannotCross
from assay.plain import _VALUES, READERS
from assay.scalars import scalar_frame
from assay.session import Session

SEEDS = range(12)
CASES = 250  # for each seed
SOON_S = 2.0
SECRET = "hidden-porphyry-8203"
KINDS = "CDREAFGXZQV"
TAGS = [*READERS, *references._READERS]
CLASSES = ["builtins:int", "builtins:ValueError", "builtins:type", "types:FunctionType", "unittest.case:TestCase", "x"]
# the process ends while a loop still has something to do
pytestmark = pytest.mark.filterwarnings("ignore:coroutine 'Loops._await' was never awaited")
NAMES = [
    "value", "total", "__class__", "__dict__", "__globals__", "__closure__", "__defaults__", "__code__", "__self__",
    "__func__", "__wrapped__", "__init__", "__reduce_ex__", "__eq__", "__repr__", "__call__", "__iter__", "__getattr__",
    "_expected", "_mock_return_value", "return_value", "side_effect", "mock_calls", "call_args", "assertEqual",
    "gi_frame", "f_locals", "args", "keywords", "func", "__subclasses__", "__mro__", "__next__", "send", "throw",
]  # fmt: skip
WORDS = ["add", "0", "", "é", "\ud800", "a" * 300, "builtins", *CLASSES, *KINDS]


class Suite(unittest.TestCase):
    expected = SECRET

    def runTest(self) -> None: ...


def lent() -> list[Any]:
    """Objects of a test of every kind, each of which knows the secret."""

    class Order:
        """With something that it keeps to itself; made for each case, as a submission may change what it is lent."""

        def __init__(self) -> None:
            self.value = 3
            self._expected = SECRET

        def total(self, *parts: object) -> int:
            return len(parts)

    order = Order()

    def judge(value: object, expected: str = SECRET) -> bool:
        return value == expected

    def items() -> Iterator[int]:
        kept = SECRET
        yield len(kept)

    called = mock.Mock()
    called(SECRET)
    return [order, order.total, Order, judge, items(), called, Suite(), functools.partial(judge, SECRET)]


class Hostile:
    """A session whose candidate has already sent all that it will ever send."""

    def __init__(self, data: bytes) -> None:
        ours, link = socket.socketpair()
        spawn, self._spawn = socket.socketpair()
        (stdout, self._stdout), (stderr, self._stderr) = os.pipe(), os.pipe()
        candidate = Candidate(channel=ours, spawn=spawn, stdout=stdout, stderr=stderr)
        self.session = Session(
            start=lambda interpreter: candidate,
            kill=lambda: None,
            explain=lambda: CandidateGone("crashed", "it ended"),
            modules=["solution"],
            output_limit=1 << 20,
        )
        with link:
            self._half = self.session.peer
            ends = stream.take(socket.recv_fds(link, 1, 2)[1])
        assert ends is not None
        self._reading, self._writing = ends
        self._sender = threading.Thread(target=self._send, args=(data,), daemon=True)
        if len(data) < 50_000:
            self._send(data)
        else:
            self._sender.start()

    def _send(self, data: bytes) -> None:
        with contextlib.suppress(OSError), open(self._writing, "wb", buffering=0) as pipe:
            rest = memoryview(data)
            while rest:
                rest = rest[pipe.write(rest) :]

    def ask(self, *args: object) -> Any:
        """Ask, and give the value or the exception that came of it."""
        self.session.world.news = lambda: False  # type: ignore[method-assign]
        try:
            return self._half.ask("probe", 0, None, args, {})
        except BaseException as error:
            return error

    def told(self) -> bytes:
        """Everything that the candidate was sent."""
        self._half.close()
        with open(self._reading, "rb") as pipe:
            told = pipe.read()
        self._spawn.close()
        for fd in (self._stdout, self._stderr):
            os.close(fd)
        return told


def frame(kind: str, tree: Any) -> bytes:
    body = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return struct.pack(">IB", len(body) + 1, ord(kind)) + body


class Maker:
    """Makes hostile frames, most of them nearly right."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def number(self) -> Any:
        return self.random.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 17, -1, 1 << 40, 1 << 70, 1.5, True, None, "1"])

    def tree(self, depth: int = 0) -> Any:
        pick = self.random.random()
        if pick < 0.3 or depth > 5:
            return self.random.choice([self.number(), self.random.choice(WORDS), None])
        if pick < 0.45:
            return [self.tree(depth + 1) for _ in range(self.random.randrange(4))]
        if pick < 0.5:
            return {self.random.choice(WORDS): self.tree(depth + 1)}
        return {self.random.choice(TAGS): self.payload(depth)}

    def payload(self, depth: int) -> Any:
        inner, choice = functools.partial(self.tree, depth + 1), self.random.choice
        options: list[Callable[[], Any]] = [
            inner,
            lambda: [inner() for _ in range(self.random.randrange(6))],
            lambda: [self.number(), choice("fcdoM"), self.facts(depth)],
            lambda: [self.number(), [inner()]],
            lambda: [self.number(), choice(["dict", "Counter", "defaultdict"]), inner(), [inner(), inner()]],
            lambda: [choice(list(_VALUES)), *(inner() for _ in range(self.random.randrange(4)))],
            lambda: [self.number(), {"g": choice(CLASSES)}, [inner()], None, None, False, None, ["args", inner()], []],
            lambda: [self.number(), choice(["get", "cmeth"]), choice(NAMES), []],
            lambda: choice(CLASSES),
        ]
        return choice(options)()

    def facts(self, depth: int) -> Any:
        choice = self.random.choice
        pick = self.random.random()
        if pick < 0.3:
            return choice([None, self.tree(depth + 1)])
        if pick < 0.6:
            return {"name": "f", "qualname": "f", "module": "solution", "flavour": choice(["", "generator"])}
        return {
            "name": choice(NAMES), "qualname": "C", "module": "solution", "doc": None,
            "bases": [self.tree(depth + 1) for _ in range(self.random.randrange(2))],
            "members": {choice(NAMES): choice(["data", "method", "none"])}, "special": ["__eq__", "__hash__"],
        }  # fmt: skip

    def request(self) -> list[Any]:
        op = self.random.choice([*ops.ALLOWED, *ops.EVERYTHING])
        args = [self.tree(3) for _ in range(self.random.randrange(3))]
        return [op, self.random.randrange(10), self.random.choice([*NAMES, None]), args, {}]

    def scalar(self) -> tuple[Any, bytes]:
        """A scalar and the frame of it."""
        while True:
            value = self.random.choice([self.number(), self.random.choice(WORDS)])
            data = scalar_frame(value)
            if data is not None:
                return value, data

    def frame(self) -> bytes:
        kind, pick = self.random.choice(KINDS), self.random.random()
        if pick < 0.3:
            return frame("C", self.request())
        if pick < 0.4:
            return frame("Q", self.request()[:4])
        if pick < 0.6:
            return frame("R", self.tree())
        if pick < 0.7:
            changes = [[[self.number(), [self.tree()]]], [self.number()]]
            return frame("Z", [[[self.number(), self.number()]], changes, []])
        if pick < 0.72:
            return self.scalar()[1]
        if pick < 0.75:
            return frame(kind, [self.number(), self.number(), self.request()])
        return frame(kind, self.tree())

    def bytes(self) -> bytes:
        data = b"".join(self.frame() for _ in range(self.random.randrange(1, 8)))
        pick = self.random.random()
        if pick < 0.1:
            return self.random.randbytes(self.random.randrange(40))
        if pick < 0.5:  # a byte exchanged, a piece left out or said twice
            at, to = sorted(self.random.randrange(len(data)) for _ in range(2))
            middle = self.random.choice([b"", data[at:to] * 2, self.random.randbytes(1)])
            return data[:at] + middle + data[to:]
        return data


@pytest.fixture(autouse=True)
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers of lent objects count up from 1 in each session."""
    monkeypatch.setattr(loans, "_urandom", None)
    original = peer.Peer.__init__

    def init(self: Any, *args: Any, **kwargs: Any) -> None:
        numbers = iter(range(1 << 30))
        monkeypatch.setattr(loans, "_urandom", lambda size: next(numbers).to_bytes(size))
        original(self, *args, **kwargs)

    monkeypatch.setattr(peer.Peer, "__init__", init)


def is_expected(result: Any) -> bool:
    """Whether what came of asking is a value, the end of the candidate, or an exception that it sent."""
    if not isinstance(result, BaseException) or isinstance(result, (CandidateGone, CannotCross)):
        return True
    return "_assay_ref" in vars(result)


@pytest.mark.parametrize("seed", SEEDS)
def test_anything_at_any_time(seed: int) -> None:
    maker = Maker(seed)
    endings = {"value": 0, "gone": 0}
    for _ in range(CASES):
        data = maker.bytes()
        hostile = Hostile(data)
        began = time.monotonic()
        result = hostile.ask(*lent())
        took = time.monotonic() - began
        told = hostile.told()
        assert is_expected(result), f"{result!r} came of {data!r}"
        assert took < SOON_S, data
        assert SECRET.encode() not in told, data
        endings["gone" if isinstance(result, CandidateGone) else "value"] += 1
    assert min(endings.values()) > CASES // 50, f"too one-sided to show anything: {endings}"


@pytest.mark.parametrize("seed", SEEDS)
def test_anything_instead_of_a_scalar(seed: int) -> None:
    """What is asked with nothing but scalars takes the short way."""
    maker = Maker(2000 + seed)
    scalars = refused = 0
    for _ in range(CASES):
        value, data = maker.scalar()
        pick = maker.random.random()
        if pick < 0.2:
            data = frame("V", maker.tree(3))
        elif pick < 0.6:  # a byte more or less, and a length that says so
            data = frame("V", maker.random.choice([data[5:-1], data[5:] + maker.random.randbytes(1)]))
        hostile = Hostile(data + maker.random.choice([b"", b"", maker.bytes()]))
        result = hostile.ask(1, "two")
        hostile.told()
        if pick >= 0.6:
            assert result == value and type(result) is type(value)
        if result is None or isinstance(result, (str, int, float)):
            scalars += 1
        else:
            assert isinstance(result, CandidateGone) and result.kind == "protocol", data
            refused += 1
    assert min(scalars, refused) > CASES // 10


@pytest.mark.parametrize("seed", SEEDS)
def test_requests_of_all_kinds_tell_no_secret(seed: int) -> None:
    maker = Maker(1000 + seed)
    answered = 0
    for _ in range(CASES):
        requests: list[bytes] = []
        while len(requests) < 6:
            request = maker.request()
            if request[0] in ops.ALLOWED and request[0] not in ("input", "stdin"):
                requests.append(frame("C", [*request[:3], [], {}]))
        hostile = Hostile(b"".join(requests) + frame("R", 5))
        result = hostile.ask(*lent())
        assert is_expected(result)
        answered += result == 5
        assert SECRET.encode() not in hostile.told(), requests
    assert answered > CASES // 50, "hardly a request was served, which shows nothing"


HUGE: dict[str, Callable[[], bytes]] = {
    "claim of 2 GiB": lambda: b"\x7f\xff\xff\xffR" + b"x" * 40_000,
    "claim of 4 GiB": lambda: b"\xff\xff\xff\xffR",
    "deep list": lambda: frame("R", b"[" * 1_000_000 + b"]" * 1_000_000),
    "deep tuple": lambda: frame("R", b'{"t":[' * 300_000 + b"]}" * 300_000),
    "million of handles": lambda: frame(
        "R", b"[" + b",".join(b'{"h":[%d,"o",{"g":"builtins:object"}]}' % i for i in range(10, 1_000_010)) + b"]"
    ),
    "more shared lists than there may be": lambda: frame("R", [{"l": [i, []]} for i in range(2, 260_002)]),
    "million of releases": lambda: frame("Z", [[[1, 1]] * 1_000_000, None, []]) + frame("R", 1),
    "million of empty lists": lambda: frame("R", b"[" + b"[]," * 15_000_000 + b"0]"),
    "digits without end": lambda: frame("R", b"9" * 1_000_000),
}


def ask_for(name: str) -> tuple[object, float, int]:
    """Asks a candidate that sends this; gives the answer, the CPU seconds and the growth of memory at its peak."""
    hostile = Hostile(HUGE[name]())
    pathlib.Path("/proc/self/clear_refs").write_text("5")  # the peak begins here: proc_pid_clear_refs(5)
    before = peak_bytes()
    began = time.process_time()
    result = hostile.ask()
    took = time.process_time() - began
    grown = peak_bytes() - before
    hostile.told()
    return getattr(result, "kind", result), took, grown


def peak_bytes() -> int:
    """Gives the most memory that this process has had at once."""
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) << 10


@pytest.mark.parametrize("name", HUGE)
def test_huge_is_refused_in_bounded_time_and_memory(name: str) -> None:
    # in a process of its own: what it leaves to be collected is not the next test's memory
    with multiprocessing.get_context("spawn").Pool(1) as process:
        kind, took, grown = process.apply(ask_for, (name,))
    assert kind == "protocol"
    assert took < 10  # CPU seconds: others may use this machine
    assert grown < 256 << 20


def test_a_duplicate_reply_ends_the_candidate_at_the_next_call() -> None:
    hostile = Hostile(frame("R", 1) + frame("R", 2) + frame("R", 3))
    assert hostile.ask() == 1
    assert hostile.session.gone is None or hostile.session.gone.kind == "protocol"
    hostile.told()
