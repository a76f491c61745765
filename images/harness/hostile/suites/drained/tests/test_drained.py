"""An ordinary suite whose own code finds out what is left. hidden-dolerite-5518"""

import time

import pytest

import solution


def test_nothing_is_left():
    jobs = [1, 2, 3]
    solution.drain(jobs)
    with pytest.raises(IndexError):
        time.sleep(0.3)  # whoever still works on it
        jobs.pop()


def test_the_next_is_nothing():
    jobs = {"hidden-dolerite-1": 1}
    solution.drain(jobs)
    rest = iter(jobs)
    with pytest.raises((StopIteration, KeyError, AssertionError)):
        for _ in range(200_000):
            pass
        raise LookupError(next(rest))


def test_what_was_there():
    assert solution.drain(["hidden-dolerite-2"]) == ["hidden-dolerite-2"]
