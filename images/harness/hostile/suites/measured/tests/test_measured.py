"""An ordinary suite that measures memory and threads. hidden-gabbro-3168"""

import asyncio
import os
import resource
import threading
import time
import tracemalloc

import psutil
import pytest

import solution


@pytest.fixture
def traced():
    tracemalloc.start()
    yield
    tracemalloc.stop()


def test_memory_is_kept(traced):
    solution.keep(2_000_000)
    assert tracemalloc.get_traced_memory()[0] > 1_900_000


def test_memory_peaks(traced):
    solution.keep(1_000)
    tracemalloc.reset_peak()
    solution.keep(2_000_000)
    assert tracemalloc.get_traced_memory()[1] > 1_900_000


def test_memory_has_a_place(traced):
    solution.keep(2_000_000)
    statistics = tracemalloc.take_snapshot().statistics("lineno")
    assert statistics[0].size > 1_900_000
    assert statistics[0].traceback[0].filename == solution.__file__


def test_a_thread_is_started():
    solution.keep(1_000)
    before = threading.active_count()
    solution.start()
    assert threading.active_count() == before + 1


def test_a_thread_is_listed():
    solution.start()
    assert len(threading.enumerate()) > 1


def test_time_is_spent():
    solution.keep(1)
    before = time.process_time(), sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    solution.spin(0.2)
    assert time.process_time() - before[0] > 0.15
    assert sum(resource.getrusage(resource.RUSAGE_SELF)[:2]) - before[1] > 0.15


def test_files_are_open(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text("one")
    before = len(os.listdir("/proc/self/fd"))
    solution.opened(path)
    assert len(os.listdir("/proc/self/fd")) == before + 1
    assert str(path) in [file.path for file in psutil.Process().open_files()]


def test_a_task_is_left():
    async def left():
        await solution.beside()
        return len(asyncio.all_tasks())

    assert asyncio.run(left()) == 2


def test_resident_memory_grows():
    solution.keep(1)
    before = psutil.Process().memory_info().rss
    solution.keep(20_000_000)
    assert psutil.Process().memory_info().rss - before > 15_000_000
