"""An ordinary suite that measures memory and threads. hidden-gabbro-3168"""

import threading
import tracemalloc

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
