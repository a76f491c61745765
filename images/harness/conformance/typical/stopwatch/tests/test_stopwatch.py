import time
from unittest import mock

import pytest

from stopwatch import Stopwatch, timed


def test_measures_the_block():
    with mock.patch("stopwatch.time.perf_counter", side_effect=[10.0, 12.5]):
        with Stopwatch() as watch:
            pass
    assert watch.seconds == 2.5


def test_really_measures():
    with Stopwatch() as watch:
        time.sleep(0.02)
    assert 0.015 < watch.seconds < 2


def test_exception_is_not_swallowed_and_time_is_kept():
    with pytest.raises(ValueError):
        with Stopwatch() as watch:
            raise ValueError
    assert watch.seconds >= 0


def test_running():
    watch = Stopwatch()
    assert not watch.running
    with watch:
        assert watch.running
    assert not watch.running
    with pytest.raises(RuntimeError, match="still running"):
        with watch:
            watch.seconds


def test_laps_on_a_fake_clock():
    now = iter(range(100))
    watch = Stopwatch(clock=lambda: next(now))
    with watch:
        watch.lap("one")
        watch.lap("two")
    assert watch.laps == {"one": 1, "two": 1}
    assert watch.seconds == 3


def test_decorator_reports():
    reports = []

    @timed(report=lambda name, seconds: reports.append((name, seconds)), clock=iter([1, 4]).__next__)
    def work(n):
        return n * 2

    assert work(21) == 42
    assert reports == [("work", 3)]


def test_decorator_reports_even_if_it_fails():
    reports = []

    @timed(report=lambda *args: reports.append(args), clock=iter([0, 1]).__next__)
    def broken():
        raise OSError

    with pytest.raises(OSError):
        broken()
    assert reports == [("broken", 1)]
