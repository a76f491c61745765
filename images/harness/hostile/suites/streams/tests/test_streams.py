"""An ordinary suite about generators and coroutines. hidden-schist-2718"""

import asyncio
import inspect
import itertools

import pytest

import solution


def test_countdown():
    assert list(solution.countdown(3)) == [3, 2, 1]


def test_countdown_is_a_generator():
    generator = solution.countdown(2)
    assert inspect.isgenerator(generator)
    assert next(generator) == 2
    assert next(generator) == 1
    with pytest.raises(StopIteration):
        next(generator)


def test_naturals_never_end():
    assert list(itertools.islice(solution.naturals(), 5)) == [0, 1, 2, 3, 4]


def test_batches():
    assert list(solution.batches([1, 2, 3, 4, 5], 2)) == [[1, 2], [3, 4], [5]]


def test_averager():
    averager = solution.averager()
    next(averager)
    assert averager.send(10) == 10
    assert averager.send(20) == 15


def test_sum_of_squares():
    assert sum(solution.squares(4)) == 14


def test_fetch_all():
    async def fetch(name):
        await asyncio.sleep(0)
        return name.upper()

    assert asyncio.run(solution.fetch_all(fetch, ["a", "b"])) == ["A", "B"]


async def test_double():
    assert await solution.double(21) == 42


async def test_ticks():
    assert [tick async for tick in solution.ticks(3)] == [0, 1, 2]


async def test_timeout_reaches_the_solution():
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await solution.wait_for_ever()
    assert solution.cancelled == ["wait_for_ever"]


async def test_context_manager():
    async with solution.Connection() as connection:
        assert connection.is_open is True
    assert connection.is_open is False


def test_context_manager_closes_on_errors():
    with pytest.raises(KeyError):
        with solution.opened() as log:
            log.append("in")
            raise KeyError("x")
    assert log == ["in", "closed"]
