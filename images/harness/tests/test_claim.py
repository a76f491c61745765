"""Waiting to be claimed: who says hello gets the pod, nobody else does, and nobody waits for ever."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from assay import claim, forks, frames


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for fd in ends:
        try:
            os.close(fd)
        except OSError:
            pass


def in_child(function: Callable[[], None]) -> int:
    """Runs a function in a forked process and gives its exit status, 200 if it returned and 201 if it raised."""
    pid = os.fork()
    if pid == 0:
        status = 201
        try:
            function()
            status = 200
        finally:
            os._exit(status)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    forks.end(pid)
    pytest.fail("still waits")


@pytest.mark.parametrize(
    ("arguments", "idle_s"),
    [([], 0.0), (["--shared"], 0.0), (["--idle", "180"], 180.0), (["--idle", "0.5", "--shared"], 0.5)],
)
def test_idle_time_is_what_the_option_says(arguments: list[str], idle_s: float) -> None:
    assert claim.idle_time(["warden", *arguments]) == idle_s
    assert claim.is_shared(["warden", *arguments]) == ("--shared" in arguments)


@pytest.mark.parametrize(
    ("arguments", "ends"),
    [
        (["--once"], True),
        (["--idle", "5"], True),
        (["--idle", "5", "--shared"], True),
        (["--shared"], False),
        ([], False),
    ],
)
def test_only_what_may_rightly_wait_never_ends(arguments: list[str], ends: bool) -> None:
    assert claim.orphaned_time(["warden", *arguments]) == (claim.ORPHANED_S if ends else None)


@pytest.mark.parametrize("arguments", [["--idle"], ["--idle", "soon"]])
def test_an_idle_time_that_is_none_is_refused(arguments: list[str]) -> None:
    with pytest.raises((IndexError, ValueError)):
        claim.idle_time(arguments)


@pytest.mark.parametrize("direction", ["go-to-grader", "go-to-warden"])
def test_hello_ends_the_wait(pipe: tuple[int, int], direction: frames.Direction) -> None:
    frames.write(pipe[1], {"type": "hello", "v": frames.VERSION}, direction)
    assert in_child(lambda: claim.wait(pipe[0], 60, direction)) == 200


def test_what_comes_after_hello_is_left_for_others(pipe: tuple[int, int]) -> None:
    frames.write(pipe[1], {"type": "hello", "v": frames.VERSION}, "go-to-warden")
    frames.write(pipe[1], {"type": "join"}, "go-to-warden")
    claim.wait(pipe[0], 60, "go-to-warden")
    assert frames.read(pipe[0], "go-to-warden") == {"type": "join"}


def test_nobody_in_time_ends_the_process(pipe: tuple[int, int]) -> None:
    began = time.monotonic()
    assert in_child(lambda: claim.wait(pipe[0], 0.2, "go-to-warden")) == 0
    assert 0.2 <= time.monotonic() - began < 10


def test_the_end_of_standard_input_ends_the_process(pipe: tuple[int, int]) -> None:
    os.close(pipe[1])
    assert in_child(lambda: claim.wait(pipe[0], 60, "go-to-warden")) == 0


@pytest.mark.parametrize(
    "body",
    [
        b'{"type":"join"}', b'{"type":"usage"}', b'{"type":"next"}', b'{"type":"hello","v":1}', b'{"type":"hello"}',
        b'{"type":"hello","v":true}', b"hello", b"",
    ],
)  # fmt: skip
def test_anything_but_hello_is_refused(pipe: tuple[int, int], body: bytes) -> None:
    frames.write_body(pipe[1], body)
    with pytest.raises(frames.FrameError):
        claim.wait(pipe[0], 60, "go-to-warden")


def test_load_leaves_out_what_the_image_lacks() -> None:
    sys.modules.pop("this_is_no_module", None)
    claim.load(["this_is_no_module", "no_such_package.inside", "colorsys"])
    assert "colorsys" in sys.modules
    assert "this_is_no_module" not in sys.modules


def test_load_does_not_hide_a_broken_module(tmp_path: os.PathLike[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = os.fspath(tmp_path)
    with open(os.path.join(path, "assay_broken.py"), "w", encoding="utf-8") as module:
        module.write("import this_is_no_module\n")
    monkeypatch.syspath_prepend(path)
    with pytest.raises(ModuleNotFoundError):
        claim.load(["assay_broken"])
