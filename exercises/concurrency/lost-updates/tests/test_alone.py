"""Hidden tests of lost-updates that need a fresh process: before those that may leave callers waiting."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator

import assay
import pytest
from solution import Counter

EACH = 100_000

COUNT = """
import threading
from solution import Counter

counter, start = Counter(), threading.Barrier(4)

def run():
    start.wait()
    for _ in range(each):
        counter.inc()

threads = [threading.Thread(target=run) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
result = counter.value
"""


@pytest.fixture
def without_gil() -> Iterator[None]:
    assay.restart(interpreter="free-threaded")
    yield
    assay.restart()


def test_no_count_is_lost_where_there_is_no_gil(without_gil: None) -> None:
    counter = Counter()
    assert counter.value == 0
    counter.inc()
    counter.inc()
    assert counter.value == 2
    value = assay.probe(COUNT, each=EACH)
    assert value == 4 * EACH, (
        f"four threads called inc {EACH} times each on an interpreter without a GIL, and the counter says "
        f"{value}: `+= 1` reads, adds and writes, and another thread's write may come in between"
    )


TOUCH = """
import zlib
from solution import Ledger

class Gone:
    noted = 0
    def get(self, key):
        return first_number + len(key)
    def set(self, key, value):
        self.noted = zlib.crc32(f"{key} {value}".encode(), self.noted)

gone = Gone()
ledger = Ledger(gone)

def touch(first, last):
    for n in range(first, last):
        ledger.add(f"account {n}", 1)
    return gone.noted

touch(0, 2000)
__import__("__main__").touch = touch
"""


def test_locks_of_accounts_that_are_not_in_use_take_no_memory() -> None:
    first_number, noted = random.SystemRandom().randrange(1 << 40), 0
    assay.probe(TOUCH, first_number=first_number)
    with assay.meter() as meter:
        theirs = assay.probe("__import__('__main__').touch(2000, 62_000)")
    for n in range(62_000):
        key = f"account {n}"
        noted = zlib.crc32(f"{key} {first_number + len(key) + 1}".encode(), noted)
    assert theirs == noted, "62,000 accounts were not added to, each once and in order"
    assay.bound(
        meter.growth_mb, at_most=4, unit="MB",
        message="growth over 60,000 accounts used once: a lock for each account that was ever used is a leak",
    )  # fmt: skip
