"""The same work done by two plain processes here in the grader.

A second busy core can make the first one slower. So the CPU that a solution uses
is compared with that of two processes which share the same jobs, run just before
it. The grader's own copy of `burn` also gives the checksums.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import time
from dataclasses import dataclass

_fresh = itertools.count(1)


def burn(size: int) -> int:
    """As in work.py; kept here so that a changed copy there changes nothing."""
    if size < 0:
        raise ValueError(f"size must not be negative, got {size}")
    state = size % 1_000_003
    for step in range(size):
        state = (state * state + step) % 1_000_003
    return state


def steps_per_ms() -> int:
    """How much of `burn` this machine does in a millisecond of CPU time."""
    steps = 200_000
    times = []
    for _ in range(3):
        start = time.thread_time()  # of the process it would be the submission's, too
        burn(steps)
        times.append(time.thread_time() - start)
    return max(1, int(steps / min(times) / 1000))


def jobs(count: int, size: int) -> list[int]:
    """`count` sizes of about `size`, never used before, so that no cache can help."""
    return [size + next(_fresh) for _ in range(count)]


@dataclass(frozen=True, kw_only=True)
class Fair:
    """What two plain processes needed."""

    cpu_s: float
    checksums: dict[int, int]


def fair(sizes: list[int]) -> Fair:
    """Share the sizes between two plain processes that run at the same time."""
    shares = [sizes[0::2], sizes[1::2]]
    children = [
        subprocess.Popen(
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in shares
    ]
    try:
        for child in children:
            assert child.stdout is not None
            child.stdout.readline()  # it is up and waiting
        for child, share in zip(children, shares, strict=True):
            assert child.stdin is not None
            child.stdin.write(json.dumps(share) + "\n")
            child.stdin.flush()
        answers = [json.loads(child.stdout.readline()) for child in children if child.stdout]
    finally:
        for child in children:
            child.kill()
            child.communicate()
    checksums = {}
    for share, answer in zip(shares, answers, strict=True):
        checksums.update(zip(share, answer["checksums"], strict=True))
    return Fair(cpu_s=sum(answer["cpu_s"] for answer in answers), checksums=checksums)


def _serve() -> None:
    print("ready", flush=True)
    sizes = json.loads(sys.stdin.readline())
    start = time.process_time()
    checksums = [burn(size) for size in sizes]
    print(json.dumps({"checksums": checksums, "cpu_s": time.process_time() - start}), flush=True)


if __name__ == "__main__":
    _serve()
