"""The warden's client, with a warden played by a thread."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from assay import frames
from assay.control import Control, Exit, WardenError

USAGE = {name: {"value": 2, "method": "m"} for name in frames._USAGE}


class Fake:
    """Reads requests and answers as told."""

    def __init__(self) -> None:
        ours, self.link = socket.socketpair()
        self.control = Control(ours, memory_limit=64 << 20)

    def read(self) -> dict[str, Any]:
        body, _ = frames.receive_with(self.link, 1 << 20, 1)
        assert body is not None
        return frames.unpack(body)

    def send(self, frame: dict[str, Any], fds: tuple[int, ...] = ()) -> None:
        frames.send_with(self.link, frames.pack(frame), fds)

    def serve(self, answer: Callable[[dict[str, Any]], None]) -> None:
        """Lets answer handle one request, in the background."""
        threading.Thread(target=lambda: answer(self.read()), daemon=True).start()

    def reply(self, ok: Any) -> None:
        self.serve(lambda request: self.send({"id": request["id"], "ok": ok}))


@pytest.fixture
def fake() -> Iterator[Fake]:
    made = Fake()
    yield made
    made.link.close()
    made.control.close()


def start(fake: Fake, number: int) -> None:
    def answer(request: dict[str, Any]) -> None:
        left, right = socket.socketpair()
        reader, writer = os.pipe()
        fake.send({"id": request["id"], "ok": number}, (left.fileno(), right.fileno(), reader, writer))
        os.close(reader)
        os.close(writer)

    fake.serve(answer)
    candidate = fake.control.start()
    candidate.channel.close()
    candidate.spawn.close()
    os.close(candidate.stdout)
    os.close(candidate.stderr)


def test_answers_come_in_any_order(fake: Fake) -> None:
    results: dict[int, int] = {}

    def ask(n: int) -> None:
        results[n] = fake.control._call("echo", n=n)[0]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    requests = [fake.read() for _ in threads]
    for request in reversed(requests):
        fake.send({"id": request["id"], "ok": request["n"] * 10})
    for thread in threads:
        thread.join(5)
    assert results == {n: n * 10 for n in range(8)}


def test_a_waiting_thread_leaves_the_link_to_others(fake: Fake) -> None:
    slow = threading.Thread(target=fake.control.wait, args=(1, 30.0), daemon=True)
    slow.start()
    waiting = fake.read()
    assert waiting["op"] == "wait"
    fake.reply(3)
    assert fake.control.processes() == 3
    fake.send({"id": waiting["id"], "ok": {"status": 0, "signal": None}})
    slow.join(5)
    assert not slow.is_alive()


def test_errors_are_raised_where_they_belong(fake: Fake) -> None:
    fake.serve(lambda request: fake.send({"id": request["id"], "error": "no such server"}))
    with pytest.raises(WardenError, match="log: no such server"):
        fake.control.log(7)


def test_a_closed_link_ends_every_wait(fake: Fake) -> None:
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            fake.control.kill()
        except WardenError as error:
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for _ in threads:
        fake.read()
    fake.link.close()
    for thread in threads:
        thread.join(5)
    assert len(errors) == 3
    with pytest.raises(WardenError, match="the sandbox is gone"):
        fake.control.usage()


@pytest.mark.parametrize("junk", [b"[]", b"{", b"\xff\xff\xff\xff"])
def test_nonsense_closes_the_link(fake: Fake, junk: bytes) -> None:
    fake.serve(lambda request: frames.send_with(fake.link, junk))
    with pytest.raises(WardenError, match="the sandbox is gone"):
        fake.control.kill()


def test_death_is_told_before_or_after_it_is_asked_for(fake: Fake) -> None:
    start(fake, 1)
    exit_event = {"event": "exit", "candidate": 1, "status": 3, "signal": None, "oom": False}
    threading.Timer(0.05, fake.send, (exit_event,)).start()
    assert fake.control.death() == Exit(status=3, signal=None, oom=False)
    assert fake.control.death() == Exit(status=3, signal=None, oom=False)


def test_the_death_of_an_earlier_candidate_is_not_this_ones(fake: Fake) -> None:
    start(fake, 1)
    fake.send({"event": "exit", "candidate": 1, "status": 3, "signal": None, "oom": False})
    start(fake, 2)
    assert fake.control.death(0.05) is None


@pytest.mark.parametrize(
    ("status", "signal", "oom", "kind", "words"),
    [
        (0, None, False, "crashed", "exited with status 0"),
        (None, 9, False, "crashed", "ended by SIGKILL"),
        (None, 63, False, "crashed", "ended by signal 63"),
        (None, 9, True, "out_of_memory", "64 MiB"),
    ],
)
def test_explanations(
    fake: Fake, status: int | None, signal: int | None, oom: bool, kind: str, words: str
) -> None:
    start(fake, 1)
    fake.send({"event": "exit", "candidate": 1, "status": status, "signal": signal, "oom": oom})
    gone = fake.control.explain()
    assert gone.kind == kind and words in gone.message


def test_a_candidate_that_only_closed_its_channel_is_killed(fake: Fake) -> None:
    start(fake, 1)
    killed: list[str] = []

    def answer(request: dict[str, Any]) -> None:
        killed.append(request["op"])
        fake.send({"id": request["id"], "ok": None})

    fake.serve(answer)
    began = time.monotonic()
    assert fake.control.explain().kind == "protocol"
    assert killed == ["kill"]
    assert time.monotonic() - began < 4


def test_readings(fake: Fake) -> None:
    fake.reply({"usage": USAGE, "window_bytes": 77})
    reading = fake.control.usage(mark=1)
    assert (reading.cpu_s, reading.memory_bytes, reading.memory_peak_bytes, reading.oom_kills) == (2, 2, 77, 2)
    fake.reply({"usage": USAGE, "window_bytes": None})
    assert fake.control.usage().memory_peak_bytes == 2


def test_a_start_without_its_descriptors_is_refused(fake: Fake) -> None:
    fake.reply(1)
    with pytest.raises(WardenError, match="4 descriptors, not 0"):
        fake.control.start()
